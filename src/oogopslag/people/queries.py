"""What can be asked about who is who."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings

from oogopslag.core.values import Bsn
from oogopslag.people import bsn as bsns
from oogopslag.people import (
    calls,
    clients,
    deaths,
    limits,
    mandates,
    recipients,
    representing,
    sandboxes,
    sealing,
)
from oogopslag.people import workplaces as working
from oogopslag.people.adapters import court_register
from oogopslag.people.errors import UnknownResident
from oogopslag.people.models import (
    Account,
    Call,
    ChannelWish,
    Client,
    Membership,
    Organisation,
    Resident,
    Staff,
)

workplaces = working.workplaces
kept_before = calls.kept_before
recipient = recipients.of_bsn
recipients_of = recipients.of_bsns
unreachable = recipients.unreachable
SIMULATORS = recipients.SIMULATORS
sandbox_ahead = sandboxes.ahead
simulated = sandboxes.simulated
simulated_of = sandboxes.simulated_of
rate = limits.rate
seal = sealing.seal
unseal = sealing.unseal
TRIAL_A_DAY = limits.TRIAL_A_DAY
TOKEN_LASTS = clients.TOKEN_LASTS

mandate_held = mandates.held
mandates_given = mandates.given_by
mandates_held = mandates.held_by
mandates_held_for = mandates.held_for
represented_by = representing.recorded_by
REPRESENTATION_ROLES = representing.RECORDS
death_doubts = deaths.waiting
doubted_of = deaths.resident_of
DEATH_SETTLES = deaths.SETTLES
measures_of = court_register.look_up
Measure = court_register.Measure


@dataclass(frozen=True, kw_only=True)
class ChannelWishView:
    """One channel as the resident chose it."""

    channel: str
    address: str
    agreed: datetime | None
    broken: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether they may and can be told by it."""
        return self.agreed is not None and self.broken is None


@dataclass(frozen=True, kw_only=True)
class SessionView:
    """One place where this login is open."""

    device: str
    since: datetime
    current: bool


def resident_of(account: Account) -> Resident | None:
    return getattr(account, "resident", None)  # joined by the login; else one query


def staff_of(account: Account) -> Staff | None:
    return getattr(account, "staff", None)


def resident_by_bsn(bsn: Bsn) -> Resident:
    """Raises UnknownResident."""
    found = Resident.objects.filter(bsn_hash=bsns.hashed(bsn)).first()
    if found is None:
        raise UnknownResident
    return found


def resident_by_id(key: UUID) -> Resident:
    """Raises UnknownResident."""
    found = Resident.objects.filter(id=key).select_related("account").first()
    if found is None:
        raise UnknownResident
    return found


def residents_by_id(keys: Iterable[UUID]) -> dict[UUID, Resident]:
    """Those of these ids that exist; one query."""
    rows = Resident.objects.filter(id__in=set(keys)).select_related("account")
    return {row.id: row for row in rows}


def bsn_of(resident: Resident) -> Bsn:
    """For talking to registers only: never for a page, a URL or a log."""
    return bsns.decrypted(resident.bsn_encrypted)


def hash_of(bsn: Bsn) -> str:
    """The keyed hash under which other rooms may store rows of a person."""
    return bsns.hashed(bsn)


def language_of(resident: Resident) -> str:
    return resident.account.language if resident.account else "nl"


def residents_after(after: UUID | None, limit: int) -> list[Resident]:
    """Residents in the order of their ids, for a task that looks at all of them in batches."""
    rows = Resident.objects.filter(id__gt=after) if after else Resident.objects.all()
    return list(rows.order_by("id")[:limit])


def organisation(slug: str) -> Organisation:
    """Raises Organisation.DoesNotExist: slugs come from content, not from people."""
    return Organisation.objects.get(slug=slug)


def organisation_or_none(slug: str) -> Organisation | None:
    """For names that come from settings or other systems."""
    return Organisation.objects.filter(slug=slug).first()


def organisations() -> list[Organisation]:
    return list(Organisation.objects.order_by("slug"))


def organisations_of(staff: Staff, role: str = "") -> list[Organisation]:
    """Where this person has `role`; without it: any role that sees residents' cases."""
    held = Membership.objects.filter(staff=staff)
    held = held.filter(role=role) if role else held.exclude(role__in=Membership.WITHOUT_CASES)
    ids = held.values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).order_by("slug"))


def roles_of(staff: Staff, organisation_slug: str) -> frozenset[str]:
    return frozenset(
        Membership.objects.filter(staff=staff, organisation__slug=organisation_slug).values_list(
            "role", flat=True
        )
    )


def staff_by_id(key: UUID) -> Staff:
    """Raises Staff.DoesNotExist: ids come from our own rows."""
    return Staff.objects.select_related("account").get(id=key)


def places_with_role(staff: Staff, role: str) -> list[str]:
    """The slugs of the organisations where somebody has this role."""
    return list(
        Membership.objects.filter(staff=staff, role=role)
        .order_by("organisation__slug")
        .values_list("organisation__slug", flat=True)
    )


def works_for(staff_id: UUID, organisation_slug: str) -> bool:
    """Whether somebody with this id works on cases of this organisation."""
    rows = Membership.objects.filter(staff_id=staff_id, organisation__slug=organisation_slug)
    return rows.exclude(role__in=Membership.WITHOUT_CASES).exists()


def colleagues(organisation: Organisation) -> list[Staff]:
    """Everybody who works on cases of an organisation, by name."""
    held = Membership.objects.filter(organisation=organisation)
    ids = held.exclude(role__in=Membership.WITHOUT_CASES).values("staff_id")
    return list(Staff.objects.filter(id__in=ids).order_by("name"))


def may(staff: Staff, organisation_slug: str, *roles: str) -> bool:
    """Whether this person has one of the roles there; any role when none is named."""
    held = roles_of(staff, organisation_slug)
    return bool(held & set(roles)) if roles else bool(held)


def wishes(resident: Resident) -> list[ChannelWishView]:
    rows = ChannelWish.objects.filter(resident=resident).order_by("channel")
    return [_wish(row) for row in rows]


def broken_ways(resident: Resident) -> list[ChannelWishView]:
    """What comes back when we tell this resident so; one query, mostly of nothing."""
    rows = ChannelWish.objects.filter(resident=resident, broken__isnull=False).order_by("channel")
    return [_wish(row) for row in rows if row.agreed or row.channel == ChannelWish.LETTER]


def _wish(row: ChannelWish) -> ChannelWishView:
    return ChannelWishView(
        channel=row.channel, address=row.address, agreed=row.agreed, broken=row.broken
    )


def sessions(account: Account, current_key: str | None) -> list[SessionView]:
    rows = UserSession.objects.filter(user_id=account.pk).order_by("-created_at")
    return [
        SessionView(
            device=row.user_agent,
            since=row.created_at,
            current=row.session_key == current_key,
        )
        for row in rows[:20]
    ]


def bsn_by_hash(person_hash: str) -> Bsn | None:
    """The BSN of somebody known here, for adapters that must name relatives to a register."""
    found = Resident.objects.filter(bsn_hash=person_hash).first() if person_hash else None
    return bsn_of(found) if found else None


def resident_by_hash(person_hash: str) -> Resident | None:
    """Somebody known here, by the keyed hash of their BSN."""
    return Resident.objects.filter(bsn_hash=person_hash).first() if person_hash else None


def ids_by_hash(hashes: Sequence[str]) -> dict[str, UUID]:
    """The ids of residents who are known here, by keyed hash; one query for each 500."""
    found: dict[str, UUID] = {}
    for start in range(0, len(hashes), 500):
        rows = Resident.objects.filter(bsn_hash__in=hashes[start : start + 500])
        found |= dict(rows.values_list("bsn_hash", "id"))
    return found


def digest_of(body: bytes) -> str:
    """A keyed hash of a request body: it may hold a BSN, so a plain hash could be guessed back."""
    secret = settings.BSN_PEPPER.encode()
    return hmac.new(secret, b"body:" + body, hashlib.sha256).hexdigest()


def clients_of(organisation: Organisation) -> list[Client]:
    """The keys of an organisation, newest first; at most a hundred."""
    return list(Client.objects.filter(organisation=organisation).order_by("-id")[:100])


def client_of(organisation: Organisation, client_id: UUID) -> Client | None:
    return Client.objects.filter(organisation=organisation, id=client_id).first()


def calls_of(client: Client, before: UUID | None = None, limit: int = 50) -> list[Call]:
    """The developer's log of one key, newest first; `before` is the last line already shown."""
    rows = Call.objects.filter(client=client)
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def wishes_of(residents: list[UUID]) -> dict[UUID, list[ChannelWishView]]:
    """The wishes of many residents in one query."""
    found: dict[UUID, list[ChannelWishView]] = {}
    for row in ChannelWish.objects.filter(resident_id__in=residents).order_by("channel"):
        found.setdefault(row.resident_id, []).append(_wish(row))
    return found
