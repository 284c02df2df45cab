"""A file with a message."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id


class Attachment(models.Model):
    """A file; invisible until it is found clean, and again when a later scan finds something."""

    WAITING, CLEAN, INFECTED = "waiting", "clean", "infected"

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.ForeignKey(
        "inbox.Message", on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    state = models.CharField(max_length=10, default=WAITING)
    found_clean = models.DateTimeField(null=True)
    scanned = models.DateTimeField(null=True)
    expires = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="inbox_unscanned_ix"),
            models.Index(
                fields=["scanned", "id"], condition=Q(state="clean"), name="inbox_rescan_ix"
            ),
        ]
