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
