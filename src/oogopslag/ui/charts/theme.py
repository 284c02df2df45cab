"""One theme for all charts, from the design tokens: readable in grey, on paper, on a phone."""

import re
from functools import cache
from pathlib import Path
from typing import Any

TOKENS = Path(__file__).resolve().parent.parent / "static" / "oog" / "tokens.css"
FONT = "Noto Sans, system-ui, sans-serif"
WIDE, NARROW = 600, 300
"""Inner widths, in pixels, for a desktop and for a phone."""


@cache
def token(name: str) -> str:
    """The fixed value of a colour token."""
    found = re.search(rf"{re.escape(name)}:\s*(#[0-9a-f]{{6}})", TOKENS.read_text())
    if found is None:
        raise LookupError(name)
    return found.group(1)


def accent() -> str:
    return token("--basis-color-accent-1-color-default")


def soft() -> str:
    return token("--basis-color-accent-1-border-default")


def pale() -> str:
    return token("--basis-color-accent-1-bg-default")


def ink() -> str:
    return token("--basis-color-default-color-default")


def subtle() -> str:
    return token("--basis-color-default-color-subtle")


def line() -> str:
    return token("--basis-color-default-border-subtle")


def config() -> dict[str, Any]:
    """What Vega-Lite takes as `config`."""
    text = {"font": FONT, "color": ink()}
    return {
        "background": "#ffffff",
        "padding": 12,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13,
                 "titleFontWeight": "normal", "labelColor": ink(), "titleColor": subtle(),
                 "gridColor": line(), "domainColor": line(), "tickColor": line(),
                 "labelLimit": 150},
        "legend": {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13,
                   "labelColor": ink(), "titleColor": subtle(), "orient": "top"},
        "text": text | {"fontSize": 13},
        "bar": {"color": accent()},
        "line": {"color": accent(), "strokeWidth": 3},
        "point": {"color": accent(), "size": 90, "filled": True},
    }  # fmt: skip
