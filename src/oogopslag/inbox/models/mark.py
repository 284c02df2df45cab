"""A resident's own mark on a message, set from another portal."""

from django.db import models

from oogopslag.core.values import new_id


class Mark(models.Model):
    """Read, folder, removed: can all be undone and proves nothing (FBS)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.OneToOneField("inbox.Message", on_delete=models.CASCADE, related_name="mark")
    read = models.BooleanField(default=False)
    folder = models.CharField(max_length=128, blank=True)
    removed = models.BooleanField(default=False)
    changed = models.DateTimeField()


class Fetched(models.Model):
    """A portal's session for one recipient (FBS `_ophalen`); the key is a keyed hash."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()


class Gathered(models.Model):
    """A letter that another store gave for such a session; its content is encrypted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    session = models.ForeignKey(Fetched, on_delete=models.CASCADE, related_name="letters")
    store = models.CharField(max_length=20)  # its OIN
    letter = models.UUIDField()  # its id there
    published = models.DateTimeField()
    content = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "store", "letter"], name="inbox_gathered_once"
            ),
        ]
        indexes = [models.Index(fields=["session", "-published"], name="inbox_gathered_ix")]


class Origin(models.Model):
    """By which contract a message came, and the fields we must give back as they were."""

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.OneToOneField("inbox.Message", on_delete=models.CASCADE, related_name="origin")
    contract = models.CharField(max_length=20)
    fields = models.JSONField(default=dict)
