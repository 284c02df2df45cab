"""What a contract test found, in the reader's language: kits speak English, as developers do.

The Dutch stands in content/readiness/findings.yaml. A finding nobody translated is shown as it is.
"""

import re
from functools import cache

from django.utils.translation import get_language

from oogopslag.insight import content


def told(text: str) -> str:
    """The finding in Dutch for whoever reads Dutch; what stands for {} is told too."""
    return in_dutch(text) if (get_language() or "nl")[:2] == "nl" else text


def in_dutch(text: str) -> str:
    """The same finding in Dutch; unchanged where there is no Dutch for it."""
    for pattern, dutch in _patterns():
        if found := pattern.fullmatch(text):
            return dutch.replace("{}", "%s") % tuple(map(in_dutch, found.groups()))
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Longest first: what says most is tried before what fits anything."""
    pairs: dict[str, str] = content.load("findings.yaml")
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, one.split("{}"))), re.DOTALL), pairs[one])
        for one in sorted(pairs, key=len, reverse=True)
    )
