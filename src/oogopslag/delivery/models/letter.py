"""Letters by post: one PDF/UA each, handed to the printer in batches."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id


class LetterBatch(models.Model):
    """Letters that go to the printer together, as one PDF with an address page each."""

    id = models.UUIDField(primary_key=True, default=new_id)
    made = models.DateTimeField()
    letters = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    file = models.FileField(upload_to="letters/%Y/%m/")
    handed = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)


class Letter(models.Model):
    """One letter that waits for its batch; `id` is the outbox row, so that it is made once."""

    id = models.UUIDField(primary_key=True)
    batch = models.ForeignKey(LetterBatch, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    language = models.CharField(max_length=8)
    organisation = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    address = models.JSONField(default=list)
    title = models.CharField(max_length=200)
    body = models.TextField()
    code = models.CharField(max_length=12)
    made = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(batch__isnull=True), name="delivery_letter_ix"),
        ]
