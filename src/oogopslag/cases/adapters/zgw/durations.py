"""ISO 8601 durations of catalogues: P8W, P56D, P1Y, P1M."""

import re

_PARTS = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?")


def days_of(text: str) -> int:
    """Days, a year as 365 and a month as 30; 0 when it cannot be read."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return 0
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    return years * 365 + months * 30 + weeks * 7 + days
