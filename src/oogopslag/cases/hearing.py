"""Objections: hearing who objects (Awb 7:2–7:7), a committee, and the record."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter, made_known
from oogopslag.cases.errors import (
    HeardByDecider,
    HearingTooSoon,
    MoveNotPossible,
    NotHeardYet,
    NothingWritten,
    UnknownCase,
)
from oogopslag.cases.models import Case, Decision, Hearing
from oogopslag.cases.moving import decide_by, locked, moved, roles_of, tell, write
from oogopslag.cases.views import HearingView
from oogopslag.core import terms
from oogopslag.core.casework import Move
from oogopslag.core.values import Actor

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


@transaction.atomic
def plan_hearing(case_id: UUID, staff: "Staff", *, moment: datetime, place: str) -> Hearing:
    """Invites who objects to be heard; a later plan takes the place of the one before.

    They may send documents until ten days before (Awb 7:4.1) and see the file for at least a week
    (7:4.2): a moment that leaves no day for that is refused. Raises HearingTooSoon,
    MoveNotPossible when it is no objection, NotYours, NothingWritten.
    """
    case = _objection(case_id, staff)
    local = timezone.localtime(moment)
    paper = made_known.by_post(case)
    first = terms.hearing_from(timezone.localdate(), by_post=paper)
    if local.date() < first:
        raise HearingTooSoon(first)
    if not place.strip():
        raise NothingWritten
    Hearing.objects.filter(case=case, held=None).delete()
    made = Hearing.objects.create(case=case, moment=moment, place=place.strip())
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    tell(
        case,
        actor,
        _invitation(case, local, made.place),
        legal_effect=letter.in_both(
            "Dit is een uitnodiging om gehoord te worden (Awb 7:2 en 7:4).",
            "This invites you to be heard (Awb 7:2 and 7:4).",
        ),
        kind="request",
    )
    write("cases.hearing_planned", case, actor, on=local.date())
    return made


def _invitation(case: Case, local: datetime, place: str) -> dict[str, str]:
    """When and where, until which day documents can be sent, where the file is (Awb 7:4.3)."""
    day = {lang: letter.day(local.date(), lang) for lang in letter.LANGUAGES}
    papers = terms.papers_until(local.date())
    until = {lang: letter.day(papers, lang) for lang in letter.LANGUAGES}
    return letter.in_both(
        f"Wij willen u graag horen over uw bezwaar {case.number}: op {day['nl']} om "
        f"{local:%H.%M} uur, {place}. U mag iemand meenemen. Stukken kunt u sturen tot en met "
        f"{until['nl']} (Awb 7:4). Alle stukken van uw zaak kunt u vanaf nu zien: bij deze zaak, "
        "onder “Alles van deze zaak downloaden”. Liever op papier, of op een andere plek? Of kunt "
        "u dan niet? Antwoord dan op dit bericht.",
        f"We would like to hear you about your objection {case.number}: on {day['en']} at "
        f"{local:%H:%M}, {place}. You may bring somebody. You can send documents until and "
        f"including {until['en']} (Awb 7:4). You can see all documents of your case from now on: "
        "at this case, under “Download everything of this case”. Rather on paper, or elsewhere? "
        "Or can you not come? Then answer this message.",
    )


@transaction.atomic
def hold_hearing(case_id: UUID, staff: "Staff", *, record: str) -> None:
    """What was said, written down (Awb 7:7); the resident gets it.

    Raises UnknownCase when none was planned, NotHeardYet before its moment, NothingWritten,
    HeardByDecider (Awb 7:5) unless a committee hears (7:13).
    """
    case = _objection(case_id, staff)
    if took_part(case, staff) and not case.committee:
        raise HeardByDecider
    found = Hearing.objects.filter(case=case, held=None).first()
    if found is None:
        raise UnknownCase
    if found.moment and found.moment > timezone.now():
        raise NotHeardYet
    if not record.strip():
        raise NothingWritten
    found.record, found.held = record.strip(), timezone.now()
    found.save(update_fields=["record", "held"])
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    tell(
        case,
        actor,
        letter.in_both(
            f"Verslag van het horen over bezwaar {case.number}:\n\n{found.record}\n\n"
            "Klopt er iets niet? Antwoord dan op dit bericht.",
            f"Record of the hearing about objection {case.number}:\n\n{found.record}\n\n"
            "Is anything wrong? Then answer this message.",
        ),
    )
    write("cases.heard", case, actor)


@transaction.atomic
def waive_hearing(case_id: UUID, staff: "Staff", *, reason: str) -> None:
    """Why nobody is heard (Awb 7:3), for example because the resident does not want to.

    Raises NothingWritten.
    """
    case = _objection(case_id, staff)
    if not reason.strip():
        raise NothingWritten
    Hearing.objects.filter(case=case, held=None).delete()
    Hearing.objects.create(case=case, waived=reason.strip(), held=timezone.now())
    case.save()
    write("cases.hearing_waived", case, Actor(kind="staff", id=str(staff.id)))


@transaction.atomic
def to_committee(case_id: UUID, staff: "Staff") -> None:
    """A committee of outsiders advises (Awb 7:13): the term becomes twelve weeks; once."""
    case = _objection(case_id, staff)
    if case.committee:
        return
    case.committee = True
    case.decide_by = decide_by(case)
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    tell(
        case,
        actor,
        letter.in_both(
            f"Een commissie van buiten kijkt mee naar uw bezwaar {case.number}. Daarom krijgt u "
            f"onze beslissing uiterlijk op {letter.day(case.decide_by, 'nl')}.",
            f"A committee of outsiders looks at your objection {case.number} too. Therefore you "
            f"get our answer no later than {letter.day(case.decide_by, 'en')}.",
        ),
        legal_effect=letter.in_both(
            "De beslistermijn is twaalf weken (Awb 7:10, lid 1, en 7:13).",
            "The term to decide is twelve weeks (Awb 7:10 and 7:13).",
        ),
    )
    write("cases.to_committee", case, actor, decide_by=case.decide_by)


def _objection(case_id: UUID, staff: "Staff") -> Case:
    case = locked(case_id)
    if case.kind != Case.OBJECTION:
        raise MoveNotPossible
    moved(case, Move.HEAR, roles_of(staff, case))
    return case


def took_part(case: Case, staff: "Staff") -> bool:
    """Whether this colleague proposed or sent the decision that an objection is about."""
    about = Decision.objects.filter(id=case.about or case.id).first()
    return about is not None and staff.id in (about.staff_id, about.proposed_by)


def heard(case: Case) -> bool:
    """Whether who objects was heard, or a reason stands why not (Awb 7:2, 7:3)."""
    return Hearing.objects.filter(case=case).exclude(held=None).exists()


def hearings(case: Case) -> tuple[HearingView, ...]:
    return tuple(
        HearingView(
            id=one.id,
            moment=one.moment,
            place=one.place,
            waived=one.waived,
            record=one.record,
            held=one.held,
        )
        for one in Hearing.objects.filter(case=case).order_by("id")
    )
