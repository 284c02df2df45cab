"""Reports of a browser that looked at the screens: serious barriers (I2), a small phone (G9).

A browser is no part of the product: tools/screens.py walks a running demonstration or test
environment, and its report is taken in here, with the hash of the report as its source.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.insight.errors import NoReport
from oogopslag.insight.measuring import measured_again

SMALL = 320
"""CSS pixels: the narrowest screen on which everything has to fit (WCAG 2.2, 1.4.10)."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page at one width: findings of impact serious or critical, and whether it fits."""

    service: str
    width: int
    serious: int
    fits: bool


def take_report(content: bytes) -> int:
    """Keeps what a report says of each service of the catalogue; gives how many results are new.

    Raises NoReport for what is no report, or one from the future.
    """
    made, screens = _read(content)
    source = f"axe, rapport {hashlib.sha256(content).hexdigest()[:12]}"
    services = {one.slug: one.organisation for one in catalogue.services()}
    news = 0
    for service, organisation in services.items():
        mine = [one for one in screens if one.service in {service, ""}]
        if not any(one.service == service for one in mine):
            continue
        small = [one for one in mine if one.width <= SMALL]
        for indicator, hits, n in (
            ("I2", sum(one.serious == 0 for one in mine), len(mine)),
            ("G9", sum(one.fits for one in small), len(small)),
        ):
            news += n > 0 and measured_again(
                organisation, indicator, klass=EvidenceClass.TEST, source=source, service=service,
                hits=hits, n=n, on=made,
            )  # fmt: skip
    return news


def _read(content: bytes) -> tuple[date, list[Screen]]:
    try:
        report = json.loads(content)
        made = date.fromisoformat(report["made"])
        screens = [_screen(row) for row in report["pages"]]
    except (ValueError, KeyError, TypeError) as error:
        raise NoReport from error
    if made > timezone.localdate() or not screens:
        raise NoReport
    return made, screens


def _screen(row: Mapping[str, object]) -> Screen:
    """A page without a service belongs to every service."""
    serious, width = row["serious"], row["width"]
    if not isinstance(serious, int) or not isinstance(width, int) or serious < 0:
        raise TypeError
    return Screen(
        service=str(row.get("service", "")), width=width, serious=serious, fits=row["fits"] is True
    )
