"""Which content this database was last filled from."""

from django.db import models

from oogopslag.core.values import new_id


class ContentVersion(models.Model):
    """One loading of content/: its hash names the laws and texts that decisions rest on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    loaded = models.DateTimeField(auto_now_add=True)


class RuleVersion(models.Model):
    """A version of a law on its way: draft, proposed by one person, published by another.

    `text` is the whole version in our own form; it is kept whatever state it is in. `valid_from`
    and `digest` are those of the text that was proposed. `running` says whether cases that run
    on the first day follow the new version, or keep the one under which they came in.
    """

    DRAFT, PROPOSED, PUBLISHED = "draft", "proposed", "published"

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    scheme = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=DRAFT)
    text = models.TextField()
    reason = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    running = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "valid_from"],
                condition=models.Q(state="published"),
                name="catalogue_one_rule_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("proposed_by")),
                name="catalogue_rule_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(
                    proposed_by__isnull=False, approved_by__isnull=False, valid_from__isnull=False
                ),
                name="catalogue_rule_published_by_two",
            ),
        ]


class FollowedVersion(models.Model):
    """A version of a law, shipped or published, that running cases have followed to the last."""

    digest = models.CharField(max_length=64, primary_key=True)
    scheme = models.CharField(max_length=60)
    followed = models.DateTimeField(auto_now_add=True)
