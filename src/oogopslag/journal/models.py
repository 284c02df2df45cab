"""Lines of the journal and the seals over them."""

from django.db import models

from oogopslag.core.values import new_id


class Line(models.Model):
    """One thing that happened. Never changed; erased only when a retention term ends."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=64)
    moment = models.DateTimeField()
    actor = models.CharField(max_length=64)
    resident = models.UUIDField(null=True)
    organisation = models.CharField(max_length=64, blank=True)
    chain = models.CharField(max_length=64, blank=True)
    position = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "id"], name="journal_resident_ix"),
            models.Index(fields=["name", "id"], name="journal_name_ix"),
        ]
        constraints = [
            # Two writers on one chain: the second must wait its turn, never fork the chain.
            models.UniqueConstraint(
                fields=["chain", "position"],
                condition=~models.Q(chain=""),
                name="journal_chain_position",
            ),
        ]


class Seal(models.Model):
    """One hash over all lines up to and including `last`, linked to the seal before it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    moment = models.DateTimeField()
    first = models.UUIDField()
    last = models.UUIDField(unique=True)
    lines = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
