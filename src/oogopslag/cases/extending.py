"""Later than hoped: told before the end (Awb 4:14, 7:10), and standing still (Awb 4:15)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import ExtendedBefore, NothingWritten, TooLateToTell
from oogopslag.cases.models import Case, Pause
from oogopslag.cases.moving import decide_by, locked, moved, roles_of, tell, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.casework import Move
from oogopslag.core.values import Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff

REASONS = ("consent", "applicant", "force")
_WORDS = {
    "consent": (
        "met uw schriftelijke instemming (Awb 4:15, lid 2, onder a)",
        "with your written consent (Awb 4:15)",
    ),
    "applicant": (
        "omdat de vertraging aan u ligt (Awb 4:15, lid 2, onder b)",
        "because the delay is yours (Awb 4:15)",
    ),
    "force": ("door overmacht (Awb 4:15, lid 2, onder c)", "by force majeure (Awb 4:15)"),
}


@transaction.atomic
def extend(case_id: UUID, staff: "Staff", *, to: date, reason: str) -> None:
    """A later day, told before the last one passed; once. The resident gets it with the reason.

    Without a term in a law that day is the new last one (Awb 4:14.3); for an objection too, at
    most six weeks more (7:10.3). A term that a law sets stays as it is (4:14.1): the day is only
    when the decision is expected, and from the first one on we are late (4:17).
    Raises TooLateToTell, ExtendedBefore, NothingWritten, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if not reason.strip():
        raise NothingWritten
    if timezone.localdate() > case.decide_by or to <= case.decide_by:
        raise TooLateToTell
    if case.extended_to or case.expected_by:
        raise ExtendedBefore
    moved(case, Move.EXTEND, roles_of(staff, case))
    actor = Actor(kind="staff", id=str(staff.id))
    if case.kind != Case.OBJECTION and catalogue.service(case.service).decide_by_law:
        _expected(case, actor, to, reason.strip())
    else:
        _extended(case, actor, to, reason.strip())


def _extended(case: Case, actor: Actor, to: date, reason: str) -> None:
    """The term itself becomes longer."""
    if case.kind == Case.OBJECTION:
        to = min(to, terms.moved_from_rest(case.decide_by + timedelta(weeks=6)))
    case.extended_to = to
    case.decide_by = decide_by(case)
    case.save()
    article = "7:10, lid 3" if case.kind == Case.OBJECTION else "4:14, lid 3"
    tell(
        case,
        actor,
        letter.in_both(
            f"Wij hebben meer tijd nodig voor zaak {case.number}. U krijgt ons besluit uiterlijk "
            f"op {letter.day(case.decide_by, 'nl')}.\n\nWaarom: {reason}",
            f"We need more time for case {case.number}. You get our decision no later than "
            f"{letter.day(case.decide_by, 'en')}.\n\nWhy: {reason}",
        ),
        legal_effect=letter.in_both(
            f"De beslistermijn is verlengd (Awb {article}).",
            f"The term to decide is extended (Awb {article}).",
        ),
    )
    write("cases.extended", case, actor, decide_by=case.decide_by)


def _expected(case: Case, actor: Actor, to: date, reason: str) -> None:
    """The law's term stands: we will be late, and say when the decision does come."""
    case.expected_by = to
    case.save()
    law = catalogue.service(case.service).decide_by_law
    last = {lang: letter.day(case.decide_by, lang) for lang in letter.LANGUAGES}
    day = {lang: letter.day(to, lang) for lang in letter.LANGUAGES}
    tell(
        case,
        actor,
        letter.in_both(
            f"Het lukt ons niet om op tijd te beslissen over zaak {case.number}. Wij verwachten "
            f"dat u ons besluit uiterlijk op {day['nl']} krijgt.\n\nWaarom: {reason}\n\nUw "
            f"rechten blijven: wij moesten beslissen uiterlijk op {last['nl']} ({law}). Krijgt u "
            "dan nog geen besluit? Dan kunt u ons in gebreke stellen, met een knop bij uw zaak "
            "(Awb 4:17).",
            f"We cannot decide in time on case {case.number}. We expect that you get our decision "
            f"no later than {day['en']}.\n\nWhy: {reason}\n\nYour rights stay: we had to decide by "
            f"{last['en']} ({law}). No decision by then? Then you can hold us in default, with a "
            "button at your case (Awb 4:17).",
        ),
        legal_effect=letter.in_both(
            "De wettelijke beslistermijn verandert hier niet door (Awb 4:14, lid 1).",
            "The term that the law sets does not change by this (Awb 4:14).",
        ),
    )
    write("cases.told_late", case, actor, expected=to, decide_by=case.decide_by)


@transaction.atomic
def stand_still(
    case_id: UUID, staff: "Staff", *, reason: str, since: date, explanation: str
) -> None:
    """The term stands still from `since`; the resident is told why, and that it does.

    Raises NothingWritten, MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    if reason not in REASONS or not explanation.strip() or since < timezone.localdate():
        raise NothingWritten
    moved(case, Move.PAUSE, roles_of(staff, case))
    Pause.objects.create(case=case, since=since, reason=reason, explanation=explanation.strip())
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    nl, en = _WORDS[reason]
    tell(
        case,
        actor,
        letter.in_both(
            f"Vanaf {letter.day(since, 'nl')} staat de termijn van zaak {case.number} stil, {nl}. "
            f"{explanation.strip()}\n\nU hoort het als de termijn weer loopt.",
            f"From {letter.day(since, 'en')} the term of case {case.number} stands still, {en}. "
            f"{explanation.strip()}\n\nWe tell you when it runs again.",
        ),
    )
    write("cases.stood_still", case, actor, reason=reason, since=since)


@transaction.atomic
def run_again(case_id: UUID, staff: "Staff") -> None:
    """Ends every stand-still but a request to the resident; today is its last day.

    Raises MoveNotPossible, NotYours.
    """
    case = locked(case_id)
    moved(case, Move.PAUSE, roles_of(staff, case))
    today = timezone.localdate()
    running = Pause.objects.filter(case=case, until=None).exclude(reason="supplement")
    if not running.update(until=today):
        return
    case.decide_by = decide_by(case)
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    tell(
        case,
        actor,
        letter.in_both(
            f"De termijn van zaak {case.number} loopt weer. U krijgt ons besluit uiterlijk op "
            f"{letter.day(case.decide_by, 'nl')}.",
            f"The term of case {case.number} runs again. You get our decision no later than "
            f"{letter.day(case.decide_by, 'en')}.",
        ),
    )
    write("cases.ran_again", case, actor, decide_by=case.decide_by)


def supplement_until(duty: UUID, day: date) -> None:
    """The supplement may come until this day (inclusive); one that lapsed already stays lapsed."""
    Pause.objects.filter(duty=duty, until=None).update(lapses=day)
