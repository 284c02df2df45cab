"""When our digital entrance did not work."""

from django.db import models
from django.db.models import Q

from oogopslag.core.values import new_id
from oogopslag.inbox.models.thread import ORGANISATION


class Outage(models.Model):
    """An outage (storing) of one organisation's digital entrance; no organisation: of all of us.

    Terms of residents that ended meanwhile are moved in the background; `moved` says when the last
    one was.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField()
    recorded = models.DateTimeField(auto_now_add=True)
    moved = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(moved=None), name="inbox_outage_ix"),
            models.Index(fields=["until"], name="inbox_outage_until_ix"),
        ]
