"""A notice of default, and the penalty that runs two weeks later (Awb 4:17–4:18)."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import NotLate, UnknownCase
from oogopslag.cases.models import Case, Default
from oogopslag.cases.moving import last_day, locked, tell, write
from oogopslag.cases.views import DefaultView
from oogopslag.catalogue import parameters
from oogopslag.core import casework, terms
from oogopslag.core.casework import State
from oogopslag.core.values import Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@transaction.atomic
def give_notice(case_id: UUID, resident: "Resident") -> Default:
    """The resident holds the body in default: only when the term is over, and once.

    Raises NotLate, UnknownCase.
    """
    case = locked(case_id)
    if case.resident_id != resident.id:
        raise UnknownCase
    if found := Default.objects.filter(case=case).first():
        return found
    made = noticed(case, timezone.now(), actor=Actor(kind="resident", id=str(resident.id)))
    if made is None:
        raise NotLate
    return made


def noticed(case: Case, received: datetime, *, actor: Actor) -> Default | None:
    """A notice of default that came in at this moment, within the caller's transaction.

    None when the term was not over by then; a second one changes nothing.
    """
    if found := Default.objects.filter(case=case).first():
        return found
    day = timezone.localdate(received)
    if State(case.state) not in casework.OPEN or not terms.default_possible(last_day(case), day):
        return None
    runs_from = terms.penalty_from(day)
    made = Default.objects.create(case=case, received=received, runs_from=runs_from)
    tell(
        case,
        Actor(kind="organisation", id=case.organisation.slug),
        letter.in_both(
            f"Wij hebben uw ingebrekestelling ontvangen voor zaak {case.number}. Beslissen wij "
            f"niet vóór {letter.day(runs_from, 'nl')}? Dan krijgt u vanaf die dag een dwangsom "
            "voor elke dag dat wij te laat zijn, ten hoogste 42 dagen.",
            f"We received your notice of default for case {case.number}. Do we not decide before "
            f"{letter.day(runs_from, 'en')}? Then you get a penalty from that day for each day "
            "that we are late, at most 42 days.",
        ),
        legal_effect=letter.in_both(
            "Dit is een ontvangstbevestiging (Awb 4:17, lid 4, en 4:3a).",
            "This confirms that we received it (Awb 4:17 and 4:3a).",
        ),
        kind="acceptance",
    )
    write("cases.in_default", case, actor, runs_from=runs_from)
    return made


def stop(case: Case, on: date) -> int:
    """The decision ends the penalty; gives the amount in cents, 0 when none was due."""
    found = Default.objects.filter(case=case, ended=None).first()
    if found is None:
        return 0
    found.ended = on
    found.amount = _amount(case, found, on)
    found.save(update_fields=["ended", "amount"])
    return found.amount


def view(case: Case) -> DefaultView | None:
    found = Default.objects.filter(case=case).first()
    if found is None:
        return None
    today = timezone.localdate()
    rates = parameters.penalty_rates(found.runs_from)
    return DefaultView(
        received=found.received,
        runs_from=found.runs_from,
        days=_days(case, found, today),
        amount=found.amount if found.amount is not None else _amount(case, found, today),
        most=terms.penalty(42, rates.rates),
        ended=found.ended,
        source=rates.source,
        checked=rates.checked,
    )


def _days(case: Case, found: Default, today: date) -> int:
    pauses = [terms.Pause(since=p.since, until=p.until) for p in case.pauses.all()]
    return terms.penalty_days(found.runs_from, today, found.ended, pauses)


def _amount(case: Case, found: Default, today: date) -> int:
    rates = parameters.penalty_rates(found.runs_from)
    return terms.penalty(_days(case, found, today), rates.rates)
