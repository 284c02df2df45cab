"""What a resident must do."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import RESIDENT, Thread


class Duty(models.Model):
    """What the resident must do, until when (inclusive), and what that does to the legal term."""

    CORRECTION, ANSWER, DOCUMENT, PAYMENT, SIGNATURE, APPOINTMENT = (
        "correction", "answer", "document", "payment", "signature", "appointment",
    )  # fmt: skip
    KINDS = (CORRECTION, ANSWER, DOCUMENT, PAYMENT, SIGNATURE, APPOINTMENT)
    REASONS = ("incorrect", "incomplete", "outdated")
    CONTINUES, PAUSES, RESETS = "continues", "pauses", "resets"
    CLOCKS = (CONTINUES, PAUSES, RESETS)

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="duties")
    message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=12, blank=True)
    title = models.JSONField()
    due = models.DateField()
    clock = models.CharField(max_length=10, default=CONTINUES)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["resident", "due", "id"],
                condition=Q(resolved_at__isnull=True),
                name="inbox_duty_ix",
            ),
            models.Index(
                fields=["thread", "due"],
                condition=Q(resolved_at__isnull=True),
                name="inbox_duty_thread_ix",
            ),
        ]
