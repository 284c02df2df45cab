"""Remarks on guides, reviews of their words, and counts of how well forms are recognised."""

from django.db import models

from oogopslag.core.values import new_id


class Remark(models.Model):
    """What somebody says of a field: text only. No resident is named and no picture exists."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.SlugField(max_length=64)
    guide = models.CharField(max_length=120)
    edition = models.CharField(max_length=20)
    field = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=1000, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    due = models.DateField()
    handled = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    changed = models.BooleanField(default=False)  # the form or its words were changed for it

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "due", "id"],
                condition=models.Q(handled=None),
                name="paper_remark_open_ix",
            )
        ]


class Review(models.Model):
    """A named person approved exactly these words of a guide in one language."""

    id = models.UUIDField(primary_key=True, default=new_id)
    guide = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    reviewer = models.UUIDField()
    reviewer_name = models.CharField(max_length=200)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "language", "digest"], name="paper_review_once"
            )
        ]


class Quality(models.Model):
    """A count kept as it happens: of a guide's edition, a field (or none), a kind."""

    id = models.UUIDField(primary_key=True, default=new_id)
    guide = models.CharField(max_length=120)
    edition = models.CharField(max_length=20)
    field = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "edition", "field", "kind"], name="paper_quality_once"
            )
        ]
