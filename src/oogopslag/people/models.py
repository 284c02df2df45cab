"""Accounts, residents, organisations and their staff."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from oogopslag.core.values import new_id


class AccountManager(BaseUserManager["Account"]):
    """Django's authentication asks for one; accounts are made by `actions.welcome_*` only."""


class Account(AbstractBaseUser):
    """A login: whose assertions we accept. Holds no name and no BSN."""

    RESIDENT, STAFF = "resident", "staff"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10, choices=[(RESIDENT, RESIDENT), (STAFF, STAFF)])
    username = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"

    @property
    def is_staff(self) -> bool:
        return self.kind == self.STAFF


class Resident(models.Model):
    """A person (inwoner), known by a pseudonym; the BSN is encrypted and found by keyed hash."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.OneToOneField(
        Account, null=True, on_delete=models.SET_NULL, related_name="resident"
    )
    bsn_encrypted = models.TextField()
    bsn_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    deceased_on = models.DateField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"resident {self.id}"


class Organisation(models.Model):
    """A government body; `slug` is its name in content/ and in journal lines."""

    id = models.UUIDField(primary_key=True, default=new_id)
    slug = models.SlugField(max_length=64, unique=True)
    name = models.JSONField()
    layer = models.CharField(max_length=20)
    tooi = models.URLField(blank=True)
    oin = models.CharField(max_length=20, blank=True)
    rsin = models.CharField(max_length=9, blank=True)
    brand = models.CharField(max_length=7, default="#0b5f6c")
    phone = models.CharField(max_length=40, blank=True)
    desk = models.JSONField(default=dict)
    fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class Staff(models.Model):
    """A civil servant's person; what they may do stands in their memberships."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.OneToOneField(
        Account, null=True, on_delete=models.SET_NULL, related_name="staff"
    )
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"staff {self.id}"


class Membership(models.Model):
    """What a member of staff may do for one organisation."""

    TREAT, ADVISE, DECIDE, COORDINATE = "treat", "advise", "decide", "coordinate"
    ROLES = [(role, role) for role in (TREAT, ADVISE, DECIDE, COORDINATE)]

    id = models.UUIDField(primary_key=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=ROLES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "organisation", "role"], name="people_membership_once"
            ),
        ]


class ChannelWish(models.Model):
    """How a resident wants to be told, per channel; no row means: not by that channel.

    Awb 2:8 (Wmebv): an address is not consent; `agreed` is, and it can be taken back.
    """

    EMAIL, PUSH, SMS, LETTER = "email", "push", "sms", "letter"

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="wishes")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    agreed = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "channel"], name="people_wish_once"),
        ]
