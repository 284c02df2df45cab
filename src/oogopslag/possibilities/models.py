"""The read model of the glance: one prepared answer per resident and service."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from oogopslag.core.values import new_id


class Answer(models.Model):
    """What one scheme said of one resident on one day; made anew, never corrected."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=60)
    on = models.DateField()
    computed = models.DateTimeField()
    finding = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "service"], name="possibilities_answer_once"
            ),
        ]


class WarmRow(models.Model):
    """The prepared glance of one resident. Valid while `built` equals `version` and `on` is today.

    News raises `version`; who builds remembers the version before looking, so that news that came
    in between makes the row stale at once.
    """

    resident = models.OneToOneField(
        "people.Resident", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField()
    made = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    built = models.IntegerField(default=-1)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)


class Offer(models.Model):
    """What was offered unasked to somebody who did not use it, and what became of it.

    `state`: open, used (applied), declined (not now) or never. `result` is "right" or "wrong",
    from the decision that followed; `planted` marks a result made up for a demonstration.
    """

    OPEN, USED, DECLINED, NEVER = "open", "used", "declined", "never"
    RIGHT, WRONG = "right", "wrong"

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=60)
    state = models.CharField(max_length=8, default=OPEN)
    made = models.DateTimeField()
    on = models.DateField()
    amount = models.BigIntegerField(null=True)
    period = models.CharField(max_length=10, blank=True)
    laws = models.CharField(max_length=64)
    answered = models.DateTimeField(null=True)
    case = models.UUIDField(null=True)
    result = models.CharField(max_length=5, blank=True)
    planted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "service"], name="possibilities_offer_of"),
            models.Index(fields=["service", "result"], name="possibilities_offer_result"),
            models.Index(fields=["case"], name="possibilities_offer_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "service"],
                condition=models.Q(state__in=["open", "never"]),
                name="possibilities_one_offer",
            ),
        ]


class OfferSweep(models.Model):
    """How far the sweep of a month came: `after` is the last resident it looked at."""

    month = models.DateField(primary_key=True)
    after = models.UUIDField(null=True)
    seen = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    finished = models.DateTimeField(null=True)
