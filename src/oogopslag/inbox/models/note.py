"""What colleagues say to each other about a conversation."""

from django.db import models

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import Thread


class Note(models.Model):
    """A private note of staff; the resident's pages never read it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="inbox_note_ix")]
