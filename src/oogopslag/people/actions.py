"""Everything that changes who is known here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import SYSTEM, Actor, Bsn
from oogopslag.journal import actions as journal
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
    workplaces,
)
from oogopslag.people.errors import DeceasedCannotSignIn
from oogopslag.people.models import (
    Account,
    ChannelWish,
    Membership,
    Organisation,
    Resident,
    Staff,
)

make_client = clients.make
revoke_client = clients.revoke
change_client = clients.change
client_by_bearer = clients.by_bearer
client_by_secret = clients.by_secret
client_by_certificate = clients.by_certificate
client_by_assertion = clients.by_assertion
token_for = clients.token_for
spend = limits.spend
spend_trial = limits.spend_trial
note_call = calls.note
once = calls.once
keep_answers = calls.keep
simulator = recipients.simulator
move_sandbox = sandboxes.move
reseal = sealing.reseal
sent_urgently = clients.sent_urgently
choose_workplace = workplaces.choose_workplace

give_mandate = mandates.give
take_mandate = mandates.take
stand_for_child = mandates.stand_for_child
appoint = representing.appoint
contest = representing.contest
uphold = representing.uphold
dismiss = representing.dismiss
told_in = representing.told_in
doubt_death = deaths.doubt
settle_death = deaths.settle
end_mandate = mandates.end
note_mandate = mandates.note


@dataclass(frozen=True, kw_only=True)
class OrganisationData:
    """A government body as content/ describes it; `name` and `desk` are texts by language."""

    slug: str
    name: Mapping[str, str]
    layer: str
    tooi: str = ""
    oin: str = ""
    rsin: str = ""
    brand: str = "#0b5f6c"
    phone: str = ""
    desk: Mapping[str, str]
    fictional: bool = False


def register_resident(bsn: Bsn, *, name: str = "", deceased_on: date | None = None) -> Resident:
    """The resident with this BSN, made when new; a name or date of death is taken over.

    A death that a register says no more is undone by two people (deaths.py), never by silence.
    """
    resident, made = Resident.objects.get_or_create(
        bsn_hash=bsns.hashed(bsn),
        defaults={
            "bsn_encrypted": bsns.encrypted(bsn),
            "name": name,
            "deceased_on": deceased_on,
            "deceased_seen": timezone.now() if deceased_on else None,
        },
    )
    died = deceased_on is not None and deceased_on != resident.deceased_on
    if not made and ((name and name != resident.name) or died):
        resident.name = name or resident.name
        if died:
            resident.deceased_on = deceased_on
            resident.deceased_seen = resident.deceased_seen or timezone.now()
        resident.save(update_fields=["name", "deceased_on", "deceased_seen"])
    return resident


@transaction.atomic
def welcome_resident(bsn: Bsn, *, level: str) -> Account:
    """The login of this resident, made at first arrival; `level` is the level of assurance.

    Raises DeceasedCannotSignIn.
    """
    resident = register_resident(bsn)
    if resident.deceased_on:
        raise DeceasedCannotSignIn
    account = resident.account
    if account is None:
        account = Account.objects.create(kind=Account.RESIDENT, username=f"r-{resident.id}")
        resident.account = account
        resident.save(update_fields=["account"])
    actor = Actor(kind="resident", id=str(resident.id))
    journal.write("people.arrived", actor=actor, resident=resident.id, level=level)
    return account


@transaction.atomic
def welcome_staff(subject: str, name: str, roles: Mapping[str, Sequence[str]]) -> Account:
    """The login of a member of staff; `roles` (by organisation slug) replace what they had.

    An organisation that is not known here gives no role.
    """
    account, _ = Account.objects.get_or_create(
        username=f"s-{subject}"[:64], defaults={"kind": Account.STAFF}
    )
    staff, _ = Staff.objects.update_or_create(account=account, defaults={"name": name})
    staff.memberships.all().delete()
    known = Organisation.objects.filter(slug__in=roles)
    Membership.objects.bulk_create(
        Membership(staff=staff, organisation=organisation, role=role)
        for organisation in known
        for role in roles[organisation.slug]
    )
    journal.write(
        "people.staff_arrived",
        actor=Actor(kind="staff", id=str(staff.id)),
        roles=sorted({role for names in roles.values() for role in names}),
    )
    return account


@transaction.atomic
def set_roles(staff_id: UUID, slug: str, roles: Sequence[str]) -> None:
    """What somebody may do for one organisation from now on; their other places stay."""
    staff = Staff.objects.select_for_update(no_key=True).get(id=staff_id)
    organisation = Organisation.objects.get(slug=slug)
    staff.memberships.filter(organisation=organisation).delete()
    Membership.objects.bulk_create(
        Membership(staff=staff, organisation=organisation, role=role) for role in roles
    )
    journal.write(
        "people.roles_set",
        actor=SYSTEM,
        organisation=slug,
        staff=staff_id,
        roles=sorted(roles),
    )


def register_organisation(data: OrganisationData) -> Organisation:
    """The organisation with this slug, as content/ says it is now."""
    values: dict[str, Any] = {k: v for k, v in data.__dict__.items() if k != "slug"}
    organisation, _ = Organisation.objects.update_or_create(slug=data.slug, defaults=values)
    return organisation


def hold_organisation(organisation: Organisation) -> None:
    """Until the transaction ends nobody else holds it; rows that refer to it can still be made."""
    list(Organisation.objects.select_for_update(no_key=True).filter(id=organisation.id))


def set_language(account: Account, language: str) -> None:
    """The language of pages and letters for this login."""
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])


@transaction.atomic
def wish(resident: Resident, channel: str, *, address: str = "", agreed: bool) -> None:
    """Agreement to be told by a channel, or its withdrawal (Awb 2:8); an address alone is none."""
    now = timezone.now()
    ChannelWish.objects.update_or_create(
        resident=resident,
        channel=channel,
        defaults={
            "address": address,
            "agreed": now if agreed else None,
            "withdrawn": None if agreed else now,
            "broken": None,
        },
    )
    journal.write(
        "people.wish_changed",
        actor=Actor(kind="resident", id=str(resident.id)),
        resident=resident.id,
        channel=channel,
        agreed=agreed,
    )


def rotate_keys() -> int:
    """Encrypts every BSN with the first of the keys; gives how many. Raises UnknownKey.

    Never call it inside a transaction: it makes short ones.
    """
    count = sealing.reseal(Resident.objects.filter(sandbox=None), "bsn_encrypted")
    with transaction.atomic():
        journal.write("people.bsn_key_rotated", actor=SYSTEM, residents=count)
    return count


@transaction.atomic
def address_broke(resident: UUID, channel: str, address: str) -> bool:
    """What goes to this address comes back for good; False when they have another one by now.

    By letter: the address is that of the register of persons, and not kept here.
    """
    if channel == ChannelWish.LETTER:
        ChannelWish.objects.get_or_create(resident_id=resident, channel=channel)
    rows = ChannelWish.objects.filter(
        resident_id=resident, channel=channel, address=address, broken=None
    )
    if not rows.update(broken=timezone.now()):
        return False
    journal.write("people.address_broke", actor=SYSTEM, resident=resident, channel=channel)
    return True


@transaction.atomic
def address_mended(resident: Resident, actor: Actor) -> None:
    """The resident says that post reaches them again: their address in the register is right."""
    rows = ChannelWish.objects.filter(resident=resident, channel=ChannelWish.LETTER)
    if rows.exclude(broken=None).update(broken=None):
        journal.write(
            "people.address_mended", actor=actor, resident=resident.id, channel=ChannelWish.LETTER
        )


@transaction.atomic
def sign_out_everywhere(account: Account) -> int:
    """Ends every session of this login; gives how many."""
    sessions = list(UserSession.objects.filter(user_id=account.pk))
    for session in sessions:
        session.end()
    # A new (unusable) password changes the hash in every session: also those not in the list.
    account.set_unusable_password()
    account.save(update_fields=["password"])
    journal.write(
        "people.signed_out_everywhere",
        actor=Actor(kind="staff" if account.is_staff else "resident", id=str(account.id)),
        sessions=len(sessions),
    )
    return len(sessions)


def register_many(rows: Iterable[tuple[Bsn, str]], *, batch: int = 2_000) -> int:
    """Registers new residents in bulk, by (BSN, name); those known already are left alone."""
    made = Resident.objects.bulk_create(
        (
            Resident(bsn_hash=bsns.hashed(bsn), bsn_encrypted=bsns.encrypted(bsn), name=name)
            for bsn, name in rows
        ),
        batch_size=batch,
        ignore_conflicts=True,
    )
    return len(made)
