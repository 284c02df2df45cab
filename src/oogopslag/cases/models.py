"""Applications, cases, pauses, decisions, and what belongs to a case.

What stands around a case is in around_models.py, what stands in registers of others in
outside_models.py.
"""

from django.db import models

from oogopslag.cases.archive_models import DestructionLine, DestructionList
from oogopslag.cases.around_models import (
    Advice,
    Appointment,
    Default,
    Hearing,
    Payment,
    TeamDay,
)
from oogopslag.cases.outside_models import (
    Attention,
    ContactNote,
    Elsewhere,
    Handover,
    LetterCopy,
    Notification,
    Request,
)
from oogopslag.core.values import new_id

__all__ = [
    "Advice",
    "Application",
    "Appointment",
    "Attention",
    "Case",
    "ContactNote",
    "Decision",
    "Default",
    "DestructionLine",
    "DestructionList",
    "Elsewhere",
    "Handover",
    "Hearing",
    "LetterCopy",
    "Notification",
    "Pause",
    "Payment",
    "Proposal",
    "Recomputation",
    "Request",
    "TeamDay",
]
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
    channel = models.CharField(max_length=10, default="digital")
    first_received = models.DateTimeField(null=True)  # by a body it was not meant for (Awb 2:3)
    forwarded = models.UUIDField(null=True)  # the case it became elsewhere
    typed_by = models.UUIDField(null=True)
    asked_by = models.UUIDField(null=True)  # the mandate of a helper
    assignee = models.UUIDField(null=True)
    team = models.CharField(max_length=60, blank=True)
    name_key = models.CharField(max_length=80, blank=True, db_index=True)
    extended_to = models.DateField(null=True)  # the term itself (Awb 4:14.3, 7:10.3)
    expected_by = models.DateField(null=True)  # told, while the law's term stands (Awb 4:14.1)
    committee = models.BooleanField(default=False)
    delivered = models.DateTimeField(null=True)
    delivery_note = models.CharField(max_length=200, blank=True)
    review = models.CharField(max_length=8, blank=True)  # look | differs | rule
    archive_on = models.DateField(null=True)  # archiefactiedatum
    archive_nomination = models.CharField(max_length=8, blank=True)  # destroy | keep
    archive_source = models.CharField(max_length=64, blank=True)  # the register that says so
    held = models.CharField(max_length=400, blank=True)  # why it is kept from destruction
    destruction_told = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "id"], name="cases_resident_ix"),
            # Partial, for PostgreSQL does not take "closed is null" for an order: with it as a
            # column every open case of a body would be sorted for each page of its list.
            models.Index(
                fields=["organisation", "decide_by", "id"],
                condition=models.Q(closed=None),
                name="cases_open_ix",
            ),
            models.Index(
                fields=["organisation", "service", "decide_by", "id"],
                condition=models.Q(closed=None),
                name="cases_open_service_ix",
            ),
            models.Index(
                fields=["organisation", "assignee", "decide_by", "id"],
                condition=models.Q(closed=None),
                name="cases_open_assignee_ix",
            ),
            models.Index(
                fields=["organisation", "decide_by", "id"],
                condition=models.Q(closed=None, assignee=None),
                name="cases_open_free_ix",
            ),
            models.Index(
                fields=["organisation", "decide_by", "id"],
                condition=models.Q(closed=None, state="waiting"),
                name="cases_open_waiting_ix",
            ),
            models.Index(fields=["review", "id"], name="cases_review_ix"),
            models.Index(
                fields=["archive_on", "id"],
                condition=models.Q(archive_nomination="destroy"),
                name="cases_archive_ix",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resident", "key"], name="cases_submitted_once"),
        ]


class Pause(models.Model):
    """Days on which the term of a case stands still, both inclusive; open while `until` is null.

    Reasons (Awb 4:15): supplement, consent, applicant, force. Only a supplement has a duty that
    ends it and a day on which it lapses.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=10, default="supplement")
    lapses = models.DateField(null=True)
    duty = models.UUIDField(null=True)
    explanation = models.TextField(blank=True)
    lapsed = models.BooleanField(default=False)  # the supplement did not come


class Decision(models.Model):
    """A decision (besluit): its reasons, the engine's finding, and any departure from it.

    A newer one `replaces` it; then `replaced` is set. `difference` is new minus old, in cents.
    `object_until` is null while a letter `by_post` was not posted (made_known.py).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=12)
    amount = models.BigIntegerField(null=True)
    period = models.CharField(max_length=10, blank=True)
    motivation = models.TextField()
    letter = models.JSONField()
    finding = models.JSONField(null=True)
    receipt = models.TextField(blank=True)
    departure = models.JSONField(null=True)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    decided = models.DateTimeField()
    object_until = models.DateField(null=True)
    by_post = models.BooleanField(default=False)
    posted_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    approved_by = models.UUIDField(null=True)
    proposed_by = models.UUIDField(null=True)  # the first of two pairs of eyes
    replaces = models.UUIDField(null=True)
    replaced = models.DateTimeField(null=True)
    difference = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(replaced=None),
                name="cases_one_decision_in_force",
            ),
        ]


class Recomputation(models.Model):
    """An open case computed anew because its rules changed; what was found before stays here.

    `law` and `article` say by which transitional law; `valid_from` is the new version's first day.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recomputations")
    made = models.DateTimeField(auto_now_add=True)
    valid_from = models.DateField()
    law = models.JSONField()
    article = models.CharField(max_length=60, blank=True)
    finding = models.JSONField(null=True)
    receipt = models.TextField(blank=True)


class Proposal(models.Model):
    """A decision that waits for a second pair of eyes; nothing of it was sent. Gone once it was."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="proposal")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12)
    texts = models.JSONField()
    revision = models.PositiveIntegerField()
    made = models.DateTimeField()
    sent_back = models.TextField(blank=True)  # why a second pair of eyes did not agree

    class Meta:
        indexes = [models.Index(fields=["organisation", "made", "id"], name="cases_proposal_ix")]
