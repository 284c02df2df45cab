"""What a resident wrote down for themselves."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import RESIDENT


class OwnTask(models.Model):
    """Something to do before a day (inclusive), from a letter of anybody.

    Only the resident sees it: no organisation, not even the sender of the letter. `remind`: the
    resident asked to be reminded. What is done is deleted after a while (own_tasks.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    sender = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    due = models.DateField()
    made = models.DateTimeField(auto_now_add=True)
    remind = models.BooleanField(default=False)
    done = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["resident", "due", "id"],
                condition=Q(done__isnull=True),
                name="inbox_own_task_ix",
            ),
            models.Index(
                fields=["done"],
                condition=Q(done__isnull=False),
                name="inbox_own_task_done_ix",
            ),
        ]
