"""How cases are shown: rows of lists, the case whole, its decisions; nothing is asked twice."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from oogopslag.cases import (
    advising,
    barring,
    defaulting,
    hearing,
    moving,
    recomputed,
    unreachable,
)
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.views import (
    AdviceRow,
    CaseRow,
    CaseView,
    DecisionView,
    Given,
    PauseView,
)
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import State
from oogopslag.core.law import Finding
from oogopslag.facts import queries as facts
from oogopslag.journal import queries as journal


def single(rows: QuerySet[Case]) -> Case:
    """The case of these rows, with who it is about. Raises UnknownCase."""
    found = rows.select_related("organisation", "resident").first()
    if found is None:
        raise UnknownCase
    return found


def row_of(case: Case) -> CaseRow:
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
        revision=case.revision,
        recomputed=case.review == "rule" and case.closed is None,
    )


def whole(found: Case) -> CaseView:
    decision = Decision.objects.filter(case=found, replaced=None).first()
    pause = found.pauses.filter(until=None).first()
    return CaseView(
        row=row_of(found),
        resident_name=found.resident.name,
        thread=found.thread,
        given=tuple(given_of(found)),
        finding=Finding.from_json(found.finding) if found.finding else None,
        grounds=found.grounds,
        decision=decision_view(decision) if decision else None,
        about=found.about,
        in_time=found.in_time,
        sampled=found.sampled,
        paused_since=pause.since if pause else None,
        revision=found.revision,
        timeline=_timeline(found),
        first_received=found.first_received,
        channel=found.channel,
        forwarded=found.forwarded,
        extended_to=found.extended_to,
        expected_by=found.expected_by,
        committee=found.committee,
        delivered=found.delivered,
        delivery_note=found.delivery_note,
        archive_on=found.archive_on,
        archive_nomination=found.archive_nomination,
        held=found.held,
        review=found.review,
        assignee=found.assignee,
        team=found.team,
        four_eyes=catalogue.service(found.service).four_eyes,
        may_give_notice=_may_give_notice(found, still=pause is not None),
        default=defaulting.view(found),
        hearings=hearing.hearings(found),
        advice=_advice(found),
        pauses=_pauses(found),
        replaced=_replaced(found),
        recomputed=recomputed.views(found),
        leave_by=_leave_by(found),
        unreachable=unreachable.for_objection(found),
    )


def _advice(found: Case) -> tuple[AdviceRow, ...]:
    rows = found.advice.select_related("body", "case__organisation").order_by("id")
    return tuple(advising.row_of(one) for one in rows)


def _pauses(found: Case) -> tuple[PauseView, ...]:
    return tuple(
        PauseView(since=one.since, until=one.until, reason=one.reason, why=one.explanation)
        for one in found.pauses.order_by("since", "id")
    )


def _replaced(found: Case) -> tuple[DecisionView, ...]:
    rows = Decision.objects.filter(case=found).exclude(replaced=None).select_related("case")
    return tuple(decision_view(one) for one in rows.order_by("decided"))


def _may_give_notice(found: Case, *, still: bool) -> bool:
    """Once the term is over; not while it stands still, though the stored day has passed."""
    if State(found.state) not in casework.OPEN:
        return False
    last = moving.decide_by(found) if still else found.decide_by
    return terms.default_possible(last, timezone.localdate())


def _leave_by(found: Case) -> date | None:
    """The last day not to treat it (Awb 4:5.4); None once that is over, for then it cannot be."""
    lapsed = barring.lapsed_on(found)
    if lapsed is None or State(found.state) != State.RECEIVED or found.kind == Case.OBJECTION:
        return None
    last = terms.leave_by(lapsed)
    return last if timezone.localdate() <= last else None


def _timeline(found: Case) -> tuple[tuple[datetime, str], ...]:
    return tuple((line.moment, line.name) for line in journal.of_chain(f"case:{found.id}"))


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
            who=row.get("who", ""),
        )
        for row in found.answers
    ]


def decision_view(row: Decision) -> DecisionView:
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
        posted_on=row.posted_on,
        late=row.late,
        departure=row.departure,
        difference=row.difference,
        objection=objection.id if objection else None,
        unreachable=unreachable.before_the_end(row.object_until, row.case.organisation_id)
        if row.object_until
        else (),
    )
