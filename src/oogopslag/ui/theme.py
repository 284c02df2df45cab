"""One brand colour in, one whole palette out, light and dark, as fixed values.

Colours are mixed in OKLCH: lightness is fixed per role and only hue and chroma come from the
brand, so that contrast holds for every organisation. The conversion is Björn Ottosson's OKLab.
"""

import re
from math import atan2, cos, sin, sqrt

Rgb = tuple[float, float, float]


class UnfitColour(ValueError):
    """A brand colour with which text cannot be read."""


# role → (light: lightness, most chroma), (dark: lightness, most chroma)
ROLES = {
    "--basis-color-accent-1-bg-subtle": ((0.972, 0.014), (0.27, 0.035)),
    "--basis-color-accent-1-bg-default": ((0.942, 0.024), (0.33, 0.05)),
    "--basis-color-accent-1-border-default": ((0.75, 0.06), (0.52, 0.07)),
    "--basis-color-accent-1-color-default": ((0.41, 0.13), (0.85, 0.08)),
    "--basis-color-action-1-inverse-bg-default": ((0.41, 0.15), (0.83, 0.09)),
    "--basis-color-action-1-inverse-bg-hover": ((0.34, 0.13), (0.9, 0.07)),
    "--oog-hero-background-color": ((0.36, 0.12), (0.29, 0.05)),
    "--oog-hero-detail-color": ((0.43, 0.12), (0.35, 0.06)),
}
_PAIRS = (
    ("--basis-color-accent-1-color-default", "--basis-color-accent-1-bg-default"),
    ("--basis-color-action-1-inverse-bg-default", None),
)
NEEDED = 4.5


def theme_css(slug: str, brand: str) -> str:
    """The style sheet of an organisation's colours. Raises UnfitColour with a sentence."""
    chroma, hue = _brand(brand)
    light = {role: _hex(*_mixed(values[0], chroma, hue)) for role, values in ROLES.items()}
    dark = {role: _hex(*_mixed(values[1], chroma, hue)) for role, values in ROLES.items()}
    for palette, paper in ((light, "#ffffff"), (dark, "#1b2125")):
        for front, back in _PAIRS:
            if contrast(palette[front], palette[back] if back else paper) < NEEDED:
                raise UnfitColour(f"{brand} gives text that cannot be read: choose another colour.")
    select = f'[data-organisation="{slug}"]'
    rules = f"{select}{{--oog-brand:{brand};{_rules(light)}}}"
    night = (
        f"@media (prefers-color-scheme:dark){{{select}:not([data-theme=light]){{{_rules(dark)}}}}}"
    )
    return f"{rules}{night}"


def _rules(palette: dict[str, str]) -> str:
    return "".join(f"{role}:{colour};" for role, colour in palette.items())


def contrast(a: str, b: str) -> float:
    """WCAG's contrast ratio of two #rrggbb colours."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise UnfitColour(f"{colour} is no colour: write it as #rrggbb.")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * float(part ** (1 / 2.4)) - 0.055


def _brand(colour: str) -> tuple[float, float]:
    """Chroma and hue (radians) of a colour."""
    red, green, blue = (_linear(part) for part in _rgb(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return sqrt(a * a + b * b), atan2(b, a)


def _mixed(role: tuple[float, float], chroma: float, hue: float) -> Rgb:
    """The role's lightness with the brand's hue; less chroma until the screen can show it."""
    lightness, chroma = role[0], min(role[1], chroma)
    while True:
        colour = _from_oklch(lightness, chroma, hue)
        if chroma < 0.001 or all(-0.0005 <= part <= 1.0005 for part in colour):
            return colour
        chroma *= 0.95


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(_gamma(part) * 255):02x}" for part in (red, green, blue))
