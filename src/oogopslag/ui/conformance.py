"""Do the screens of the resident use the parts of the design system? Counted in their templates."""

import re
from functools import cache
from pathlib import Path

_PART = re.compile(r"<(button|input|select|textarea)\b([^>]*)>", re.S)
_CLASS = re.compile(r'class="([^"]*)"')
_DESIGN = {
    "button": ("nl-button", "oog-row__button", "oog-iconbutton"),
    "input": ("utrecht-textbox",),
    "select": ("oog-select", "utrecht-select"),
    "textarea": ("utrecht-textarea",),
}
"""Which class a part must carry; anything else is somebody's own invention."""

_WITHIN = ("checkbox", "radio", "file")
"""Inputs that the label or drop zone around them dresses."""


@cache
def parts() -> tuple[int, int]:
    """(parts as the design system has them, all parts) of the screens residents see."""
    source = Path(__file__).resolve().parents[1]
    files = [
        *source.glob("doors/resident/templates/**/*.jinja"),
        *source.glob("ui/templates/**/*.jinja"),
    ]
    found = [one for file in sorted(files) for one in conforming(file.read_text())]
    return sum(found), len(found)


def conforming(template: str) -> list[bool]:
    """For each part of a template whether it follows the design; hidden fields are no part."""
    return [
        _fits(kind, told) for kind, told in _PART.findall(template) if 'type="hidden"' not in told
    ]


def _fits(kind: str, told: str) -> bool:
    if kind == "input" and any(f'type="{one}"' in told for one in _WITHIN):
        return True
    classes = " ".join(_CLASS.findall(told))
    return any(name in classes for name in _DESIGN[kind])
