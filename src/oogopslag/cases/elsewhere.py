"""Cases, tasks and contacts from registers of others: asked side by side, kept with their age.

Registers are asked outside any transaction. What did not come in time is asked again by the page
itself; what failed is left in peace for a while, with what it said before still shown.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, registers
from oogopslag.cases.adapters import mijn_taken
from oogopslag.cases.elsewhere_sources import Said, Source, sources
from oogopslag.cases.elsewhere_views import (
    ElsewhereView,
    ForeignCaseRow,
    SourceRow,
    case_row,
    contact_row,
    task_row,
)
from oogopslag.cases.errors import NotFromThere
from oogopslag.cases.models import Case, Elsewhere
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.core.values import Bsn
from oogopslag.facts import actions as facts
from oogopslag.outside import trace
from oogopslag.outside.beside import Outcome, ask_all, run
from oogopslag.outside.errors import NotThere, OutsideError
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

FIRST = 0.22
"""Seconds that a page waits for others, so that it is there within 300 ms."""
PATIENT = 8.0
FRESH, PEACE, LASTING = timedelta(minutes=5), timedelta(seconds=30), timedelta(minutes=10)
LATE = "late"


def look(resident: "Resident", *, patient: bool = False) -> ElsewhereView:
    """What stands elsewhere: kept answers, and fresh ones of those whose turn it is.

    At first a page waits FIRST seconds for all together; `patient` asks those who were late again
    and waits PATIENT seconds. One query when nobody has to be asked, none without sources.
    """
    if not registers.any_set():
        return ElsewhereView()
    every = sources()
    kept = {row.source: row for row in Elsewhere.objects.filter(resident=resident)}
    due = [one for one in every if _due(kept.get(one.key), patient=patient)]
    if due:
        spans = {one.key: trace.current().child() for one in due}
        outcomes = _ask(resident, spans, due, PATIENT if patient else FIRST)
        kept |= _keep(resident, spans, due, outcomes, kept)
    return _view(every, kept)


def _due(row: Elsewhere | None, *, patient: bool) -> bool:
    if row is None:
        return True
    return (patient and row.trouble == LATE) or row.ask_again <= timezone.now()


def _ask(
    resident: "Resident", spans: dict[str, trace.Span], due: Iterable[Source], seconds: float
) -> dict[str, Outcome[Said]]:
    bsn = people.bsn_of(resident)
    return ask_all({one.key: _question(one, bsn, spans[one.key]) for one in due}, seconds)


def _question(source: Source, bsn: Bsn, span: trace.Span) -> Callable[[], Awaitable[Said]]:
    """Each source is asked in a span of its own: the one its line in the log has."""

    async def ask() -> Said:
        with trace.action(span):
            return await source.ask(bsn)

    return ask


@transaction.atomic
def _keep(
    resident: "Resident",
    spans: dict[str, trace.Span],
    due: list[Source],
    outcomes: dict[str, Outcome[Said]],
    kept: dict[str, Elsewhere],
) -> dict[str, Elsewhere]:
    now, rows = timezone.now(), []
    for source in due:
        before, outcome = kept.get(source.key), outcomes[source.key]
        row = Elsewhere(
            resident=resident,
            source=source.key,
            items=before.items if before else [],
            fetched=before.fetched if before else None,
            ask_again=_again(outcome, now),
            trouble=LATE if outcome.late else outcome.error.code if outcome.error else "",
        )
        if outcome.value is not None:
            row.items, row.fetched = outcome.value.items, now
            if source.kind == "zgw":
                _mark_ours(resident, source.organisation, row.items)
            attention.notice(source.organisation, outcome.value.problems)
        elif isinstance(outcome.error, OutsideError) and outcome.error.lasting:
            attention.notice(source.organisation, ((outcome.error.code, source.key),))
        rows.append(row)
    Elsewhere.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["resident", "source"],
        update_fields=["items", "fetched", "ask_again", "trouble"],
    )
    asked = {one.key: one.organisation for one in due}
    for row in rows:
        # Whoever did not answer in time was asked all the same.
        ok = row.fetched == now
        _note(resident, asked[row.source], spans[row.source], "Ok" if ok else "Error")
    return {row.source: row for row in rows}


def _mark_ours(resident: "Resident", organisation: str, items: list[dict[str, Any]]) -> None:
    """A case that began here is shown once, by us; a term that differs is told to the worker."""
    numbers = [item["number"] for item in items]
    own = Case.objects.filter(
        resident=resident, organisation__slug=organisation, number__in=numbers
    )
    ours = {row.number: row for row in own}
    for item in items:
        row = ours.get(item["number"])
        item["ours"] = row is not None
        if row and row.closed is None and item["decide_by"] not in (None, str(row.decide_by)):
            attention.notice(organisation, (("term_differs", row.number),))


def _again(outcome: Outcome[Said], now: datetime) -> datetime:
    if outcome.late:
        return now + PEACE
    if outcome.error is None:
        return now + FRESH
    wait = timedelta(seconds=outcome.error.retry_after or 0)
    return now + max(LASTING if outcome.error.lasting else PEACE, wait)


def _note(resident: "Resident", organisation: str, span: trace.Span, status: str) -> None:
    """Asking another body about somebody is a use of data: one line they can read."""
    name = name_of(organisation)
    facts.note_use(
        resident,
        [],
        purpose={
            "nl": f"Bij {name['nl']} vragen welke zaken, taken en contacten u daar heeft.",
            "en": f"Asking {name['en']} which cases, tasks and contacts you have there.",
        },
        who={"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"},
        activity="urn:oogopslag:verwerking:elders",
        foreign=organisation,
        span=span,
        status=status,
    )


def _view(every: list[Source], kept: dict[str, Elsewhere]) -> ElsewhereView:
    cases, tasks, contacts, states = [], [], [], []
    for source in every:
        row, name = kept.get(source.key), name_of(source.organisation)
        states.append(_state(source, name, row))
        for item in row.items if row else ():
            if source.kind == "zgw":
                if not item["ours"]:
                    cases.append(case_row(source.key, name, item))
            elif source.kind == "taken":
                tasks.append(task_row(source.key, name, item))
            else:
                contacts.append(contact_row(name, item))
    tasks.sort(key=lambda one: (one.due is None, one.due))
    contacts.sort(key=lambda one: str(one.moment or ""), reverse=True)
    return ElsewhereView(
        cases=tuple(cases), tasks=tuple(tasks), contacts=tuple(contacts), sources=tuple(states)
    )


def _state(source: Source, name: Text, row: Elsewhere | None) -> SourceRow:
    trouble = row.trouble if row else LATE
    return SourceRow(
        name=name,
        kind=source.kind,
        state="late" if trouble == LATE else "failed" if trouble else "good",
        sentence=attention.sentence(trouble) if trouble and trouble != LATE else "",
        fetched=row.fetched if row else None,
    )


def name_of(organisation: str) -> Text:
    known = catalogue.organisations().get(organisation)
    return known.name if known else {"nl": organisation, "en": organisation}


def foreign_case(resident: "Resident", source: str, key: str) -> ForeignCaseRow:
    """One case from the register of another. Raises NotFromThere for anybody else's."""
    for one in look(resident).cases:
        if (one.source, one.key) == (source, key):
            return one
    raise NotFromThere


def address_of_task(resident: "Resident", source: str, key: str) -> str:
    """Where a task of this resident can be done now: read again at its source.

    Raises NotFromThere when it is not theirs, done, withdrawn or without an address; OutsideError
    when its source does not answer.
    """
    if not any((one.source, one.key) == (source, key) for one in look(resident).tasks):
        raise NotFromThere
    provider = registers.mijn_taken()[source.removeprefix("taken:")]

    async def again() -> mijn_taken.ForeignTask:
        async with registers.http(provider.url) as http:
            return await mijn_taken.task(http, provider, key)

    try:
        found = run(again())
    except NotThere:
        _forget(resident, source)
        raise NotFromThere from None
    if not found.open or not found.address:
        _forget(resident, source)
        raise NotFromThere
    return found.address


def _forget(resident: "Resident", source: str) -> None:
    """The next look asks this source again."""
    rows = Elsewhere.objects.filter(resident=resident, source=source)
    rows.update(ask_again=timezone.now())


def look_again(resident: "Resident", source: str) -> None:
    """There is news at a source: asks it now, whatever was kept; for the worker."""
    _forget(resident, source)
    look(resident, patient=True)
