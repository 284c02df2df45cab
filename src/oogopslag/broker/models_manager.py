"""Strategy, roadmap, innovation fund, decisions, promises between parties, apps."""

from django.db import models

from oogopslag.core.values import new_id


class Initiative(models.Model):
    """A node of the strategy: goal, outcome, indicator or initiative; no node without its parent.

    An initiative has an owner, whole euros in cents and a day.
    """

    GOAL, OUTCOME, INDICATOR, INITIATIVE = "goal", "outcome", "indicator", "initiative"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    indicator = models.CharField(max_length=8, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    cents = models.BigIntegerField(null=True)
    due = models.DateField(null=True)


class Track(models.Model):
    """An item of the roadmap: its first date stays; the newest one stands beside it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    lane = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    organisation = models.CharField(max_length=64, blank=True)
    original = models.DateField()
    recalibrated = models.DateField(null=True)
    expected = models.DateField()
    days = models.PositiveIntegerField(default=30)
    waits_for = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followers"
    )
    stuck = models.CharField(max_length=200, blank=True)
    done = models.DateField(null=True)


class Shift(models.Model):
    """One recalibration: from, to, and why; never without a reason."""

    id = models.UUIDField(primary_key=True, default=new_id)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="shifts")
    earlier = models.DateField()
    later = models.DateField()
    reason = models.CharField(max_length=400)
    made = models.DateTimeField()


class FundProposal(models.Model):
    """A proposal to the innovation fund; amounts in cents, scores 0 to 100."""

    id = models.UUIDField(primary_key=True, default=new_id)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    lead = models.CharField(max_length=64)
    partners = models.JSONField(default=list)
    cents = models.BigIntegerField()
    own_cents = models.BigIntegerField()
    months = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=8)
    before = models.FloatField(null=True)
    residents = models.PositiveSmallIntegerField(null=True)
    experts = models.PositiveSmallIntegerField(null=True)
    granted = models.DateTimeField(null=True)
    failed = models.CharField(max_length=400, blank=True)
    made = models.DateTimeField()


class FundLine(models.Model):
    """One line of the public ledger; never changed, a correction is a new line."""

    id = models.UUIDField(primary_key=True, default=new_id)
    proposal = models.ForeignKey(FundProposal, on_delete=models.PROTECT, related_name="lines")
    part = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()
    what = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "part"], name="broker_fund_part_once")
        ]


class Ruling(models.Model):
    """A decision: question, options, evidence, who, and when it is looked at again."""

    id = models.UUIDField(primary_key=True, default=new_id)
    question = models.CharField(max_length=300)
    options = models.TextField()
    evidence = models.TextField()
    chosen = models.CharField(max_length=300)
    by = models.CharField(max_length=120)
    review = models.DateField()
    made = models.DateTimeField()


class AgreedPromise(models.Model):
    """What one party promised another, by a day; late until there is evidence."""

    id = models.UUIDField(primary_key=True, default=new_id)
    giver = models.CharField(max_length=64)
    receiver = models.CharField(max_length=64)
    what = models.CharField(max_length=200)
    due = models.DateField()
    evidence = models.CharField(max_length=200, blank=True)
    kept = models.DateField(null=True)


class App(models.Model):
    """An app in the register: what for, for how many, at what cost, until when."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=40)
    users = models.PositiveIntegerField()
    cents = models.BigIntegerField()
    status = models.CharField(max_length=1)
    sunset = models.DateField(null=True)
