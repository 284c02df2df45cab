"""The innovation fund: its rules are checked here, its ledger is public, failures included.

Rules (design, section 4): at least two government bodies with one lead; own share 25 percent up to
200,000 euros and 40 percent above; at most 800,000 euros and 12 months; open source with a public
summary; a resident jury counts for 30 percent, experts for 70; paid in 40, 30 and 30 percent, the
last part on measured effect.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oogopslag.broker.errors import EmptyField, FundRule, NoMeasuredEffect
from oogopslag.broker.models import FundLine, FundProposal
from oogopslag.core.values import Actor
from oogopslag.insight import queries as insight
from oogopslag.insight.errors import NoCard
from oogopslag.journal import actions as journal

SMALL, MOST, MONTHS = 20_000_000, 80_000_000, 12
"""Cents up to which the own share is a quarter; cents and months at the most."""

PASSES = 60
PARTS = (40, 30, 30)


def own_share_needed(cents: int) -> int:
    """The least own money, in cents, rounded up."""
    percent = 25 if cents <= SMALL else 40
    return -(-cents * percent // 100)


@transaction.atomic
def propose(
    title: str, *, summary: str, lead: str, partners: list[str], cents: int, own_cents: int,
    months: int, indicator: str, open_source: bool, actor: Actor,
) -> FundProposal:  # fmt: skip
    """Raises FundRule with the rule that is broken, EmptyField."""
    if not title.strip() or not summary.strip() or indicator not in insight.model().indicators:
        raise EmptyField
    if len({lead, *partners}) < 2:
        raise FundRule(_("At least two government bodies take part, with one lead."))
    if not 0 < cents <= MOST:
        raise FundRule(_("The fund pays at most 800,000 euros."))
    if own_cents < own_share_needed(cents):
        raise FundRule(_("Own money is a quarter up to 200,000 euros, and 40 percent above that."))
    if not 0 < months <= MONTHS:
        raise FundRule(_("A proposal lasts twelve months at the most."))
    if not open_source:
        raise FundRule(_("What the fund pays for is open source."))
    one = FundProposal.objects.create(
        title=title.strip()[:200], summary=summary.strip(), lead=lead, partners=partners,
        cents=cents, own_cents=own_cents, months=months, indicator=indicator,
        before=_figure(lead, indicator), made=timezone.now(),
    )  # fmt: skip
    journal.write("broker.proposed", actor=actor, organisation=lead, proposal=one.id, cents=cents)
    return one


def _figure(organisation: str, indicator: str) -> float | None:
    """What the lead's scorecard says today."""
    try:
        rows = insight.card(organisation).content["indicators"]
    except NoCard:
        return None
    found = next(row for row in rows if row["id"] == indicator)["figure"]
    return float(found) if found is not None else None


def score(residents: int, experts: int) -> float:
    """Out of 100: the resident jury for 30 percent, experts for 70."""
    return (30 * residents + 70 * experts) / 100


@transaction.atomic
def judge(key: UUID, *, residents: int, experts: int, actor: Actor) -> bool:
    """Both juries once; gives whether it is granted, and then pays the first part."""
    one = FundProposal.objects.select_for_update().get(id=key)
    if one.residents is not None or not (0 <= residents <= 100 and 0 <= experts <= 100):
        raise EmptyField
    one.residents, one.experts = residents, experts
    if score(residents, experts) >= PASSES:
        one.granted = timezone.now()
    one.save(update_fields=["residents", "experts", "granted"])
    journal.write("broker.judged", actor=actor, proposal=one.id, residents=residents,
                  experts=experts)  # fmt: skip
    if one.granted:
        pay(one.id, actor=actor)
    return one.granted is not None


@transaction.atomic
def pay(key: UUID, *, actor: Actor) -> FundLine:
    """The next part: 40, 30 and 30 percent. The last one only on measured effect.

    Raises FundRule when nothing is due, NoMeasuredEffect.
    """
    one = FundProposal.objects.select_for_update().get(id=key)
    lines = list(one.lines.all())
    part = len(lines) + 1
    if one.granted is None or one.failed or part > len(PARTS):
        raise FundRule(_("Nothing is due: not granted, stopped, or paid in full."))
    what = _("Part %(part)s of 3") % {"part": part}
    if part == len(PARTS):
        after = _figure(one.lead, one.indicator)
        if after is None or one.before is None or not _better(one.indicator, one.before, after):
            raise NoMeasuredEffect
        what = _("Last part, on measured effect")
    paid = sum(line.cents for line in lines)
    last = part == len(PARTS)
    cents = one.cents - paid if last else one.cents * PARTS[part - 1] // 100
    line = FundLine.objects.create(
        proposal=one, part=part, cents=cents, what=what, moment=timezone.now()
    )
    journal.write("broker.paid", actor=actor, proposal=one.id, part=part, cents=cents)
    return line


def _better(indicator: str, before: float, after: float) -> bool:
    one = insight.model().indicators[indicator]
    return after > before if one.target > one.floor else after < before


@transaction.atomic
def stop(key: UUID, why: str, *, actor: Actor) -> None:
    """It failed: said in public, and nothing more is paid. Raises EmptyField."""
    if not why.strip():
        raise EmptyField
    if FundProposal.objects.filter(id=key, failed="").update(failed=why.strip()[:400]):
        journal.write("broker.paid", actor=actor, proposal=key, part=0, cents=0)
