"""What happened, for organisations to hear: events and the addresses they go to."""

from django.db import models

from oogopslag.core.values import new_id


class Event(models.Model):
    """Something an organisation may hear; `id` is that of its journal line, and stays the same."""

    id = models.UUIDField(primary_key=True)
    organisation = models.CharField(max_length=64)
    sandbox = models.BooleanField(default=False)
    type = models.CharField(max_length=80)
    subject = models.UUIDField()
    moment = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "sandbox", "id"], name="delivery_event_ix")]


class Webhook(models.Model):
    """An address of an organisation that hears events; the secret is encrypted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    sandbox = models.BooleanField(default=False)
    url = models.CharField(max_length=500)
    secret = models.TextField()
    types = models.JSONField(default=list)  # empty: all
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "id"], name="delivery_webhook_ix")]


class Received(models.Model):
    """An event another system told us (CloudEvents): handled once, however often it comes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)  # of source and id
    organisation = models.CharField(max_length=64)
    type = models.CharField(max_length=120)
    moment = models.DateTimeField(auto_now_add=True)
