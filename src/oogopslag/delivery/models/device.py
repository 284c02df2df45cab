"""A browser that is told by web push."""

from django.db import models

from oogopslag.core.values import new_id


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
