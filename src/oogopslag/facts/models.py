"""Facts, the people beside somebody, sources, contradictions and the log of use."""

from django.db import models

from oogopslag.core.values import new_id

RESIDENT = "people.Resident"


class Fact(models.Model):
    """One fact of one resident from one source; `value` in the form of encoding.py."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=30)
    value = models.JSONField()
    as_of = models.DateField()
    fetched = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "name", "source"], name="facts_fact_once_a_source"
            ),
        ]


class Relative(models.Model):
    """Somebody beside a resident: partner, child or co-resident, as the register shows them."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    person_hash = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    more = models.JSONField(default=dict)
    """What other registers add: {source: {"as_of": day, "facts": {…}}}."""

    class Meta:
        indexes = [models.Index(fields=["resident", "relation"], name="facts_relative_ix")]


class SourceState(models.Model):
    """How the last question to one source about one resident went."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=30)
    asked = models.DateTimeField()
    last_good = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    relations = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "source"], name="facts_source_once"),
        ]


class Contradiction(models.Model):
    """A resident says that a registered fact is wrong; open until the source's owner answers."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=30)
    registered = models.JSONField(null=True)
    stated = models.JSONField()
    explanation = models.TextField(blank=True)
    made = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)  # changed | kept
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "name"], name="facts_contradiction_ix"),
            models.Index(fields=["source", "id"], name="facts_contradiction_source_ix"),
        ]


class DataUse(models.Model):
    """One line under "Wie gebruikte mijn gegevens": who used which facts, for what."""

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    moment = models.DateTimeField()
    who = models.JSONField()
    purpose = models.JSONField()
    names = models.JSONField()
    service = models.CharField(max_length=60, blank=True)
    activity = models.CharField(max_length=200, blank=True)
    trace = models.CharField(max_length=32, blank=True)
    span = models.CharField(max_length=16, blank=True)
    parent = models.CharField(max_length=16, blank=True)
    foreign = models.CharField(max_length=64, blank=True)  # the other body that was asked or asks
    began = models.DateTimeField(null=True)  # `moment` is the end
    status = models.CharField(max_length=5, default="Ok")  # Ok | Error

    class Meta:
        indexes = [models.Index(fields=["resident", "id"], name="facts_use_ix")]


class TwinRecord(models.Model):
    """What a demo twin of a register answers about one person; never a BSN in it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=30)
    payload = models.JSONField()
    address = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_hash", "source"], name="facts_twin_once"),
        ]
        indexes = [models.Index(fields=["address", "id"], name="facts_twin_address_ix")]
