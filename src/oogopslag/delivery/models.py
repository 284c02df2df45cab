"""The outbox, the devices that want push, and the mail of a demonstration."""

from django.db import models

from oogopslag.core.values import new_id


class OutboxRow(models.Model):
    """One notification by one channel. Written in the transaction of what it is about."""

    WAITING, LEASED, SENT, FAILED, SKIPPED = "waiting", "leased", "sent", "failed", "skipped"
    URGENT, NORMAL, BULK = 0, 1, 2

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    organisation = models.CharField(max_length=64)
    subject = models.UUIDField()
    channel = models.CharField(max_length=10)
    lane = models.PositiveSmallIntegerField(default=NORMAL)
    text = models.JSONField()
    opens = models.CharField(max_length=200, blank=True)
    condition = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    written = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "lane", "next_try"], name="delivery_due_ix"),
            models.Index(fields=["subject", "id"], name="delivery_subject_ix"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject", "channel"], name="delivery_once"),
        ]


class Device(models.Model):
    """A browser that asked to be told by web push (RFC 8030), with its public keys (RFC 8291)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["resident", "id"], name="delivery_device_ix")]


class DemoMail(models.Model):
    """What a demonstration would have sent; shown at /demo/outbox."""

    id = models.UUIDField(primary_key=True, default=new_id)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    title = models.CharField(max_length=200)
    body = models.TextField()
    sent = models.DateTimeField(auto_now_add=True)
