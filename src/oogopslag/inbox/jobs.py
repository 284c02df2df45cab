"""Jobs: a text with gaps, a file of rows, and a worker that places them once each."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import rows as files
from oogopslag.inbox.errors import UnknownJob, UnreadableRows, WrongJobState
from oogopslag.inbox.models import Job, JobChunk, JobRow
from oogopslag.inbox.outward import rows_after
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people

if TYPE_CHECKING:
    from oogopslag.people.models import Client

# What may follow what.
MOVES = {
    "start": ((Job.READY, Job.SCHEDULED), Job.RUNNING),
    "schedule": ((Job.READY, Job.SCHEDULED), Job.SCHEDULED),
    "pause": ((Job.RUNNING, Job.SCHEDULED), Job.PAUSED),
    "resume": ((Job.PAUSED,), Job.RUNNING),
    "cancel": ((Job.DRAFT, *Job.OPEN), Job.CANCELLED),
}


@dataclass(frozen=True, kw_only=True)
class RefusedRow:
    """A row that made no message; `row` counts from 1, the heading not counted."""

    row: int
    reason: str


def make(client: "Client", *, name: str, template: dict[str, Any]) -> Job:
    """A job that awaits its rows; `template` is a message with gaps, without a recipient."""
    return Job.objects.create(
        organisation=client.organisation, client=client, name=name, template=template
    )


def fill(client: "Client", job_id: UUID, pieces: Iterable[bytes]) -> Job:
    """Takes the file in, whole or not at all. Raises UnknownJob, WrongJobState, UnreadableRows."""
    job = of_client(client, job_id)
    if job.state != Job.DRAFT:
        raise WrongJobState(job.state)
    with _once_filled(), transaction.atomic():
        lines = files.read(pieces, files.gaps_in(job.template))
        heading, total = next(lines), 0
        for number, chunk in enumerate(files.chunks(lines)):
            JobChunk.objects.create(
                job=job,
                number=number,
                first=total + 1,
                rows=len(chunk),
                content=files.sealed(chunk),
            )
            total += len(chunk)
        if not total:
            raise UnreadableRows("no-rows", 1)
        job.columns, job.rows, job.state = heading, total, Job.READY
        moved = Job.objects.filter(id=job.id, state=Job.DRAFT)
        if not moved.update(columns=heading, rows=total, state=Job.READY):
            raise WrongJobState(Job.READY)
        _write("inbox.job_filled", job, client, rows=total)
    return job


@contextmanager
def _once_filled() -> Iterator[None]:
    """Two files at the same moment: one is taken. Raises WrongJobState for the other."""
    try:
        yield
    except IntegrityError as error:
        raise WrongJobState(Job.READY) from error


def rotate_keys() -> int:
    """Encrypts the rows that wait with the first of the keys; gives how many pieces.

    Raises UnknownKey.
    """
    return people.reseal(JobChunk.objects.exclude(content=""), "content")


@transaction.atomic
def move(client: "Client", job_id: UUID, verb: str, *, at: datetime | None = None) -> Job:
    """Starts, schedules, pauses, resumes or cancels. Raises UnknownJob, WrongJobState."""
    before, after = MOVES[verb]
    job = Job.objects.select_for_update().filter(_mine(client), id=job_id).first()
    if job is None:
        raise UnknownJob
    if job.state not in before:
        raise WrongJobState(job.state)
    if verb == "resume" and job.start_at and job.start_at > timezone.now():
        after = Job.SCHEDULED  # it had not begun when it was paused
    job.state, job.start_at = after, at if verb == "schedule" else job.start_at
    if after == Job.CANCELLED:
        JobChunk.objects.filter(job=job).update(content="")
        job.finished = timezone.now()
    job.save(update_fields=["state", "start_at", "finished"])
    _write("inbox.job_moved", job, client, to=after)
    return job


def of_client(client: "Client", job_id: UUID) -> Job:
    """Raises UnknownJob for another organisation's; a sandbox or team key sees its own only."""
    found = Job.objects.filter(_mine(client), id=job_id).first()
    if found is None:
        raise UnknownJob
    return found


def jobs_of(client: "Client", after: UUID | None, limit: int) -> list[Job]:
    """In the order in which they were made; `after` is the last one already seen.

    Raises UnknownCursor when that is not one of theirs.
    """
    return list(rows_after(Job.objects.filter(_mine(client)), after).order_by("id")[:limit])


def preview(client: "Client", job_id: UUID, limit: int = 10) -> list[dict[str, Any]]:
    """The first messages as they would be, without recipients. Raises UnknownJob."""
    job = of_client(client, job_id)
    chunk = JobChunk.objects.filter(job=job).order_by("number").first()
    if chunk is None or not chunk.content:
        return []
    rows = files.opened(chunk.content)[:limit]
    return [
        files.filled(job.template, dict(zip(job.columns, row, strict=True)))
        for row in rows
        if len(row) == len(job.columns)
    ]


def refused_of(
    client: "Client", job_id: UUID, after: int = 0, limit: int = 100
) -> list[RefusedRow]:
    """Rows that made no message, in their order. Raises UnknownJob."""
    job = of_client(client, job_id)
    found = JobRow.objects.filter(job=job, row__gt=after).exclude(reason="").order_by("row")
    return [RefusedRow(row=one.row, reason=one.reason) for one in found[:limit]]


def _mine(client: "Client") -> Q:
    """A test or team key has what such keys made: a job goes to whom its maker may reach."""
    mine = Q(organisation=client.organisation)
    normal = client.kind not in {"test", "team"}
    return mine & (~Q(client__kind="test") if normal else Q(client__kind=client.kind))


def _write(name: str, job: Job, client: "Client", **data: object) -> None:
    journal.write(
        name,
        actor=Actor(kind="organisation", id=str(client.id)),
        organisation=client.organisation.slug,
        job=job.id,
        **data,  # type: ignore[arg-type]  # the vocabulary checks each
    )
