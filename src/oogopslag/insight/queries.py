"""What can be asked about figures: aggregates only, with their date and interval."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from oogopslag.insight import content
from oogopslag.insight.content import life_events, model, service_name, vocabulary
from oogopslag.insight.errors import NoCard
from oogopslag.insight.keeping import kept
from oogopslag.insight.mirrors import importance_gap, mirror, need_and_progress
from oogopslag.insight.models import Body, Card, Contest, National
from oogopslag.insight.others import others
from oogopslag.insight.pictures import picture, svg
from oogopslag.insight.register import PROVINCES, Entry, entries, municipalities, search
from oogopslag.insight.routes import route
from oogopslag.insight.surveys import about, answer_words, may_ask, open_survey
from oogopslag.insight.whatif import SMALL, Choice, WhatIf, choices, town_names, whatif

__all__ = [
    "PROVINCES",
    "SMALL",
    "BodyRow",
    "CardView",
    "Choice",
    "Entry",
    "Heir",
    "WhatIf",
    "about",
    "answer_words",
    "bodies",
    "card",
    "choices",
    "computation_due",
    "contests",
    "entries",
    "importance_gap",
    "kept",
    "last_day",
    "left",
    "life_events",
    "may_ask",
    "mirror",
    "model",
    "municipalities",
    "name_of",
    "national",
    "need_and_progress",
    "open_contests",
    "open_survey",
    "others",
    "picture",
    "route",
    "search",
    "service_name",
    "svg",
    "town_names",
    "vocabulary",
    "whatif",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BodyRow:
    """One organisation in a list; `level` None: never measured, or its last day is over."""

    slug: str
    name: str
    layer: str
    level: int | None
    until: date | None
    gone: bool
    into: str
    demo: bool


@dataclass(frozen=True, kw_only=True)
class CardView:
    """A scorecard with when it was computed and which of its figures are contested.

    `until` is the last day of a body that leaves or left, also when its card is older.
    """

    content: dict[str, Any]
    computed: datetime
    contested: dict[str, "ContestView"]
    until: date | None = None
    heir: "Heir | None" = None

    @property
    def gone(self) -> bool:
        return _gone(self.until, timezone.localdate())


@dataclass(frozen=True, kw_only=True)
class Heir:
    """What a body became part of in the end; `card`: whether it has one to lead to already."""

    slug: str
    name: str
    card: bool


@dataclass(frozen=True, kw_only=True)
class ContestView:
    """A doubt about a figure and, once there is one, its answer."""

    id: Any
    organisation: str
    indicator: str
    month: str
    why: str
    due: date
    answer: str
    corrected: bool | None
    answered: datetime | None


def bodies() -> list[BodyRow]:
    """Every body with its newest level, by name."""
    today = timezone.localdate()
    month, version = _newest()
    rows = Card.objects.filter(month=month, model=version)
    levels = dict(rows.values_list("organisation", "level"))
    return [
        BodyRow(
            slug=body.slug, name=body.name, layer=body.layer, until=body.until, into=body.into,
            gone=_gone(body.until, today), demo=body.demo,
            level=None if _gone(body.until, today) else levels.get(body.slug),
        )
        for body in Body.objects.order_by("name")
    ]  # fmt: skip


def _gone(until: date | None, today: date) -> bool:
    """The last day is one of taking part."""
    return until is not None and until < today


def _newest() -> tuple[str, str]:
    """The month and formulas of what was computed last; empty when nothing was."""
    rows = Card.objects.order_by("-month", "-computed").values_list("month", "model")
    return rows.first() or ("", "")


def card(slug: str) -> CardView:
    """The newest scorecard of an organisation. Raises NoCard."""
    row = Card.objects.filter(organisation=slug).order_by("-month", "-computed").first()
    if row is None:
        raise NoCard
    until = last_day(slug) or _told(row.content.get("until"))
    return CardView(
        content=row.content, computed=row.computed, contested=_contested(slug), until=until,
        heir=_heir(slug) if until else None,
    )  # fmt: skip


def _told(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def last_day(slug: str) -> date | None:
    """The last day on which a body takes part; None: it goes on, or nobody knows it."""
    return Body.objects.filter(slug=slug).values_list("until", flat=True).first()


def left(today: date) -> frozenset[str]:
    """The bodies whose last day has passed: nothing of theirs is measured any more."""
    return frozenset(Body.objects.filter(until__lt=today).values_list("slug", flat=True))


def _heir(slug: str) -> Heir | None:
    """Follows mergers to whoever is there today; None: it left, or its heir is not known here."""
    seen, found = {slug}, None
    into = Body.objects.filter(slug=slug).values_list("into", flat=True).first()
    while into and into not in seen:
        seen.add(into)
        body = Body.objects.filter(slug=into).first()
        if body is None:
            break
        found, into = body, body.into
    if found is None:
        return None
    there = Card.objects.filter(organisation=found.slug).exists()
    return Heir(slug=found.slug, name=found.name, card=there)


def name_of(slug: str) -> str:
    """What a body is called that is measured here, with or without a card; empty: unknown."""
    return Body.objects.filter(slug=slug).values_list("name", flat=True).first() or ""


def _contested(slug: str) -> dict[str, ContestView]:
    rows = Contest.objects.filter(organisation=slug).order_by("asked")
    return {row.indicator: _contest(row) for row in rows}


def _contest(row: Contest) -> ContestView:
    return ContestView(
        id=row.id, organisation=row.organisation, indicator=row.indicator, month=row.month,
        why=row.why, due=row.due, answer=row.answer, corrected=row.corrected,
        answered=row.answered,
    )  # fmt: skip


def contests(slug: str) -> list[ContestView]:
    """The doubts about one organisation's figures, newest first."""
    return [_contest(row) for row in Contest.objects.filter(organisation=slug).order_by("-asked")]


def open_contests() -> list[ContestView]:
    """The doubts that wait for an answer, first due first."""
    return [_contest(row) for row in Contest.objects.filter(answered=None).order_by("due")[:100]]


def national() -> dict[str, Any] | None:
    """The newest national picture; None when nothing was computed yet."""
    row = National.objects.order_by("-month").first()
    return row.content if row else None


def computation_due(today: date) -> bool:
    """Whether the last full month has no cards of today's formulas yet."""
    last = today.replace(day=1) - timedelta(days=1)
    return Body.objects.exists() and (
        not Card.objects.filter(month=f"{last:%Y-%m}", model=content.CURRENT).exists()
    )
