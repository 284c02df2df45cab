"""What can be asked about cases, always through somebody's eyes."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from oogopslag.cases import actions, applying, letter, receipts
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Application, Case, Decision
from oogopslag.cases.views import (
    ApplicationView,
    CaseRow,
    CaseView,
    DecisionDraft,
    DecisionView,
    FieldView,
    Given,
    PageView,
)
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core import casework
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts
from oogopslag.journal import queries as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident, Staff

__all__ = [
    "ApplicationView",
    "CaseRow",
    "CaseView",
    "DecisionDraft",
    "DecisionView",
    "FieldView",
    "Given",
    "PageView",
]
draft_of = applying.draft_of
view_of = applying.view
receipt_of = receipts.receipt_of


def application(resident: "Resident", service: str) -> Application:
    """The open draft. Raises UnknownCase when there is none."""
    found = draft_of(resident, service)
    if found is None:
        raise UnknownCase
    return found


def of_resident(
    resident: "Resident", *, closed: bool | None = None, limit: int = 20
) -> list[CaseRow]:
    """The resident's cases, newest first; one query."""
    rows = Case.objects.filter(resident=resident).select_related("organisation")
    if closed is not None:
        rows = rows.filter(closed__isnull=not closed)
    return [_row(case) for case in rows.order_by("-id")[:limit]]


def _row(case: Case) -> CaseRow:
    service = catalogue.service(case.service)
    state = State(case.state)
    step = {State.RECEIVED: 1, State.WAITING: 1}.get(state, len(service.steps))
    turn = {State.RECEIVED: "organisation", State.WAITING: "resident"}.get(state, "nobody")
    return CaseRow(
        id=case.id,
        number=case.number,
        kind=case.kind,
        service=service,
        organisation=case.organisation.name,
        state=case.state,
        turn=turn,
        step=step,
        received=case.received,
        decide_by=case.decide_by,
        closed=case.closed,
    )


def case(resident: "Resident", case_id: UUID) -> CaseView:
    """One case of this resident. Raises UnknownCase for anybody else's."""
    return _view(_one(Case.objects.filter(resident=resident, id=case_id)))


def case_for_staff(organisation: "Organisation", case_id: UUID, staff: "Staff") -> CaseView:
    """One case of this organisation; looking is a use of data the resident can read.

    Raises UnknownCase for another organisation's.
    """
    found = _one(Case.objects.filter(organisation=organisation, id=case_id))
    service = catalogue.service(found.service)
    facts_actions.note_use(
        found.resident,
        [row["fact"] for row in found.answers],
        purpose=service.purpose,
        who={lang: f"{staff.name}, {name}" for lang, name in organisation.name.items()},
        service=service.slug,
        activity=service.activity,
    )
    return _view(found)


def _one(rows: QuerySet[Case]) -> Case:
    found = rows.select_related("organisation", "resident").first()
    if found is None:
        raise UnknownCase
    return found


def _view(found: Case) -> CaseView:
    decision = Decision.objects.filter(case=found).first()
    pause = found.pauses.filter(until=None).first()
    return CaseView(
        row=_row(found),
        resident_name=found.resident.name,
        thread=found.thread,
        given=tuple(given_of(found)),
        finding=Finding.from_json(found.finding) if found.finding else None,
        grounds=found.grounds,
        decision=_decision(decision) if decision else None,
        about=found.about,
        in_time=found.in_time,
        sampled=found.sampled,
        paused_since=pause.since if pause else None,
        revision=found.revision,
        timeline=_timeline(found),
    )


def _timeline(found: Case) -> tuple[tuple[datetime, str], ...]:
    return tuple((line.moment, line.name) for line in journal.of_chain(f"case:{found.id}"))


def can_correct(found: CaseView) -> bool:
    """Whether the resident may still correct an answer: an application that is not decided."""
    return found.row.kind == Case.APPLICATION and State(found.row.state) in casework.OPEN


def given_of(found: Case) -> list[Given]:
    """What stands in a case, with the labels of today."""
    dictionary = catalogue.library().dictionary
    return [
        Given(
            fact=row["fact"],
            label=dictionary.kind_of(row["fact"]).label,
            type=dictionary.kind_of(row["fact"]).type,
            names=dictionary.kind_of(row["fact"]).names,
            of_partner=row["fact"].startswith("partner."),
            value=facts.decoded(row["value"]) if row["value"] is not None else None,
            source=row["source"],
            source_name=facts.source_name(row["source"]),
            as_of=date.fromisoformat(row["as_of"]) if row["as_of"] else None,
            contradicts=facts.decoded(row["contradicts"])
            if row["contradicts"] is not None
            else None,
        )
        for row in found.answers
    ]


def _decision(row: Decision) -> DecisionView:
    objection = Case.objects.filter(resident_id=row.case.resident_id, about=row.id).first()
    return DecisionView(
        id=row.id,
        outcome=row.outcome,
        amount=row.amount,
        period=row.period,
        motivation=row.motivation,
        letter=row.letter,
        decided=row.decided,
        object_until=row.object_until,
        late=row.late,
        departure=row.departure,
        objection=objection.id if objection else None,
    )


def decision_of(resident: "Resident", decision_id: UUID) -> tuple[DecisionView, CaseRow]:
    """A decision about this resident, with its case. Raises UnknownCase."""
    found = (
        Decision.objects.select_related("case__organisation", "case__resident")
        .filter(id=decision_id, case__resident=resident)
        .first()
    )
    if found is None:
        raise UnknownCase
    return _decision(found), _row(found.case)


def work_list(
    organisation: "Organisation", after: tuple[date, UUID] | None = None, limit: int = 25
) -> list[tuple[CaseRow, str]]:
    """Open cases with the resident's name, shortest legal term first; paged by key."""
    rows = Case.objects.filter(organisation=organisation, closed=None)
    if after:
        day, last = after
        rows = rows.filter(Q(decide_by__gt=day) | Q(decide_by=day, id__gt=last))
    rows = rows.select_related("organisation", "resident").order_by("decide_by", "id")
    return [(_row(found), found.resident.name) for found in rows[:limit]]


def moves(found: CaseView, roles: frozenset[str]) -> frozenset[Move]:
    """What somebody with these roles may do with this case now."""
    return casework.moves(State(found.row.state), roles)


def proposed(found: CaseView) -> Outcome:
    """What the finding leads to; for an objection the decision as it was."""
    return letter.proposed(found.finding)


def draft_decision(
    organisation: "Organisation", case_id: UUID, outcome: Outcome | None = None
) -> DecisionDraft:
    """A decision letter written from the law's trace. Raises UnknownCase."""
    found = _one(Case.objects.filter(organisation=organisation, id=case_id))
    finding = Finding.from_json(found.finding) if found.finding else None
    chosen = outcome or letter.proposed(finding)
    reasons = letter.motivation(finding)
    granted = chosen != Outcome.REFUSE and finding is not None
    return DecisionDraft(
        outcome=chosen,
        amount=finding.amount_high if granted and finding else None,
        period=(finding.period or "") if granted and finding else "",
        motivation=reasons,
        letter=dict(actions.draft_letter(found, chosen, reasons)),
        revision=found.revision,
    )


def by_key(resident: "Resident", key: str) -> UUID | None:
    """The case that was submitted with this key: for a second submit."""
    found = Case.objects.filter(resident=resident, key=key).first()
    return found.id if found else None


def drafts_of(resident: "Resident") -> list[tuple[Service, datetime]]:
    """Drafts that were not sent yet, last changed first."""
    rows = Application.objects.filter(resident=resident, submitted=None).order_by("-changed")
    return [(catalogue.service(row.service), row.changed) for row in rows[:10]]


def receipt_pdf(resident: "Resident", case_id: UUID, language: str) -> bytes:
    """The receipt as PDF/UA. Raises UnknownCase."""
    from oogopslag.cases import pdf  # noqa: PLC0415 -- pdf reads these queries

    return pdf.receipt_pdf(resident, case_id, language)


def letter_pdf(resident: "Resident", decision_id: UUID, language: str) -> bytes:
    """The decision letter as PDF/UA. Raises UnknownCase."""
    from oogopslag.cases import pdf  # noqa: PLC0415 -- pdf reads these queries

    return pdf.letter_pdf(resident, decision_id, language)


def running_and_taken(resident: "Resident") -> tuple[list[CaseRow], frozenset[str]]:
    """Open cases, newest first, and the services that run or were granted; one query."""
    granted = Q(kind=Case.APPLICATION, decision__outcome__in=(Outcome.GRANT, Outcome.PARTLY))
    rows = (
        Case.objects.filter(Q(closed=None) | granted, resident=resident)
        .select_related("organisation")
        .order_by("-id")[:30]
    )
    found = [_row(one) for one in rows]
    taken = frozenset(one.service.slug for one in found if one.kind == Case.APPLICATION)
    return [one for one in found if one.closed is None], taken
