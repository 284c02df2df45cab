"""One message of a conversation."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import ORGANISATION, Thread


class Message(models.Model):
    """One message (bericht): never changed; a correction is a new one.

    `first_opened` is proof and never goes back; the thread's `unread` is the resident's own mark.
    `retracted` is set only within the hold-back, before anybody was told. `formal` says that a
    reply counts as an objection or an application, with `placed` as its time of receipt.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    by = models.CharField(max_length=20)
    author = models.JSONField()
    body = models.JSONField()
    in_reply_to = models.UUIDField(null=True)
    corrects = models.UUIDField(null=True)
    reply_allowed = models.BooleanField(default=True)
    reply_refused = models.CharField(max_length=60, blank=True)
    answer_within = models.PositiveSmallIntegerField(null=True)  # working days, or
    answer_within_hours = models.PositiveSmallIntegerField(null=True)  # working hours
    reply_until = models.DateField(null=True)
    attachments_allowed = models.BooleanField(default=True)
    legal_effect = models.JSONField(null=True)
    react_before = models.DateField(null=True)
    decision = models.UUIDField(null=True)
    formal = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=12, blank=True)  # "Is dit echt?"
    only_if_url = models.CharField(max_length=500, blank=True)  # asked when a notice would go
    words = models.TextField(blank=True)  # what it is found by (searching.py)
    placed = models.DateTimeField()
    first_opened = models.DateTimeField(null=True)
    opened_level = models.CharField(max_length=12, blank=True)
    confirmed = models.DateTimeField(null=True)
    retractable_until = models.DateTimeField(null=True)
    retracted = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, null=True)  # unique where given: a double submit
    sender = models.ForeignKey(ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+")
    sender_key = models.CharField(max_length=128, null=True)  # unique for each organisation
    request_hash = models.CharField(max_length=64, blank=True)
    accepted = models.JSONField(null=True)  # what the sender was answered the first time

    class Meta:
        indexes = [
            models.Index(fields=["thread", "id"], name="inbox_message_ix"),
            models.Index(fields=["code"], condition=~Q(code=""), name="inbox_message_code_ix"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "key"], name="inbox_message_key"),
            models.UniqueConstraint(fields=["sender", "sender_key"], name="inbox_sender_key"),
        ]
