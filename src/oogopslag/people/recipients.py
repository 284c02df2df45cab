"""Whom a machine may write to: residents, its guests, or the simulators of its sandbox."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Bsn
from oogopslag.people import bsn as bsns
from oogopslag.people.errors import (
    MachineError,
    NotAGuest,
    UnknownRecipient,
    WrongKindOfKey,
)
from oogopslag.people.models import ChannelWish, Client, Organisation, Resident

SIMULATORS = {
    "delivered": "opens what is sent",
    "bounces-once": "the first try fails, the second arrives",
    "bounces-always": "no try ever arrives",
    "opted-out": "takes no digital post: a letter goes",
    "never-opens": "gets everything, opens nothing",
    "replies": "answers after a minute",
    "contradicts": "answers after a minute that a value is not right",
}


def of_bsn(client: Client, bsn: Bsn) -> Resident:
    """Somebody this key may write to. Raises UnknownRecipient, NotAGuest, WrongKindOfKey."""
    if client.kind == Client.TEST:
        raise WrongKindOfKey
    key = bsns.hashed(bsn)
    if client.kind == Client.TEAM and key not in client.guests:
        raise NotAGuest
    found = Resident.objects.filter(bsn_hash=key).select_related("account").first()
    if found is None:
        raise UnknownRecipient
    return found


def of_bsns(client: Client, numbers: list[Bsn]) -> dict[str, Resident]:
    """Those of many that are known and may be written to, by number; one query."""
    if client.kind == Client.TEST:
        return {}
    keys = {bsns.hashed(bsn): bsn.number for bsn in numbers}
    if client.kind == Client.TEAM:
        keys = {key: number for key, number in keys.items() if key in client.guests}
    rows = Resident.objects.filter(bsn_hash__in=keys).select_related("account")
    return {keys[row.bsn_hash]: row for row in rows}


def unreachable(client: Client) -> MachineError:
    """Why somebody is not among those of `of_bsns`."""
    wrong: dict[str, type[MachineError]] = {Client.TEST: WrongKindOfKey, Client.TEAM: NotAGuest}
    return wrong.get(client.kind, UnknownRecipient)()


def simulator(client: Client, name: str) -> Resident:
    """A resident that does not exist, of this organisation's own. Raises WrongKindOfKey."""
    if client.kind != Client.TEST or name not in SIMULATORS:
        raise WrongKindOfKey
    text = f"sandbox:{client.organisation.id}:{name}".encode()
    key = hmac.new(settings.BSN_PEPPER.encode(), text, hashlib.sha256).hexdigest()
    found = Resident.objects.filter(bsn_hash=key).select_related("account").first()
    return found or _simulated(client.organisation, name, key)


@transaction.atomic
def _simulated(organisation: Organisation, name: str, key: str) -> Resident:
    made, new = Resident.objects.select_related("account").get_or_create(
        bsn_hash=key,
        defaults={"name": f"Proef {name}", "sandbox": organisation, "simulator": name},
    )
    if new:
        now, out = timezone.now(), name == "opted-out"
        address = f"{name}@simulator.invalid"
        ChannelWish.objects.create(
            resident=made,
            channel="digital" if out else ChannelWish.EMAIL,
            address="" if out else address,
            agreed=None if out else now,
            withdrawn=now if out else None,
        )
    return made
