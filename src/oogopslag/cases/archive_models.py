"""Lists of what is destroyed (vernietigingslijst): they outlive what they name, without content."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id


class DestructionList(models.Model):
    """Cases whose day has come: prepared by the worker, put forward by one, approved by another.

    `statement` is the declaration of destruction (verklaring van vernietiging), written when the
    last case is gone and kept for good.
    """

    PREPARED, PROPOSED, APPROVED, DONE = "prepared", "proposed", "approved", "done"

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, default=PREPARED)
    prepared = models.DateTimeField()
    proposed_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True)
    done = models.DateTimeField(null=True)
    statement = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="cases_destruction_ix")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="prepared"),
                name="cases_one_list_prepared",
            )
        ]


class DestructionLine(models.Model):
    """One case on such a list: number, service, days and ground; never who it was about.

    `left_out` says why it was not destroyed with this list (hold, objection, payment, default,
    not_yet); `files` are stored files still to be removed.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    listing = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="lines")
    case = models.UUIDField()
    number = models.CharField(max_length=16)
    service = models.CharField(max_length=60)
    outcome = models.CharField(max_length=12)
    closed = models.DateField()
    archive_on = models.DateField()
    ground = models.CharField(max_length=200)
    left_out = models.CharField(max_length=10, blank=True)
    destroyed = models.DateTimeField(null=True)
    files = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["listing", "id"],
                condition=Q(destroyed=None, left_out=""),
                name="cases_to_destroy_ix",
            ),
            models.Index(fields=["listing", "service", "number"], name="cases_destroyed_ix"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_out=""), name="cases_destroyed_once"
            )
        ]
