"""What the demo twins keep."""

from django.db import models

from oogopslag.core.values import new_id


class DemoMail(models.Model):
    """What a demonstration would have sent; shown at /demo/outbox.

    `delivery` is the outbox row: the same twice means that it was handed over twice.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    delivery = models.UUIDField(null=True)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254)
    title = models.CharField(max_length=200)
    body = models.TextField()
    sent = models.DateTimeField(auto_now_add=True)
