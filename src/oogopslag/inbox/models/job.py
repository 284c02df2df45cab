"""Many messages from one file."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import ORGANISATION


class Job(models.Model):
    """A text with gaps and a file of rows. The figures are moved by chunks, never counted.

    States: draft (rows are awaited), ready, scheduled, running, paused, cancelled, done.
    """

    DRAFT, READY, SCHEDULED, RUNNING, PAUSED, CANCELLED, DONE = (
        "draft", "ready", "scheduled", "running", "paused", "cancelled", "done",
    )  # fmt: skip
    OPEN = (READY, SCHEDULED, RUNNING, PAUSED)

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    template = models.JSONField()
    columns = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=DRAFT)
    start_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    made = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "id"], name="inbox_job_ix"),
            models.Index(
                fields=["id"],
                condition=Q(state__in=("scheduled", "running")),
                name="inbox_job_open_ix",
            ),
        ]


class JobChunk(models.Model):
    """Some hundred rows of the file, encrypted; emptied once every row is accounted for."""

    id = models.UUIDField(primary_key=True, default=new_id)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()  # of its rows, from 1
    rows = models.PositiveIntegerField()
    content = models.TextField(blank=True)
    done = models.DateTimeField(null=True)
    swept = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="inbox_job_chunk_once"),
        ]
        indexes = [
            models.Index(
                fields=["job", "number"], condition=Q(done=None), name="inbox_job_todo_ix"
            ),
            models.Index(
                fields=["job"],
                condition=Q(done__isnull=False, swept=None),
                name="inbox_job_unswept_ix",
            ),
        ]


class JobRow(models.Model):
    """What came of one row: a message, or the reason why there is none."""

    id = models.UUIDField(primary_key=True, default=new_id)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    row = models.PositiveIntegerField()
    message = models.UUIDField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "row"], name="inbox_job_row_once"),
        ]
        indexes = [
            models.Index(
                fields=["job", "row"], condition=~Q(reason=""), name="inbox_job_refused_ix"
            ),
        ]
