"""Wishes, the relay of measures, shared contracts with join moments, escalations."""

from django.db import models

from oogopslag.core.values import new_id


class Wish(models.Model):
    """What an organisation or resident wants, tied to a cell; answered in ten working days."""

    id = models.UUIDField(primary_key=True, default=new_id)
    text = models.CharField(max_length=400)
    layer = models.CharField(max_length=20)
    domain = models.CharField(max_length=20)
    made = models.DateTimeField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    escalated = models.DateTimeField(null=True)
    tally = models.PositiveIntegerField(default=0)  # its own votes, kept when one is given
    bundled = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")


class Vote(models.Model):
    """One organisation, one vote for a wish."""

    id = models.UUIDField(primary_key=True, default=new_id)
    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="votes")
    organisation = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wish", "organisation"], name="broker_vote_once")
        ]


class Measure(models.Model):
    """Something that helped: from idea to standard, with what it brought, measured."""

    id = models.UUIDField(primary_key=True, default=new_id)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    credit = models.CharField(max_length=64)
    indicator = models.CharField(max_length=8)
    made = models.DateTimeField()


class Proof(models.Model):
    """One organisation where a measure ran: the figure before and after, from its own card."""

    id = models.UUIDField(primary_key=True, default=new_id)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="proofs")
    organisation = models.CharField(max_length=64)
    before = models.FloatField()
    after = models.FloatField()
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "organisation"], name="broker_proof_once")
        ]


class SharedContract(models.Model):
    """One contract for many: needs, call, lots, join, exit; joining is refused after its day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    title = models.CharField(max_length=200)
    phase = models.CharField(max_length=10)
    join_from = models.DateField()
    join_until = models.DateField()
    open_standards = models.BooleanField()
    accessible = models.BooleanField()
    exit_tested = models.DateField(null=True)
    volume = models.PositiveIntegerField(default=0)


class Joining(models.Model):
    """An organisation that takes part in a shared contract, with its own volume."""

    id = models.UUIDField(primary_key=True, default=new_id)
    contract = models.ForeignKey(SharedContract, on_delete=models.CASCADE, related_name="members")
    organisation = models.CharField(max_length=64)
    volume = models.PositiveIntegerField()
    joined = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "organisation"], name="broker_join_once")
        ]


class Escalation(models.Model):
    """Two organisations that do not get out of it: from owner to council, each step with a term."""

    id = models.UUIDField(primary_key=True, default=new_id)
    question = models.CharField(max_length=400)
    organisation = models.CharField(max_length=64)
    other = models.CharField(max_length=64)
    step = models.PositiveSmallIntegerField(default=1)
    harm = models.BooleanField(default=False)
    made = models.DateTimeField()
    due = models.DateField()
    position = models.TextField(blank=True)
    other_position = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    closed = models.DateTimeField(null=True)
