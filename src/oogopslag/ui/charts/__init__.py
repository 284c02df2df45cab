"""Charts drawn on the server: data in, SVG out, no script and no style in them.

Each has its data as a table beside it; the picture itself is an image with a text.
"""

from oogopslag.ui.charts.drawing import DRAWING, KINDS, drawn

__all__ = ["DRAWING", "KINDS", "drawn"]
