"""The team's list, notes, and suggestions from earlier answers of the same service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from oogopslag.core import search, terms
from oogopslag.core.law import Text
from oogopslag.inbox.models import Message, Note, Thread
from oogopslag.inbox.signalling import UNATTENDED
from oogopslag.inbox.views import turn_of

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

TABS = ("ours", "residents", "mine", "all")
SEARCHED_THREADS = 300


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """A conversation on the team's list. `signal` is late, soon, unattended or empty."""

    id: UUID
    resident: str
    title: Text
    service: str
    case: UUID | None
    changed: datetime
    turn: str
    waiting_since: datetime | None
    promised: date | None
    promised_at: datetime | None
    assigned: str
    signal: str


@dataclass(frozen=True, kw_only=True)
class After:
    """Where a page of the team's list ended: by promised day or moment in "ours", else by change.

    The key of a day is ten characters long, that of a moment longer.
    """

    key: str
    id: UUID

    @classmethod
    def read(cls, text: str) -> Self | None:
        key, _, one = text.partition("_")
        try:
            datetime.fromisoformat(key)
            return cls(key=key, id=UUID(one))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.key}_{self.id}"


def work_of(
    organisation: "Organisation",
    staff: "Staff",
    *,
    tab: str = "ours",
    after: After | None = None,
    limit: int = 25,
) -> tuple[list[WorkRow], After | None]:
    """A page of the team's list, and where the next one starts; one query.

    "ours": residents who wait for us, soonest promise first. "residents": they have something to
    do. "mine": assigned to this member of staff. "all": by what changed last.
    """
    rows = Thread.objects.filter(organisation=organisation)
    if tab == "ours":
        found = _by_promise(rows.filter(waiting_since__isnull=False), after)
    else:
        if tab == "residents":
            rows = rows.filter(duty_due__isnull=False)
        elif tab == "mine":
            rows = rows.filter(assigned=staff)
        found = _by_change(rows, after)
    shown = list(found.select_related("resident", "assigned")[: limit + 1])
    last = shown[limit - 1] if len(shown) > limit else None
    return [_row(one) for one in shown[:limit]], _place(last, tab) if last else None


_NEVER = date(9999, 12, 31)


def _by_promise(rows: QuerySet[Thread], after: After | None) -> QuerySet[Thread]:
    """Of one day those with a moment first: the others have until its end."""
    if after:
        moment = datetime.fromisoformat(after.key)
        by_day = len(after.key) == 10
        day = moment.date() if by_day else timezone.localdate(moment)
        behind = Q(promised_at=None, id__gt=after.id) if by_day else (
            Q(promised_at=None) | Q(promised_at__gt=moment) | Q(promised_at=moment, id__gt=after.id)
        )  # fmt: skip
        rows = rows.filter(promised__gte=day)
        rows = rows.filter(Q(promised__gt=day) | Q(promised=day) & behind)
    return rows.order_by("promised", F("promised_at").asc(nulls_last=True), "id")


def _by_change(rows: QuerySet[Thread], after: After | None) -> QuerySet[Thread]:
    if after:
        moment = datetime.fromisoformat(after.key)
        rows = rows.filter(content_changed__lte=moment).filter(
            Q(content_changed__lt=moment) | Q(content_changed=moment, id__lt=after.id)
        )
    return rows.order_by("-content_changed", "-id")


def _place(row: Thread, tab: str) -> After:
    if tab == "ours":
        return After(key=(row.promised_at or row.promised or _NEVER).isoformat(), id=row.id)
    return After(key=row.content_changed.isoformat(), id=row.id)


def _row(row: Thread) -> WorkRow:
    return WorkRow(
        id=row.id,
        resident=row.resident.name,
        title=row.title,
        service=row.service,
        case=row.case,
        changed=row.content_changed,
        turn=turn_of(row.duty_due is not None, row.waiting_since is not None),
        waiting_since=row.waiting_since,
        promised=row.promised,
        promised_at=row.promised_at,
        assigned=row.assigned.name if row.assigned else "",
        signal=_signal(row),
    )


def _signal(row: Thread) -> str:
    """One working day before the promised one it must be seen, or with the last share of working
    hours; a week untouched too."""
    now, today = timezone.now(), timezone.localdate()
    if row.promised and (row.promised_at < now if row.promised_at else row.promised < today):
        return "late"
    if row.signal_at:
        if row.signal_at <= now:
            return "soon"
    elif row.promised and row.promised <= terms.add_working_days(today, 1):
        return "soon"
    waiting = row.waiting_since is not None and row.assigned_id is None
    old = waiting and row.waiting_since is not None and now - row.waiting_since > UNATTENDED
    return "unattended" if old else ""


@dataclass(frozen=True, kw_only=True)
class About:
    """Which conversation a message stands in, and whose it is."""

    thread: UUID
    resident: str
    title: Text


def about(organisation: "Organisation", messages: Iterable[UUID]) -> dict[UUID, About]:
    """Of messages of this organisation, by their id; another's are left out."""
    rows = Message.objects.filter(id__in=list(messages), thread__organisation=organisation)
    return {
        row.id: About(
            thread=row.thread_id, resident=row.thread.resident.name, title=row.thread.title
        )
        for row in rows.select_related("thread__resident")
    }


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """A private note of a colleague."""

    staff: str
    text: str
    written: datetime


def notes_of(organisation: "Organisation", thread_id: UUID) -> list[NoteView]:
    """The notes with a conversation of this organisation, oldest first; at most a hundred."""
    rows = Note.objects.filter(thread_id=thread_id, thread__organisation=organisation)
    return [
        NoteView(staff=row.staff.name, text=row.text, written=row.written)
        for row in rows.select_related("staff").order_by("id")[:100]
    ]


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An earlier answer to a question like this one."""

    question: str
    answer: str
    given: datetime


def suggestions(organisation: "Organisation", thread_id: UUID, limit: int = 3) -> list[Suggestion]:
    """Answers the same body gave before about the same service, best match first.

    By words (BM25), over the last conversations; never over another body's. Salutations and long
    numbers are taken out, so that nothing of the other resident comes along.
    """
    asked = _question(thread_id)
    thread = Thread.objects.filter(id=thread_id, organisation=organisation).first()
    if thread is None or not asked:
        return []
    recent = Thread.objects.filter(organisation=organisation, service=thread.service)
    ids = list(recent.exclude(id=thread_id).order_by("-content_changed")[:SEARCHED_THREADS])
    pairs = _pairs([row.id for row in ids])
    best = search.ranked(asked, [f"{one.question} {one.answer}" for one in pairs], limit)
    return [pairs[index] for index in best]


def _question(thread_id: UUID) -> str:
    rows = Message.objects.filter(thread_id=thread_id, by__in=("resident", "helper"))
    last = rows.order_by("-id").first()
    return str(last.body.get("nl", "")) if last else ""


def _pairs(threads: list[UUID]) -> list[Suggestion]:
    """Every answer with the question of the resident before it."""
    rows = Message.objects.filter(thread_id__in=threads, retracted=None).order_by("thread_id", "id")
    found, question, thread = [], "", None
    for row in rows.only("thread_id", "by", "kind", "body", "placed")[:3_000]:
        if row.thread_id != thread:
            question, thread = "", row.thread_id
        text = str(row.body.get("nl", ""))
        if row.by in {"resident", "helper"}:
            question = text
        elif row.kind == "answer" and question:
            found.append(
                Suggestion(
                    question=search.anonymous(question),
                    answer=search.anonymous(text),
                    given=row.placed,
                )
            )
            question = ""
    return found
