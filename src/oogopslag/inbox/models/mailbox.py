"""What a resident keeps about all conversations together."""

from django.db import models

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import RESIDENT


class Mailbox(models.Model):
    """One stored counter per resident: the badge never counts rows."""

    resident = models.OneToOneField(
        RESIDENT, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    unread = models.PositiveIntegerField(default=0)


class Folder(models.Model):
    """A folder of the resident's own; "archief" always exists and is not a row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "name"], name="inbox_folder_once"),
        ]
