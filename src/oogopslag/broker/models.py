"""Joining: claims, letters, forms, owners."""

from django.db import models

from oogopslag.broker.models_integrator import ContractRun, EndPoint
from oogopslag.broker.models_manager import (
    AgreedPromise,
    App,
    FundLine,
    FundProposal,
    Initiative,
    Ruling,
    Shift,
    Track,
)  # fmt: skip
from oogopslag.broker.models_motivator import (
    Escalation,
    Joining,
    Measure,
    Proof,
    SharedContract,
    Vote,
    Wish,
)  # fmt: skip
from oogopslag.core.values import new_id

__all__ = [
    "AgreedPromise", "App", "Claim", "ContractRun", "EndPoint", "Escalation", "FormType",
    "FundLine", "FundProposal", "Initiative", "Joining", "LetterType", "Measure", "Proof",
    "Ruling", "SharedContract", "Shift", "Track", "Vote", "Wish",
]  # fmt: skip


class Claim(models.Model):
    """Somebody says: this organisation is mine. Until both ways confirm it: test residents only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=16)
    slug = models.SlugField(max_length=64)
    name = models.CharField(max_length=200)
    claimant = models.CharField(max_length=120)
    owner = models.CharField(max_length=120, blank=True)
    staff = models.UUIDField()
    made = models.DateTimeField()
    eherkenning = models.DateTimeField(null=True)
    second = models.DateTimeField(null=True)
    second_digest = models.CharField(max_length=64, blank=True)
    second_sent = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    first_reply = models.DateTimeField(null=True)
    first_answer = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["slug"], name="broker_claim_slug_ix")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(eherkenning__isnull=False, second__isnull=False),
                name="broker_confirmed_once",
            )
        ]


class LetterType(models.Model):
    """One kind of letter of an organisation, with its check and its way to answer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="letters")
    title = models.CharField(max_length=120)
    text = models.TextField()
    check_result = models.JSONField()
    short_code = models.CharField(max_length=8, unique=True)
    mailbox = models.CharField(max_length=254, blank=True)
    answer_within = models.PositiveSmallIntegerField(null=True)  # working days, or
    answer_within_hours = models.PositiveSmallIntegerField(null=True)  # working hours
    added = models.DateTimeField()

    @property
    def can_be_answered(self) -> bool:
        return self.answer_within is not None or self.answer_within_hours is not None


class FormType(models.Model):
    """One form as it was handed in: what could be read of it, and which questions are double."""

    id = models.UUIDField(primary_key=True, default=new_id)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="forms")
    title = models.CharField(max_length=120)
    pages = models.PositiveIntegerField()
    readable = models.BooleanField()
    questions = models.JSONField(default=list)
    known = models.JSONField(default=dict)
    checksum = models.CharField(max_length=64)
    added = models.DateTimeField()
