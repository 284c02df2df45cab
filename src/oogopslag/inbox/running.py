"""The worker's part of jobs: a chunk at a time, all of it or nothing, then a sweep for holes."""

import time
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from oogopslag.core.values import Actor, Bsn, InvalidValue
from oogopslag.delivery import queries as deliveries
from oogopslag.inbox import rows as files
from oogopslag.inbox.accepting import Accepted, Incoming
from oogopslag.inbox.errors import InboxError
from oogopslag.inbox.models import Job, JobChunk, JobRow
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.inbox.taking import take_many
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.errors import PeopleError
from oogopslag.rows import copying

SECONDS = 10.0
LET_PASS = 5  # tenths of a second, where all parts of the worker share one process
_Numbered = tuple[int, list[str]]


def work(seconds: float = SECONDS) -> int:
    """Places chunks of the jobs that run, in turn, for so long; gives how many chunks."""
    _begin()
    ends, done = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        running = list(Job.objects.filter(state=Job.RUNNING).order_by("id")[:20])
        busy = [job for job in running if time.monotonic() < ends and _in_turn(job.id)]
        done += len(busy)
        sweep(len(busy))  # as many as were placed, so that the last sweep is no long one
        for job in running:
            if job not in busy:
                _finish(job.id)
        if not busy:
            break
    return done


def _in_turn(job_id: UUID) -> bool:
    """A chunk; where threads share one processor, after what is urgent has passed."""
    for _wait in range(0 if settings.CONFIG.database else LET_PASS):
        if not deliveries.urgent_waits():
            break
        time.sleep(0.1)
    return _chunk(job_id)


def _begin() -> None:
    """Jobs whose moment has come run."""
    due = Job.objects.filter(state=Job.SCHEDULED, start_at__lte=timezone.now())
    due.update(state=Job.RUNNING)


@transaction.atomic
def _chunk(job_id: UUID) -> bool:
    """Places the next chunk; False when none is left, or the job does not run any more."""
    chunks = JobChunk.objects.filter(job_id=job_id, done=None, job__state=Job.RUNNING)
    if connection.features.has_select_for_update_skip_locked:
        chunks = chunks.select_for_update(skip_locked=True, of=("self",))
    chunk = chunks.select_related("job__client", "job__organisation").order_by("number").first()
    if chunk is None:
        return False
    client = chunk.job.client
    if client.revoked or (client.expires and client.expires <= timezone.now()):
        Job.objects.filter(id=job_id).update(state=Job.PAUSED)
        return False
    _place(chunk, list(enumerate(files.opened(chunk.content), start=chunk.first)))
    JobChunk.objects.filter(id=chunk.id).update(done=timezone.now())
    return True


def _place(chunk: JobChunk, rows: list[_Numbered]) -> None:
    """Messages and their rows, in the caller's transaction."""
    job = chunk.job
    reasons: dict[int, str] = {}
    items: list[tuple[int, Incoming]] = []
    residents = _residents(job, rows)
    for number, row in rows:
        try:
            items.append((number, _incoming(job, number, row, residents)))
        except (InboxError, PeopleError, InvalidValue, ValueError) as error:
            reasons[number] = _code(error)
    actor = Actor(kind="organisation", id=str(job.client_id))
    results = take_many(job.client, [one for _number, one in items], actor=actor)
    messages: dict[int, UUID] = {}
    for (number, _one), result in zip(items, results, strict=True):
        if isinstance(result, Accepted):
            messages[number] = result.message
        else:
            reasons[number] = _code(result)
    copying.insert(
        [
            JobRow(job_id=job.id, row=n, message=messages.get(n), reason=reasons.get(n, ""))
            for n, _row in rows
        ]
    )
    Job.objects.filter(id=job.id).update(
        accepted=F("accepted") + len(messages), refused=F("refused") + len(reasons)
    )


def _residents(job: Job, rows: list[_Numbered]) -> dict[str, Any]:
    """Those of the chunk that are known, by number."""
    if "bsn" not in job.columns:
        return {}
    at = job.columns.index("bsn")
    found = []
    for _number, row in rows:
        try:
            found.append(Bsn.parse(row[at]))
        except (InvalidValue, IndexError):
            continue
    return who.recipients_of(job.client, found)


def _incoming(job: Job, number: int, row: list[str], residents: dict[str, Any]) -> Incoming:
    """The message of one row. Raises ValueError with a code, InvalidValue, PeopleError."""
    if len(row) != len(job.columns):
        raise ValueError("wrong-cells")
    values = dict(zip(job.columns, row, strict=True))
    if values.get("simulator"):
        resident = people.simulator(job.client, values["simulator"])
    else:
        bsn = Bsn.parse(values.get("bsn", ""))
        if bsn.number not in residents:
            raise who.unreachable(job.client)
        resident = residents[bsn.number]
    text = files.filled(job.template, values)
    return Incoming(
        key=f"job:{job.id}:{number}",
        request_hash="",
        resident=resident,
        title=text["title"],
        safe_title=text["safe_title"],
        body=text["body"],
        author=text.get("author"),
        kind=text["kind"],
        service=text["service"],
        labels=tuple(text["labels"]),
        read_receipts=text["read_receipts"],
        legal_effect=text.get("legal_effect"),
        react_before=_day(text.get("react_before")),
        policy=ReplyPolicy(**{**text["reply"], "until": _day(text["reply"].get("until"))}),
        lane="bulk",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _code(error: Exception) -> str:
    if isinstance(error, InvalidValue):
        return "wrong-bsn"
    if isinstance(error, ValueError):
        return str(error)[:40]
    return str(getattr(error, "code", "refused")).replace("_", "-")[:40]


def sweep(limit: int = 200) -> int:
    """Looks whether each row of what was done has a result; what lacks one is placed now."""
    ids = JobChunk.objects.filter(done__isnull=False, swept=None).order_by("job", "number")
    ids = ids.exclude(job__state=Job.CANCELLED)  # those stay as they are, and in nobody's way
    return sum(_sweep(key) for key in list(ids.values_list("id", flat=True)[:limit]))


@transaction.atomic
def _sweep(chunk_id: UUID) -> int:
    """How many rows were missing."""
    chunks = JobChunk.objects.select_for_update(of=("self",)).filter(id=chunk_id, swept=None)
    chunk = chunks.select_related("job__client", "job__organisation").first()
    if chunk is None or chunk.job.state == Job.CANCELLED:
        return 0
    last = chunk.first + chunk.rows - 1
    found = JobRow.objects.filter(job=chunk.job, row__gte=chunk.first, row__lte=last)
    there = set(found.values_list("row", flat=True))
    rows = list(enumerate(files.opened(chunk.content), start=chunk.first))
    missing = [(number, row) for number, row in rows if number not in there]
    if missing:
        _place(chunk, missing)
    JobChunk.objects.filter(id=chunk.id).update(swept=timezone.now(), content="")
    return len(missing)


def _finish(job_id: UUID) -> None:
    """A job is done when every chunk was swept."""
    left = JobChunk.objects.filter(job_id=job_id)
    for key in list(left.filter(done__isnull=False, swept=None).values_list("id", flat=True)[:200]):
        _sweep(key)
    if not left.filter(done=None).exists() and not left.filter(swept=None).exists():
        done = Job.objects.filter(id=job_id, state=Job.RUNNING)
        done.update(state=Job.DONE, finished=timezone.now())
