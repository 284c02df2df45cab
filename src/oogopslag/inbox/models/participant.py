"""Who takes part in a conversation beside its resident and its organisation."""

from django.db import models

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import RESIDENT, Thread


class Participant(models.Model):
    """A unit or a worker of the organisation, by the name that is shown, or who helps the resident.

    A helper is known by the mandate: when that ends, so does their part.
    """

    UNIT, WORKER, HELPER = "unit", "worker", "helper"

    id = models.UUIDField(primary_key=True, default=new_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    helper = models.ForeignKey(RESIDENT, null=True, on_delete=models.CASCADE, related_name="+")
    mandate = models.UUIDField(null=True)
    begin = models.DateTimeField()
    end = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="inbox_participant_ix")]
