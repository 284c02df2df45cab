"""Claiming an organisation: at once for test residents, for everybody after two confirmations."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.broker.adapters import eherkenning, post
from oogopslag.broker.errors import (
    AbolishedBody,
    AlreadyClaimed,
    EmptyField,
    LetterUnderWay,
    TooManyTries,
    UnknownBody,
    WrongCode,
    WrongRepresentative,
)
from oogopslag.broker.models import Claim
from oogopslag.core.values import Actor
from oogopslag.insight import actions as insight
from oogopslag.insight import queries as register
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.actions import OrganisationData

if TYPE_CHECKING:
    from oogopslag.people.models import Account

TRIES, OWNS = ("try",), ("own", "treat")
"""What a claimant may do before, and after the claim is confirmed."""
MOST_TRIES = 5
REST = timedelta(days=1)
"""Between two letters with a code: five tries a day, and no pile of paper."""


@transaction.atomic
def claim(code: str, *, name: str) -> tuple[Claim, "Account"]:
    """Makes the organisation known here; its claimant may try it with the test resident.

    Anybody can say that an organisation is theirs, so this gives no role that reaches residents,
    figures, plans or other bodies: `try` only (TRIES), until both ways confirm it (OWNS).

    Raises UnknownBody, AbolishedBody, AlreadyClaimed, EmptyField.
    """
    entry = register.entries().get(code)
    if entry is None:
        raise UnknownBody
    if not entry.exists(timezone.localdate()):
        raise AbolishedBody
    if not name.strip():
        raise EmptyField
    if Claim.objects.filter(code=code).exclude(eherkenning=None).exclude(second=None).exists():
        raise AlreadyClaimed
    # Two unconfirmed claims of one organisation see nothing of each other: each has its own slug.
    slug = _slug(code)
    people.register_organisation(
        OrganisationData(
            slug=slug,
            name={"nl": entry.name, "en": entry.name},
            layer=entry.kind,
            tooi=entry.uri,
            desk={"nl": "", "en": ""},
        )
    )
    subject = f"claim-{secrets.token_hex(8)}"
    account = people.welcome_staff(subject, name.strip()[:120], {slug: TRIES})
    staff = who.staff_of(account)
    if staff is None:
        raise UnknownBody
    made = Claim.objects.create(
        code=code, slug=slug, name=entry.name, claimant=name.strip()[:120], staff=staff.id,
        made=timezone.now(),
    )  # fmt: skip
    _write("broker.claimed", made, made.staff)
    return made, account


def _slug(code: str) -> str:
    """The code itself for the first claim, and a number behind it for the next ones."""
    newest = Claim.objects.filter(code=code).order_by("-made").values_list("slug", flat=True)
    before = newest.first()
    if before is None:
        return code
    _, _, number = before.partition("-")
    return f"{code}-{int(number or 1) + 1}"


@transaction.atomic
def confirm_with_eherkenning(key: UUID, statement: str) -> Claim:
    """Raises WrongRepresentative when the statement is of another organisation, AlreadyClaimed."""
    one = _held(key)
    if eherkenning.represented(statement, str(one.id)) != one.code:
        raise WrongRepresentative
    one.eherkenning = one.eherkenning or timezone.now()
    one.save(update_fields=["eherkenning"])
    _write("broker.confirmed", one, one.staff, way="eherkenning")
    _let_in(one)
    return one


def _held(key: UUID) -> Claim:
    """The claim, and with it every other one of its organisation, until the transaction ends.

    Raises AlreadyClaimed when another one was confirmed before it.
    """
    code = Claim.objects.values_list("code", flat=True).get(id=key)
    rows = {one.id: one for one in Claim.objects.select_for_update().filter(code=code)}
    if any(one.eherkenning and one.second for one in rows.values() if one.id != key):
        raise AlreadyClaimed
    return rows[key]


def _let_in(one: Claim) -> None:
    """Once both ways confirm it the claimant gets their roles, and the body its public place."""
    entry = register.entries().get(one.code)
    if one.eherkenning and one.second and entry is not None:
        people.set_roles(one.staff, one.slug, OWNS)
        insight.join_body(one.slug, name=entry.name, layer=entry.kind, size=entry.size,
                          urbanity=entry.urbanity)  # fmt: skip


def send_code(key: UUID) -> bool:
    """Has a letter with a fresh code posted, one a day; False where nobody can post one.

    Raises LetterUnderWay.
    """
    code = f"{secrets.randbelow(10**8):08}"
    with transaction.atomic():
        one = Claim.objects.select_for_update().get(id=key)
        if one.second_sent and timezone.now() - one.second_sent < REST:
            raise LetterUnderWay
        one.second_digest, one.second_sent, one.tries = _digest(one, code), timezone.now(), 0
        one.save(update_fields=["second_digest", "second_sent", "tries"])
    return post.post(str(one.id), one.name, code)


def _digest(one: Claim, code: str) -> str:
    told = f"{one.id}:{code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


def confirm_with_code(key: UUID, code: str) -> Claim:
    """Raises WrongCode, TooManyTries, AlreadyClaimed. A wrong try counts, whatever comes after."""
    with transaction.atomic():
        one = _held(key)
        if one.tries >= MOST_TRIES:
            raise TooManyTries
        one.tries += 1
        one.save(update_fields=["tries"])
        right = bool(one.second_digest) and hmac.compare_digest(
            _digest(one, code.strip()), one.second_digest
        )
        if right:
            one.second = one.second or timezone.now()
            one.save(update_fields=["second"])
            _write("broker.confirmed", one, one.staff, way="letter")
            _let_in(one)
    if not right:
        raise WrongCode
    return one


@transaction.atomic
def name_owner(key: UUID, name: str, *, actor: Actor) -> None:
    """Who looks after the service. Raises EmptyField."""
    if not name.strip():
        raise EmptyField
    one = Claim.objects.select_for_update().get(id=key)
    one.owner = name.strip()[:120]
    one.save(update_fields=["owner"])
    _write("broker.owner_named", one, UUID(actor.id))


def _write(name: str, one: Claim, staff: UUID, *, way: str = "") -> None:
    journal.write(
        name,
        actor=Actor(kind="staff", id=str(staff)),
        organisation=one.slug,
        claim=one.id,
        way=way or None,
    )
