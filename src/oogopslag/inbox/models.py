"""Threads, messages, duties, promises, attachments and drafts."""

from django.db import models

from oogopslag.core.values import new_id

RESIDENT, ORGANISATION = "people.Resident", "people.Organisation"


class Thread(models.Model):
    """A conversation (gesprek) of one resident with one organisation."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60, blank=True)
    case = models.UUIDField(null=True)
    title = models.JSONField()
    safe_title = models.JSONField()
    changed = models.DateTimeField()
    unread = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "changed"], name="inbox_thread_resident_ix"),
            models.Index(fields=["organisation", "waiting_since"], name="inbox_waiting_ix"),
            models.Index(fields=["case"], name="inbox_thread_case_ix"),
        ]


class Message(models.Model):
    """One message (bericht): never changed; a correction is a new one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    by = models.CharField(max_length=20)
    author = models.JSONField()
    body = models.JSONField()
    in_reply_to = models.UUIDField(null=True)
    reply_allowed = models.BooleanField(default=True)
    reply_refused = models.CharField(max_length=60, blank=True)
    answer_within = models.PositiveSmallIntegerField(null=True)
    legal_effect = models.JSONField(null=True)
    react_before = models.DateField(null=True)
    decision = models.UUIDField(null=True)
    placed = models.DateTimeField()
    first_opened = models.DateTimeField(null=True)
    key = models.CharField(max_length=80, null=True)  # unique where given: a double submit

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="inbox_message_ix")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "key"], name="inbox_message_key"),
        ]


class Duty(models.Model):
    """What the resident must do, until when, and what that does to the legal term."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="duties")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.JSONField()
    due = models.DateField()
    pauses_term = models.BooleanField(default=False)
    resolved = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["resident", "resolved", "due"], name="inbox_duty_ix")]


class Promise(models.Model):
    """An answer promised by a day; kept only by a substantive answer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="promises")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    due = models.DateField()
    kept = models.DateTimeField(null=True)


class Attachment(models.Model):
    """A file with a message; invisible until it is found clean."""

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    found_clean = models.DateTimeField(null=True)


class Draft(models.Model):
    """What somebody was typing in a thread; never shown as sent."""

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=64)
    text = models.TextField()
    saved = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "by"], name="inbox_draft_once")]
