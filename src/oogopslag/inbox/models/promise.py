"""What organisations promised, and whether they kept it."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import ORGANISATION, Thread


class Promise(models.Model):
    """An answer, a call or a decision promised by a day (inclusive), or by a moment on it.

    Kept only by a substantive answer, never by an acknowledgement. Missed the day after, or from
    that moment on; one answered late stays missed and carries when it was met all the same.
    `due_at` and `signal_at` (when the team is warned) stand only with a promise in working hours.
    """

    ANSWER, CALL_BACK, DECISION = "answer", "call_back", "decision"

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="promises")
    message = models.ForeignKey(
        "inbox.Message", null=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, default=ANSWER)
    due = models.DateField()
    due_at = models.DateTimeField(null=True)
    signal_at = models.DateTimeField(null=True)
    made = models.DateTimeField()
    kept = models.DateTimeField(null=True)
    missed = models.DateTimeField(null=True)
    signalled = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due", "id"],
                condition=Q(kept__isnull=True) & Q(missed__isnull=True),
                name="inbox_promise_due_ix",
            ),
            models.Index(fields=["thread", "due"], name="inbox_promise_thread_ix"),
            models.Index(
                fields=["signal_at", "id"],
                condition=Q(signal_at__isnull=False) & Q(signalled__isnull=True),
                name="inbox_promise_signal_ix",
            ),
        ]

    def is_over(self, now: datetime, today: date) -> bool:
        """Whether it is too late to keep it; `today` is the day of `now` in Amsterdam."""
        return now > self.due_at if self.due_at else today > self.due


class PromiseTally(models.Model):
    """Kept and missed promises of one organisation in one month, moved by events only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=12)
    made = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "kind"], name="inbox_tally_once"
            ),
        ]
