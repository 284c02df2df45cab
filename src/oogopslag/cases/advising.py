"""Advice of another body about a case: asked, answered; the resident sees both moments."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases.errors import NothingWritten, NotYours, UnknownCase
from oogopslag.cases.models import Advice
from oogopslag.cases.moving import locked, moved, roles_of, write
from oogopslag.cases.views import AdviceRow
from oogopslag.core.casework import Move
from oogopslag.core.values import Actor
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

VERDICTS = ("for", "against", "neutral")


@transaction.atomic
def ask_advice(case_id: UUID, staff: "Staff", *, body: str, question: str, due: date) -> Advice:
    """Asks another body; `due` is inclusive. The term does not stand still for it.

    Raises NothingWritten, MoveNotPossible, NotYours, UnknownCase (no such body).
    """
    case = locked(case_id)
    asked = people.organisation_or_none(body)
    if asked is None or asked.id == case.organisation_id:
        raise UnknownCase
    if not question.strip():
        raise NothingWritten
    moved(case, Move.ADVISE, roles_of(staff, case))
    made = Advice.objects.create(
        case=case, body=asked, question=question.strip(), asked=timezone.now(), due=due
    )
    case.save()
    actor = Actor(kind="staff", id=str(staff.id))
    write("cases.advice_asked", case, actor, advice=made.id, body=asked.slug, due=due)
    return made


@transaction.atomic
def give_advice(
    advice_id: UUID, staff: "Staff", organisation: "Organisation", *, verdict: str, answer: str
) -> None:
    """The advice of this organisation, once. Raises UnknownCase, NotYours, NothingWritten."""
    found = Advice.objects.select_for_update().filter(id=advice_id, body=organisation).first()
    if found is None or verdict not in VERDICTS:
        raise UnknownCase
    if not people.may(staff, organisation.slug, "advise", "treat", "decide"):
        raise NotYours
    if not answer.strip():
        raise NothingWritten
    if found.answered:
        return
    found.answer, found.verdict, found.answered = answer.strip(), verdict, timezone.now()
    found.save(update_fields=["answer", "verdict", "answered"])
    case = locked(found.case_id)
    actor = Actor(kind="staff", id=str(staff.id))
    write(
        "cases.advice_given",
        case,
        actor,
        advice=found.id,
        body=organisation.slug,
        verdict=verdict,
    )


def advice_asked_of(organisation: "Organisation", limit: int = 50) -> list[AdviceRow]:
    """What others ask of this organisation and is not answered yet, soonest first."""
    rows = Advice.objects.filter(body=organisation, answered=None).select_related(
        "case__organisation", "body"
    )
    return [row_of(one) for one in rows.order_by("due", "id")[:limit]]


def row_of(one: Advice) -> AdviceRow:
    return AdviceRow(
        id=one.id,
        case=one.case_id,
        number=one.case.number,
        body=one.body.name,
        asker=one.case.organisation.name,
        service=one.case.service,
        question=one.question,
        asked=one.asked,
        due=one.due,
        answer=one.answer,
        verdict=one.verdict,
        answered=one.answered,
    )
