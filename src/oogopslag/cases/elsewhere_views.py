"""What the doors see of cases, tasks and contacts that stand in registers of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from oogopslag.core.law import Text

Kind = Literal["zgw", "taken", "contacten"]


@dataclass(frozen=True, kw_only=True)
class ForeignCaseRow:
    """A case that stands in another register; `step` counts from 0, days are the register's."""

    source: str
    key: str
    number: str
    title: Text
    organisation: Text
    status: str
    step: int
    steps: tuple[str, ...]
    started: date | None
    decide_by: date | None
    ended: date | None
    result: str
    suspended: str
    extended: str
    decisions: int


@dataclass(frozen=True, kw_only=True)
class ForeignTaskRow:
    """A task of another organisation; `kind` is upload, formulier, betaling or empty."""

    source: str
    key: str
    title: Text
    explanation: Text
    organisation: Text
    due: date | None
    kind: str
    reachable: bool


@dataclass(frozen=True, kw_only=True)
class ForeignContactRow:
    """A contact that an organisation wrote down."""

    organisation: Text
    channel: str
    subject: str
    content: str
    answer: str
    moment: datetime | None


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """How one source did: `state` is good, late, failed; `fetched` is the age of what is shown."""

    name: Text
    kind: Kind
    state: Literal["good", "late", "failed"]
    sentence: str
    fetched: datetime | None


@dataclass(frozen=True, kw_only=True)
class ElsewhereView:
    """Everything that came, and everybody who did not answer (yet)."""

    cases: tuple[ForeignCaseRow, ...] = ()
    tasks: tuple[ForeignTaskRow, ...] = ()
    contacts: tuple[ForeignContactRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()

    @property
    def late(self) -> tuple[SourceRow, ...]:
        return tuple(one for one in self.sources if one.state == "late")

    @property
    def failed(self) -> tuple[SourceRow, ...]:
        return tuple(one for one in self.sources if one.state == "failed")

    @property
    def running(self) -> tuple[ForeignCaseRow, ...]:
        return tuple(one for one in self.cases if one.ended is None)

    @property
    def done(self) -> tuple[ForeignCaseRow, ...]:
        return tuple(one for one in self.cases if one.ended is not None)


def case_row(source: str, organisation: Text, item: Mapping[str, Any]) -> ForeignCaseRow:
    """Reads back what elsewhere.py kept."""
    return ForeignCaseRow(
        source=source,
        organisation=organisation,
        key=item["key"],
        number=item["number"],
        title=item["title"],
        status=item["status"],
        step=item["step"],
        steps=tuple(item["steps"]),
        started=_day(item["started"]),
        decide_by=_day(item["decide_by"]),
        ended=_day(item["ended"]),
        result=item["result"],
        suspended=item["suspended"],
        extended=item["extended"],
        decisions=item["decisions"],
    )


def task_row(source: str, organisation: Text, item: Mapping[str, Any]) -> ForeignTaskRow:
    return ForeignTaskRow(
        source=source,
        organisation=organisation,
        key=item["key"],
        title=item["title"],
        explanation=item["explanation"],
        due=_day(item["due"]),
        kind=item["kind"],
        reachable=item["reachable"],
    )


def contact_row(organisation: Text, item: Mapping[str, Any]) -> ForeignContactRow:
    return ForeignContactRow(
        organisation=organisation,
        channel=item["channel"],
        subject=item["subject"],
        content=item["content"],
        answer=item["answer"],
        moment=datetime.fromisoformat(item["moment"]) if item["moment"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
