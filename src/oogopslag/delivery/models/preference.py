"""What residents want to be told about, and how often we broke our quiet hours."""

from django.db import models

from oogopslag.core.values import new_id


class Preference(models.Model):
    """Whether a service may notify by a channel; no row means: as the channel's own choice.

    `service` empty with channel "*" holds the general choice for services that are new.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10)
    wanted = models.BooleanField()
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "service", "channel"], name="delivery_preference_once"
            ),
        ]


class QuietBreak(models.Model):
    """How often an organisation notified in quiet hours, by month and reason; anybody may see."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    month = models.DateField()
    reason = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "reason"], name="delivery_quiet_break_once"
            ),
        ]
