"""The conversation itself, and what happens when it stood with the wrong body."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id

RESIDENT, ORGANISATION = "people.Resident", "people.Organisation"


class Thread(models.Model):
    """A conversation (gesprek) of one resident with one organisation.

    `unread`, `waiting_since`, `duty_due` and `promised` (a day; for a promise in working hours with
    its moments) are moved by what happens, in the same transaction, so that a list of 100,000
    conversations needs no counting and no joining.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=60, blank=True)
    case = models.UUIDField(null=True)
    event = models.UUIDField(null=True)  # conversations about one life event share it
    title = models.JSONField()
    safe_title = models.JSONField()  # nothing sensitive: lists before login, e-mail, SMS
    search = models.TextField(blank=True)  # titles in small letters, for the resident's search
    labels = models.JSONField(default=list)  # the sender's own, never shown to the resident
    due = models.DateField(null=True)
    visible_from = models.DateTimeField(null=True)
    expires = models.DateField(null=True)
    hidden = models.BooleanField(default=False)  # until visible_from
    folder = models.CharField(max_length=40, blank=True)
    content_changed = models.DateTimeField()
    updated = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)
    unread = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    duty_due = models.DateField(null=True)
    promised = models.DateField(null=True)
    promised_at = models.DateTimeField(null=True)  # promised in working hours: by this moment
    signal_at = models.DateTimeField(null=True)  # and from this one the team is warned
    read_receipts = models.BooleanField(default=False)
    assigned = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.CharField(max_length=60, blank=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["resident", "folder", "-content_changed", "-id"], name="inbox_list_ix"
            ),
            models.Index(
                fields=["resident", "-content_changed", "-id"],
                condition=Q(unread__gt=0),
                name="inbox_new_ix",
            ),
            models.Index(
                fields=["resident", "-content_changed", "-id"],
                condition=Q(duty_due__isnull=False),
                name="inbox_resident_turn_ix",
            ),
            models.Index(
                fields=["resident", "-content_changed", "-id"],
                condition=Q(waiting_since__isnull=False),
                name="inbox_their_turn_ix",
            ),
            models.Index(
                fields=["organisation", "promised", "promised_at", "id"],
                condition=Q(waiting_since__isnull=False),
                name="inbox_team_ix",
            ),
            models.Index(fields=["organisation", "-content_changed", "-id"], name="inbox_org_ix"),
            models.Index(fields=["case"], name="inbox_thread_case_ix"),
            models.Index(fields=["event"], condition=Q(event__isnull=False), name="inbox_event_ix"),
            models.Index(fields=["visible_from"], condition=Q(hidden=True), name="inbox_hidden_ix"),
            models.Index(
                fields=["expires"],
                condition=Q(expires__isnull=False) & Q(folder=""),
                name="inbox_expires_ix",
            ),
        ]


class Forwarding(models.Model):
    """A conversation sent on to the right body (Awb 2:3), with the first time of receipt."""

    id = models.UUIDField(primary_key=True, default=new_id)
    origin = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    first_received = models.DateTimeField()
    forwarded = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["target"], name="inbox_forwarded_to_ix"),
            models.Index(fields=["origin"], name="inbox_forwarded_from_ix"),
        ]
