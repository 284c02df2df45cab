"""The register of guardianship and administration (Centraal Curatele- en Bewindregister).

The courts keep it and offer a search page, no interface between systems: in a demonstration a twin
answers, elsewhere whoever records a representative looks there and types the number of the ruling.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from oogopslag.core.values import Bsn

SAYS = "Dit is een nagebootst register voor demonstraties, niet dat van de rechtspraak."


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure of a court: which, under which number, by whom, from when; days are inclusive."""

    role: str
    number: str
    court: str
    since: date
    until: date | None
    representative: Bsn


_TWIN: dict[str, tuple[Measure, ...]] = {
    "999000056": (
        Measure(
            role="administrator",
            number="C/00/123456 / BM VERZ 26-117",
            court="Rechtbank Middenland (verzonnen)",
            since=date(2026, 3, 1),
            until=None,
            representative=Bsn("999000044"),
        ),
    ),
}


def look_up(person: Bsn) -> tuple[Measure, ...] | None:
    """The measures about somebody; None where there is no register that can be asked."""
    return _TWIN.get(person.number, ()) if settings.DEMO else None
