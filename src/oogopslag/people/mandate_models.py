"""Acting for another."""

from django.db import models

from oogopslag.core.values import new_id

RESIDENT = "people.Resident"


class Mandate(models.Model):
    """Who may act for whom (machtiging), for what, until when.

    `giver` is who is acted for, `helper` who acts; empty until somebody took it with the code.
    `service` empty: for everything (a parent or legal representative). `until` is inclusive.
    """

    PARENT, PARTNER, LEGAL, HELPER = "parent", "partner", "legal", "helper"
    LOOK, ACT = "look", "act"

    id = models.UUIDField(primary_key=True, default=new_id)
    giver = models.ForeignKey(RESIDENT, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(RESIDENT, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    service = models.CharField(max_length=60, blank=True)
    scope = models.CharField(max_length=4, default=ACT)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_until = models.DateTimeField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended = models.DateTimeField(null=True)
    ground = models.CharField(max_length=200, blank=True)
    # Of a legal representative: appointed as what, recorded by whom, and what is said against it.
    role = models.CharField(max_length=14, blank=True)
    organisation = models.CharField(max_length=64, blank=True)
    thread = models.UUIDField(null=True)
    contested = models.DateTimeField(null=True)
    contest = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["giver", "id"], name="people_mandate_giver_ix"),
            models.Index(fields=["helper", "id"], name="people_mandate_helper_ix"),
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(kind="legal"),
                name="people_represented_ix",
            ),
        ]
