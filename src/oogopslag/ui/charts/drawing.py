"""From a kind and its data to SVG that a strict policy lets through."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import vl_convert

from oogopslag.ui.charts import kinds, theme

DRAWING = 4
"""Goes up when a kind is drawn otherwise: pictures of before are then drawn anew."""

KINDS: Mapping[str, Callable[[Mapping[str, Any], int], Any]] = {
    "fan": kinds.fan,
    "dumbbell": kinds.dumbbell,
    "quadrant": kinds.quadrant,
    "matrix": kinds.matrix,
    "relations": kinds.relations,
    "series": kinds.series,
}


def drawn(kind: str, data: Mapping[str, Any], *, narrow: bool) -> str:
    """The chart as SVG. The first one of a process takes seconds: draw behind the pages."""
    chart = KINDS[kind](data, theme.NARROW if narrow else theme.WIDE)
    spec = chart.to_dict()
    # Altair's own default configuration is replaced whole by ours.
    spec["config"] = theme.config()
    svg = vl_convert.vegalite_to_svg(json.dumps(spec), format_locale="nl-NL")
    return plain(svg)


_STYLE = re.compile(r'\sstyle="([^"]*)"')


def plain(svg: str) -> str:
    """The same picture without style attributes, scripts or English labels for a screen reader."""
    svg = _STYLE.sub(lambda found: _attributes(found.group(1)), svg)
    svg = re.sub(r'\s(?:aria-[a-z]+|role|tabindex)="[^"]*"', "", svg)
    if "<script" in svg or "<style" in svg or " style=" in svg:
        raise ValueError("A picture may hold neither script nor style.")
    return svg


def _attributes(style: str) -> str:
    """CSS properties of SVG as presentation attributes; others are left out."""
    kept = {"fill", "stroke", "stroke-width", "opacity", "font-family", "font-size",
            "font-weight", "text-anchor", "stroke-dasharray"}  # fmt: skip
    pairs = [part.split(":", 1) for part in style.split(";") if ":" in part]
    return "".join(f' {k.strip()}="{v.strip()}"' for k, v in pairs if k.strip() in kept)
