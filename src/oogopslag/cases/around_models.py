"""What stands around a case: advice, default, hearing, fee, visit, and a team's minutes."""

from django.db import models

from oogopslag.core.values import new_id


class Advice(models.Model):
    """A question to another body about a case, and its answer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="advice")
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked = models.DateTimeField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["body", "answered", "due"], name="cases_advice_ix")]


class Default(models.Model):
    """A notice of default (ingebrekestelling, Awb 4:17) and the penalty that follows from it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="default")
    received = models.DateTimeField()
    runs_from = models.DateField()
    ended = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)


class Hearing(models.Model):
    """Hearing who objects (Awb 7:2): where and when, or why not, and what was said."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="hearings")
    moment = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    waived = models.TextField(blank=True)
    record = models.TextField(blank=True)
    held = models.DateTimeField(null=True)


class Payment(models.Model):
    """A fee (leges) of a case in cents; paid when the bank says so."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="payment")
    reference = models.CharField(max_length=25, unique=True)
    amount = models.PositiveIntegerField()
    asked = models.DateTimeField()
    paid = models.DateTimeField(null=True)


class Appointment(models.Model):
    """A visit to a desk for a case; one holds at a time."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="appointments")
    start = models.DateTimeField()
    end = models.DateTimeField()
    place = models.CharField(max_length=200)
    cancelled = models.DateTimeField(null=True)
    to_withdraw = models.BooleanField(default=False)  # the agenda of the desk did not hear it yet

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(to_withdraw=True), name="cases_to_withdraw_ix"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(cancelled=None),
                name="cases_one_appointment",
            ),
        ]


class TeamDay(models.Model):
    """Minutes of handling by a team in a day for a service: never by a person."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    team = models.CharField(max_length=60)
    service = models.CharField(max_length=60)
    day = models.DateField()
    minutes = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "service", "day"], name="cases_team_day_once"
            ),
        ]
