"""Jobs: one text, a CSV file of rows; look first, then start, plan, pause or cancel."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from oogopslag.doors.api.agency.items import Content, Key
from oogopslag.doors.api.agency.messages import client_of
from oogopslag.doors.api.agency.schema import (
    Incoming,
    Moment,
    Outgoing,
    ProblemDocument,
    Texts,
    given,
)
from oogopslag.doors.api.refusing import problem_of
from oogopslag.doors.problems import Problem
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import jobs
from oogopslag.inbox.errors import InboxError
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.calls import Outcome
from oogopslag.people.errors import PeopleError

router = Router(tags=["Jobs"])
MOST_FILE = 200 * 1024 * 1024
_PIECE = 64 * 1024


class Template(Content):
    """A message with gaps: `((name))` is filled from the column of that name."""

    title: Texts
    safe_title: Texts | None = None
    service: str = Field(default="", pattern=r"^[a-z0-9-]{0,60}$")
    labels: list[Annotated[str, Field(max_length=60)]] = Field(default=[], max_length=20)
    read_receipts: bool = False
    urgent: None = Field(default=None, description="A job is never urgent")
    silent: Literal[False] = False


class NewJob(Incoming):
    """A name for yourself, and the text."""

    name: str = Field(min_length=1, max_length=80)
    template: Template


class Job(Outgoing):
    """A job; `accepted` and `refused` grow while it runs."""

    id: UUID
    name: str
    state: str
    columns: list[str]
    rows: int
    accepted: int
    refused: int
    start_at: Moment | None = None
    finished_at: Moment | None = None


class JobPage(Outgoing):
    """By id; `next` asks for the following page, and is absent at the end."""

    jobs: list[Job]
    next: UUID | None = None


class Preview(Outgoing):
    """The first messages as they will be, without to whom."""

    job: Job
    messages: list[dict[str, Any]]


class RefusedRow(Outgoing):
    """`row` counts from 1, without the heading."""

    row: int
    reason: str


class RefusedPage(Outgoing):
    """In the order of the file; ask on with `after` the last row."""

    rows: list[RefusedRow]


class Move(Incoming):
    """What to do with the job; `at` goes with schedule."""

    do: Literal["start", "schedule", "pause", "resume", "cancel"]
    at: Annotated[Moment | None, Field(alias="startAt")] = None


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        name=row.name,
        state=row.state,
        columns=row.columns,
        rows=row.rows,
        accepted=row.accepted,
        refused=row.refused,
        start_at=row.start_at,
        finished_at=row.finished,
    )


@router.post(
    "/jobs",
    response={201: Job, 200: Job, 409: ProblemDocument},
    url_name="api_jobs",
    operation_id="makeJob",
    by_alias=True,
    exclude_none=True,
)
def make(request: HttpRequest, job: NewJob, idempotency_key: Key) -> Any:
    """Make a job; its rows come with the next call."""
    client = client_of(request)

    def work() -> Outcome:
        template = _plain(job.template, client.organisation.name)
        made = inbox.make_job(client, name=job.name, template=template)
        return Outcome(subject=made.id, answer=given(_job(made)))

    key = f"job:{client.kind == 'test'}:{idempotency_key}"
    try:
        found, new = people.once(client.organisation, key, who.digest_of(request.body), work)
    except PeopleError as error:
        raise problem_of(error) from error
    return Status(201 if new else 200, Job.model_validate(found.answer))


def _plain(template: Template, sender: dict[str, str]) -> dict[str, Any]:
    """As the inbox keeps it: names as in the room, texts by language."""
    found = template.model_dump(
        mode="json", by_alias=False, exclude={"urgent", "silent", "corrects", "in_reply_to"}
    )
    for name in ("title", "safe_title", "body", "author", "legal_effect"):
        part = getattr(template, name)
        found[name] = part.plain() if part else None
    safe = {"nl": f"Bericht van {sender['nl']}", "en": f"Message from {sender['en']}"}
    found["safe_title"] = found["safe_title"] or safe
    found["reply"]["refused"] = found["reply"]["refused"] or ""
    return {name: part for name, part in found.items() if part is not None}


@router.get(
    "/jobs",
    response=JobPage,
    url_name="api_jobs",
    operation_id="listJobs",
    by_alias=True,
    exclude_none=True,
)
def job_list(
    request: HttpRequest,
    after: Annotated[UUID | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Any:
    """Your jobs."""
    try:
        rows = [_job(one) for one in jobs.jobs_of(client_of(request), after, limit + 1)]
    except InboxError as error:
        raise problem_of(error) from error
    return JobPage(jobs=rows[:limit], next=rows[limit - 1].id if len(rows) > limit else None)


@router.get(
    "/jobs/{uuid:job_id}",
    response=Job,
    url_name="api_job",
    operation_id="getJob",
    by_alias=True,
    exclude_none=True,
)
def job(request: HttpRequest, job_id: UUID) -> Any:
    """How far it is."""
    try:
        return _job(jobs.of_client(client_of(request), job_id))
    except InboxError as error:
        raise problem_of(error) from error


@router.put(
    "/jobs/{uuid:job_id}/rows",
    response={200: Preview, 409: ProblemDocument, 413: ProblemDocument, 415: ProblemDocument},
    url_name="api_job_rows",
    operation_id="fillJob",
    by_alias=True,
    exclude_none=True,
    openapi_extra={
        "requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
    },
)
def fill(request: HttpRequest, job_id: UUID) -> Any:
    """The file, once: CSV in UTF-8 with a heading. It is taken whole or not at all."""
    if request.content_type != "text/csv":
        raise Problem(415, "wrong-media-type", _("Send the rows as text/csv in UTF-8."))
    client = client_of(request)
    try:
        found = inbox.fill_job(client, job_id, _pieces(request))
        return Preview(job=_job(found), messages=jobs.preview(client, job_id))
    except InboxError as error:
        raise problem_of(error) from error


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes in. Raises Problem when it grows too large."""
    total = 0
    while piece := request.read(_PIECE):
        total += len(piece)
        if total > MOST_FILE:
            raise Problem(
                413, "body-too-large", _("The file is larger than 200 MB."), mostBytes=MOST_FILE
            )
        yield piece


@router.get(
    "/jobs/{uuid:job_id}/preview",
    response=Preview,
    url_name="api_job_preview",
    operation_id="previewJob",
    by_alias=True,
    exclude_none=True,
)
def preview(request: HttpRequest, job_id: UUID) -> Any:
    """The first messages as they will be."""
    client = client_of(request)
    try:
        messages = jobs.preview(client, job_id)
        return Preview(job=_job(jobs.of_client(client, job_id)), messages=messages)
    except InboxError as error:
        raise problem_of(error) from error


@router.get(
    "/jobs/{uuid:job_id}/refused",
    response=RefusedPage,
    url_name="api_job_refused",
    operation_id="listRefusedRows",
    by_alias=True,
)
def refused(
    request: HttpRequest,
    job_id: UUID,
    after: Annotated[int, Query(ge=0, le=2_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Any:
    """Rows that made no message, with the reason."""
    try:
        found = jobs.refused_of(client_of(request), job_id, after, limit)
    except InboxError as error:
        raise problem_of(error) from error
    return RefusedPage(rows=[RefusedRow(row=one.row, reason=one.reason) for one in found])


@router.post(
    "/jobs/{uuid:job_id}/moves",
    response={200: Job, 409: ProblemDocument},
    url_name="api_job_move",
    operation_id="moveJob",
    by_alias=True,
    exclude_none=True,
)
def move(request: HttpRequest, job_id: UUID, move: Move) -> Any:
    """Start, plan, pause, go on or cancel. What was placed stays placed."""
    at: datetime | None = move.at
    if (move.do == "schedule") != (at is not None):
        detail = _("Give startAt with schedule, and only then.")
        raise Problem(400, "invalid-request", detail)
    try:
        return _job(inbox.move_job(client_of(request), job_id, move.do, at=at))
    except InboxError as error:
        raise problem_of(error) from error
