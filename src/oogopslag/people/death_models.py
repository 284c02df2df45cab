"""A date of death that was wrong."""

from django.db import models

from oogopslag.core.values import new_id


class DeathDoubt(models.Model):
    """Somebody says, with a reason, that a recorded death is wrong; a colleague settles it.

    `deceased_on` is what was recorded and `seen` since when; `undone` False: it stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    deceased_on = models.DateField()
    seen = models.DateTimeField(null=True)
    reason = models.TextField()
    staff = models.UUIDField()
    made = models.DateTimeField()
    settled = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=models.Q(settled=None),
                name="people_one_death_doubt",
            ),
        ]
