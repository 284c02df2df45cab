"""End points of organisations and the runs of their contract tests."""

from django.db import models

from oogopslag.core.values import new_id


class EndPoint(models.Model):
    """Where a contract of an organisation is tested; `secret` names a setting, it holds none."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    contract = models.CharField(max_length=20)
    check_name = models.CharField(max_length=20)
    url = models.URLField(blank=True)
    secret = models.CharField(max_length=60, blank=True)
    next_run = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "contract"], name="broker_end_point_once"
            )
        ]


class ContractRun(models.Model):
    """One run: green or not, with the findings and how to mend each."""

    id = models.UUIDField(primary_key=True, default=new_id)
    end_point = models.ForeignKey(EndPoint, on_delete=models.CASCADE, related_name="runs")
    moment = models.DateTimeField()
    green = models.BooleanField()
    asked = models.BooleanField(default=True)
    findings = models.JSONField(default=list)
    kit = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["end_point", "moment"], name="broker_run_ix")]
