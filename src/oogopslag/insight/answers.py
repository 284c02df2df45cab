"""What surveys say becomes evidence of class S: weighted, with interval, from 30 answers on.

Only answers given for one organisation say something of it; those of a sample over all of
government stand on their own pages.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from oogopslag.core import survey
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.insight import surveys
from oogopslag.insight.measuring import measured_again
from oogopslag.insight.models import SurveyAnswer


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Which answers to which items say an indicator: the mean of the shares of its items."""

    indicator: str
    instrument: str
    items: tuple[str, ...]
    codes: tuple[str, ...]


READINGS = (
    Reading(indicator="V6", instrument="contact", items=("contact-vertrouwen-1",), codes=("meer",)),
    Reading(indicator="P7", instrument="yearly", items=("jaar-welkom-1", "jaar-verrast-1"),
            codes=("ja",)),
    Reading(indicator="L4", instrument="goals", codes=("ja",),
            items=("puls-makkelijker-1", "puls-duidelijker-1", "puls-tijd-1")),
    Reading(indicator="L5", instrument="goals", items=("doel-opweg-1",), codes=("4", "5")),
)  # fmt: skip
"""V6: more trust after contact. P7: welcome and better than expected. L4: the pulse of staff.
L5: staff who say that their organisation is far (4 or 5 of 5); its distance to what is measured
stands in the picture of need and progress."""


def take_answers(today: date | None = None) -> int:
    """Turns the waves of the last two months into evidence; gives how many results are new."""
    today = today or timezone.localdate()
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return sum(_take(one, wave, organisation, on) for one in READINGS
               for wave, organisation, on in _waves(one, since, today))  # fmt: skip


def _waves(one: Reading, since: date, today: date) -> list[tuple[str, str, date]]:
    """Wave, organisation and its last day, where at least thirty answered."""
    rows = (
        SurveyAnswer.objects.filter(
            instrument=one.instrument, item__in=one.items, day__gte=since, day__lte=today
        )
        .exclude(organisation="")
        .values_list("wave", "organisation")
        .annotate(last=Max("day"), many=Count("id"))
    )
    return [(wave, body, last) for wave, body, last, many in rows if many >= survey.NO_SHARE]


def _take(one: Reading, wave: str, organisation: str, on: date) -> bool:
    """The effective size is what the interval is about: weights cost certainty."""
    found = [surveys.result(one.instrument, item, wave, organisation=organisation)
             for item in one.items]  # fmt: skip
    shares = [sum(f.shares[code].share or 0.0 for code in one.codes)
              for f in found if f.shares[one.codes[0]].share is not None]  # fmt: skip
    sizes = [f.shares[one.codes[0]].effective or 0.0
             for f in found if f.shares[one.codes[0]].share is not None]  # fmt: skip
    # A group that is part of the weights and gave no answer: the share would speak for people who
    # said nothing, so it is no evidence. Staff of one organisation are all of one layer, by nature.
    silent = one.instrument != "goals" and any(f.empty for f in found)
    if len(shares) < len(one.items) or silent:
        return False
    n = int(min(sizes))
    return measured_again(
        organisation, one.indicator, klass=EvidenceClass.SURVEY, service="", n=n, on=on,
        hits=min(n, round(sum(shares) / len(shares) * n)), source=f"{one.instrument} {wave}",
    )  # fmt: skip
