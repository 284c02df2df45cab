"""What the doors see of cases: frozen, typed, nothing to change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from oogopslag.catalogue.queries import Question, Service
from oogopslag.core.law import Finding, Text, Value
from oogopslag.core.law.subject import Kind
from oogopslag.facts.queries import Child, KnownFact


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One question with what is known, what was typed, and why it is asked.

    `child` is whom it is about, on a page that comes back for each child.
    """

    question: Question
    name: str
    known: KnownFact | None
    typed: str
    answered: bool
    value: Value | None
    asked: bool
    trusted: bool
    child: Child | None = None

    @property
    def who(self) -> str:
        return self.child.name if self.child else ""


@dataclass(frozen=True, kw_only=True)
class PageView:
    key: str
    title: Text
    fields: tuple[FieldView, ...]

    @property
    def asks(self) -> bool:
        return any(field.asked for field in self.fields)


@dataclass(frozen=True, kw_only=True)
class ApplicationView:
    """A draft as the resident sees it; `todo` are the pages that still ask something."""

    id: UUID
    service: Service
    pages: tuple[PageView, ...]
    finding: Finding
    changed: datetime

    @property
    def todo(self) -> tuple[PageView, ...]:
        return tuple(page for page in self.pages if page.asks)

    def page(self, key: str) -> PageView | None:
        return next((page for page in self.pages if page.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer or fact of a submitted application, with its source; `who`: of which child."""

    fact: str
    label: Text
    type: Kind
    names: Mapping[str, Text]
    of_partner: bool
    value: Value | None
    source: str
    source_name: Text
    as_of: date | None
    contradicts: Value | None
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Unreachable:
    """Days in the last week to object on which our entrance did not work, both inclusive."""

    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class DecisionView:
    """A decision. `object_until` is None while its letter is still to be posted (`posted_on`)."""

    id: UUID
    outcome: str
    amount: int | None
    period: str
    motivation: str
    letter: Text
    decided: datetime
    object_until: date | None
    posted_on: date | None
    late: bool
    departure: Mapping[str, Any] | None
    difference: int | None
    objection: UUID | None
    unreachable: tuple[Unreachable, ...]


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case in a list; `step` counts from 0 along the service's steps.

    `recomputed`: the rules changed, and with them the answer that waits for a decision.
    """

    id: UUID
    number: str
    kind: str
    service: Service
    organisation: Text
    state: str
    turn: str
    step: int
    received: datetime
    decide_by: date
    closed: datetime | None
    revision: int = 0
    recomputed: bool = False


@dataclass(frozen=True, kw_only=True)
class DefaultView:
    """A notice of default as both sides see it; `amount` is what is due so far, in cents.

    `checked` False: the amounts still wait for a lawyer.
    """

    received: datetime
    runs_from: date
    days: int
    amount: int
    most: int
    ended: date | None
    source: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class HearingView:
    """A hearing planned, held or waived."""

    id: UUID
    moment: datetime | None
    place: str
    waived: str
    record: str
    held: datetime | None


@dataclass(frozen=True, kw_only=True)
class AdviceRow:
    """A question to another body, as both bodies and the resident see it."""

    id: UUID
    case: UUID
    number: str
    body: Text
    asker: Text
    service: str
    question: str
    asked: datetime
    due: date
    answer: str
    verdict: str
    answered: datetime | None


@dataclass(frozen=True, kw_only=True)
class PauseView:
    """Days on which a term stood still, both inclusive; `until` None: it still does."""

    since: date
    until: date | None
    reason: str
    why: str


@dataclass(frozen=True, kw_only=True)
class RecomputedView:
    """Rules that changed under an open case: its answer before and after, and what changed."""

    made: datetime
    valid_from: date
    law: Text
    article: str
    before: Text
    after: Text
    why: Text
    differs: bool


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case whole: for the resident, and for who treats it."""

    row: CaseRow
    resident_name: str
    thread: UUID | None
    given: tuple[Given, ...]
    finding: Finding | None
    grounds: str
    decision: DecisionView | None
    about: UUID | None
    in_time: bool
    sampled: bool
    paused_since: date | None
    revision: int
    timeline: tuple[tuple[datetime, str], ...]
    first_received: datetime | None
    channel: str
    forwarded: UUID | None
    extended_to: date | None
    expected_by: date | None
    committee: bool
    delivered: datetime | None
    delivery_note: str
    archive_on: date | None
    archive_nomination: str
    held: str
    review: str
    assignee: UUID | None
    team: str
    four_eyes: bool
    may_give_notice: bool
    default: DefaultView | None
    hearings: tuple[HearingView, ...]
    advice: tuple[AdviceRow, ...]
    pauses: tuple[PauseView, ...]
    replaced: tuple[DecisionView, ...]
    recomputed: tuple[RecomputedView, ...]
    leave_by: date | None
    unreachable: tuple[Unreachable, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionDraft:
    """A letter written from the finding, to be changed by who decides."""

    outcome: str
    amount: int | None
    period: str
    motivation: Text
    letter: Text
    revision: int
