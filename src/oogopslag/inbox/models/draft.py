"""What somebody is still writing."""

from django.db import models

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import Thread


class Draft(models.Model):
    """What somebody was typing in a thread; never shown as sent."""

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=64)
    text = models.TextField()
    saved = models.DateTimeField()
    reminded = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "by"], name="inbox_draft_once")]
