"""Accounts, residents, organisations and their staff."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from oogopslag.core.values import new_id
from oogopslag.people.death_models import DeathDoubt  # noqa: F401 -- Django finds it here
from oogopslag.people.mandate_models import Mandate  # noqa: F401 -- the same


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
    deceased_seen = models.DateTimeField(null=True)  # since when nobody could sign in here
    created = models.DateTimeField(auto_now_add=True)
    # Both only for the made-up residents of an organisation's sandbox; they have no BSN.
    sandbox = models.ForeignKey(
        "people.Organisation",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    simulator = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["sandbox", "simulator"],
                condition=models.Q(sandbox__isnull=False),
                name="people_sandbox_ix",
            )
        ]

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
    DEVELOP = "develop"  # makes keys for machines; sees no case
    BROKER = "broker"  # sees aggregates of every organisation; no case, thread or resident
    OWN = "own"  # looks after an organisation's part in this: joining, figures, plans
    TRY = "try"  # tries it with the test resident, for a body that is only claimed so far
    ROLES = [
        (role, role) for role in (TREAT, ADVISE, DECIDE, COORDINATE, DEVELOP, BROKER, OWN, TRY)
    ]
    WITHOUT_CASES = (DEVELOP, BROKER, OWN, TRY)

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
    broken = models.DateTimeField(null=True)  # mail or text to this address came back for good

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "channel"], name="people_wish_once"),
        ]


class Client(models.Model):
    """A machine of an organisation (koppeling) that may call the API; only a hash of its key."""

    NORMAL, TEAM, TEST = "normal", "team", "test"
    KINDS = [(kind, kind) for kind in (NORMAL, TEAM, TEST)]

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=KINDS)
    secret_hash = models.CharField(max_length=64)
    public_key = models.TextField(blank=True)  # PEM, for private_key_jwt
    certificate = models.CharField(max_length=64, blank=True)  # SHA-256, for mutual TLS
    guests = models.JSONField(default=list)  # keyed hashes of the BSNs a team key may write to
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    last_used = models.DateField(null=True)
    day = models.DateField(null=True)  # with used_today: the trial's allowance
    used_today = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["organisation", "id"], name="people_client_ix")]

    def __str__(self) -> str:
        return f"client {self.id}"


class Bucket(models.Model):
    """The tokens a client has left (token bucket); one token is one item."""

    client = models.OneToOneField(Client, primary_key=True, on_delete=models.CASCADE)
    tokens = models.FloatField()
    filled = models.DateTimeField()


class Call(models.Model):
    """A line in the log that an organisation's developer reads: never a body, never a BSN."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    moment = models.DateTimeField(auto_now_add=True)
    method = models.CharField(max_length=7)
    route = models.CharField(max_length=120)
    status = models.PositiveSmallIntegerField()
    problem = models.CharField(max_length=60, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["client", "id"], name="people_call_ix")]


class Answered(models.Model):
    """What the first call with an Idempotency-Key was answered: a repeat gets the same."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    digest = models.CharField(max_length=64)
    subject = models.UUIDField(null=True)
    answer = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="people_answered_once"),
        ]


class SeenAssertion(models.Model):
    """A signed assertion (private_key_jwt) that was used: it is good for one token."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()


class Sandbox(models.Model):
    """How far the clock of an organisation's sandbox was moved forward."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE)
    ahead = models.PositiveBigIntegerField(default=0)  # seconds
