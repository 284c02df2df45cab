"""The outbox: what must still be handed over, and what came of it."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id


class OutboxRow(models.Model):
    """One notification by one channel. Written in the transaction of what it is about.

    `step` is 0 for the first notice and 1 to 4 for reminders; `target` names one of several
    receivers of a channel (a webhook's address). `not_before` is when it was meant to go,
    `next_try` when it is tried; `follow_at` when the next rung of the ladder is looked at.
    `repeats` counts leases that ran out after hand-over may have begun: at most so many doubles.
    """

    # Later ripens into waiting when its moment has come, so that what waits can all go now.
    LATER, WAITING, LEASED, SENT, FAILED, SKIPPED, CANCELLED = (
        "later", "waiting", "leased", "sent", "failed", "skipped", "cancelled",
    )  # fmt: skip
    NOT_WANTED = "no longer wanted"  # why one was skipped: read, answered or done by then
    URGENT, NORMAL, BULK = 0, 1, 2
    MACHINES = 3  # webhooks: handed over beside the others, so that one that hangs delays nobody
    LANES = {"urgent": URGENT, "normal": NORMAL, "bulk": BULK, "machines": MACHINES}

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(
        "people.Resident", null=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.CharField(max_length=64)
    subject = models.UUIDField()
    service = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10)
    target = models.CharField(max_length=64, blank=True)
    step = models.PositiveSmallIntegerField(default=0)
    lane = models.PositiveSmallIntegerField(default=NORMAL)
    text = models.JSONField()
    opens = models.CharField(max_length=200, blank=True)
    condition = models.CharField(max_length=60, blank=True)
    formal = models.BooleanField(default=False)  # has legal effect: down to the letter
    quiet_reason = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    next_try = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    follow_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    written = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True)
    receipt = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["lane", "organisation", "next_try"],
                condition=Q(state="waiting"),
                name="delivery_due_ix",
            ),
            models.Index(fields=["next_try"], condition=Q(state="later"), name="delivery_later_ix"),
            models.Index(
                fields=["leased_until"], condition=Q(state="leased"), name="delivery_leased_ix"
            ),
            models.Index(
                fields=["follow_at"],
                condition=Q(follow_at__isnull=False),
                name="delivery_follow_ix",
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=Q(state="failed"),
                name="delivery_failed_ix",
            ),
            models.Index(
                fields=["channel", "provider", "-settled"],
                condition=~Q(provider=""),
                name="delivery_provider_ix",
            ),
            models.Index(fields=["subject", "id"], name="delivery_subject_ix"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "channel", "target", "step"], name="delivery_once"
            ),
        ]
