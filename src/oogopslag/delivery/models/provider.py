"""Providers of one channel and their share of it."""

from django.db import models

from oogopslag.core.values import new_id


class Provider(models.Model):
    """One provider of a channel; the shares of a channel add up to 100."""

    id = models.UUIDField(primary_key=True, default=new_id)
    channel = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    share = models.PositiveSmallIntegerField()
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "name"], name="delivery_provider_once"),
        ]
