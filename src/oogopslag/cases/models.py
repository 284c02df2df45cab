"""Applications, cases, pauses and decisions."""

from django.db import models

from oogopslag.core.values import new_id

RESIDENT = "people.Resident"


class Application(models.Model):
    """A draft (aanvraag in concept): what was typed, kept even when it cannot be right yet.

    `answers`: fact → {"typed": text, "value": encoded or null}.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    started = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    submitted = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "service"],
                condition=models.Q(submitted=None),
                name="cases_one_open_draft",
            ),
        ]


class Case(models.Model):
    """A case (zaak): an application or an objection, from receipt to decision."""

    APPLICATION, OBJECTION, CHANGE = "application", "objection", "change"

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.CharField(max_length=16, unique=True)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    service = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, default=APPLICATION)
    about = models.UUIDField(null=True)
    state = models.CharField(max_length=12)
    received = models.DateTimeField()
    decide_by = models.DateField()
    in_time = models.BooleanField(default=True)
    thread = models.UUIDField(null=True)
    answers = models.JSONField(default=list)
    finding = models.JSONField(null=True)
    receipt = models.TextField(blank=True)
    grounds = models.TextField(blank=True)
    sampled = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=80)
    closed = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "id"], name="cases_resident_ix"),
            models.Index(
                fields=["organisation", "closed", "decide_by", "id"], name="cases_worklist_ix"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resident", "key"], name="cases_submitted_once"),
        ]


class Pause(models.Model):
    """Days on which the term of a case stands still, both inclusive; open while `until` is null."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    lapses = models.DateField()
    duty = models.UUIDField()


class Decision(models.Model):
    """A decision (besluit): its reasons, the engine's finding, and any departure from it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=10)
    amount = models.BigIntegerField(null=True)
    period = models.CharField(max_length=10, blank=True)
    motivation = models.TextField()
    letter = models.JSONField()
    finding = models.JSONField(null=True)
    receipt = models.TextField(blank=True)
    departure = models.JSONField(null=True)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    decided = models.DateTimeField()
    object_until = models.DateField()
    late = models.BooleanField(default=False)
