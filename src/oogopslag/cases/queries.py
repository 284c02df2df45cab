"""What can be asked about cases, always through somebody's eyes."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from oogopslag.cases import (
    advising,
    applying,
    archiving,
    attention,
    booking,
    cancelling,
    choices,
    destroyed,
    drafting,
    elsewhere,
    elsewhere_documents,
    filing,
    keeping,
    letter,
    paying,
    proposing,
    receipts,
    registers,
    representing,
    revising,
    standing,
    taken,
    working,
)
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Application, Case, Decision
from oogopslag.cases.showing import decision_view, given_of, row_of, single, whole
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
from oogopslag.facts import actions as facts_actions

if TYPE_CHECKING:
    from oogopslag.cases import sealing
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
    "given_of",
]
draft_of = applying.draft_of
elsewhere_of = elsewhere.look
foreign_case = elsewhere.foreign_case
address_of_task = elsewhere.address_of_task
foreign_documents = elsewhere_documents.documents_of
foreign_document = elsewhere_documents.pieces
attention_for = attention.open_for
advice_asked_of = advising.advice_asked_of
proposal = proposing.proposal
proposals_waiting = proposing.waiting_for
measures_of = representing.look_up
reconsider_case = revising.reconsider
Filter = working.Filter
team_figures = working.figures
teams_of = working.teams_of
may_batch = working.may_batch
minutes_of = working.minutes_of
wrong_settings = registers.wrong
payment_of = paying.payment_of
payment_qr = paying.qr
payments_waiting = paying.waiting
requests_at_twins = registers.at_twins
letters_at_twins = registers.letters_at_twins
free_moments = booking.free_moments
appointment_of = booking.appointment_of
appointment_ics = cancelling.ics
appointment_cancelled = cancelling.was_cancelled
documents_of = filing.documents_of
documents_zip = filing.zipped
case_zip = keeping.zipped_case
destruction_lists = destroyed.lists_of
destruction_list = destroyed.list_of
look_ahead = standing.look_ahead
children_of = standing.children_of
act_for_child = standing.act_for_child
services_by_title = standing.services_by_title
title_of = choices.title_of
services_of = choices.services_of
services_of_others = choices.services_of_others
view_of = applying.view
services_of_many = taken.services_of_many
receipt_of = receipts.receipt_of
draft_decision = drafting.draft_decision
closing_of = drafting.closing_of


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
    return [row_of(case) for case in rows.order_by("-id")[:limit]]


def case(resident: "Resident", case_id: UUID) -> CaseView:
    """One case of this resident. Raises UnknownCase for anybody else's."""
    return whole(single(Case.objects.filter(resident=resident, id=case_id)))


def case_for_staff(organisation: "Organisation", case_id: UUID, staff: "Staff") -> CaseView:
    """One case of this organisation; looking is a use of data the resident can read.

    Raises UnknownCase for another organisation's.
    """
    found = single(Case.objects.filter(organisation=organisation, id=case_id))
    service = catalogue.service(found.service)
    facts_actions.note_use(
        found.resident,
        [row["fact"] for row in found.answers],
        purpose=service.purpose,
        who={lang: f"{staff.name}, {name}" for lang, name in organisation.name.items()},
        service=service.slug,
        activity=service.activity,
    )
    return whole(found)


def can_correct(found: CaseView) -> bool:
    """Whether the resident may still correct an answer: an application that is not decided."""
    return found.row.kind == Case.APPLICATION and State(found.row.state) in casework.OPEN


def decision_of(resident: "Resident", decision_id: UUID) -> tuple[DecisionView, CaseRow]:
    """A decision about this resident, with its case. Raises UnknownCase."""
    found = (
        Decision.objects.select_related("case__organisation", "case__resident")
        .filter(id=decision_id, case__resident=resident)
        .first()
    )
    if found is None:
        raise UnknownCase
    return decision_view(found), row_of(found.case)


def work_list(
    organisation: "Organisation",
    after: tuple[date, UUID] | None = None,
    limit: int = 25,
    wanted: working.Filter = working.Filter(),  # noqa: B008 -- frozen
) -> list[tuple[CaseRow, str]]:
    """Open cases with the resident's name, shortest legal term first; paged by key."""
    found = working.cases_of(organisation, wanted, after, limit)
    return [(row_of(one), one.resident.name) for one in found]


def sample(organisation: "Organisation") -> list[tuple[CaseRow, str]]:
    """Decided cases drawn for a check afterwards."""
    return [(row_of(one), one.resident.name) for one in working.sample(organisation)]


def reconsideration(organisation: "Organisation", case_id: UUID) -> revising.Reconsideration:
    """The decision in force beside what the law says now. Raises UnknownCase."""
    return revising.reconsider(single(Case.objects.filter(organisation=organisation, id=case_id)))


def moves(found: CaseView, roles: frozenset[str]) -> frozenset[Move]:
    """What somebody with these roles may do with this case now."""
    return casework.moves(State(found.row.state), roles)


def proposed(found: CaseView) -> Outcome:
    """What the finding leads to; for an objection the decision as it was."""
    return letter.proposed(found.finding)


def proposal_of(found: CaseView, staff: "Staff") -> proposing.ProposalView | None:
    """What a colleague, or this one, proposed; None where one pair of eyes is enough."""
    if not found.four_eyes:
        return None
    try:
        return proposing.proposal(found.row.id, staff)
    except UnknownCase:
        return None


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
    granted = Q(
        kind=Case.APPLICATION,
        decision__outcome__in=(Outcome.GRANT, Outcome.PARTLY),
        decision__replaced=None,
    )
    rows = (
        Case.objects.filter(Q(closed=None) | granted, resident=resident)
        .select_related("organisation")
        .distinct()
        .order_by("-id")[:30]
    )
    found = [row_of(one) for one in rows]
    taken = frozenset(one.service.slug for one in found if one.kind == Case.APPLICATION)
    return [one for one in found if one.closed is None], taken


def may_destroy(roles: frozenset[str]) -> bool:
    """Whether somebody with these roles works on what is held and destroyed."""
    return bool(archiving.HOLDS & roles)


def letter_certificate() -> "sealing.Certificate | None":
    """With what letters are sealed; None where they are not."""
    from oogopslag.cases import sealing  # noqa: PLC0415 -- loads what signs PDFs

    return sealing.certificate()


def seal_problems() -> list[str]:
    """What is wrong with the seal of letters, in sentences for `oogopslag check`."""
    from oogopslag.cases import sealing  # noqa: PLC0415 -- the same

    return list(sealing.problems())
