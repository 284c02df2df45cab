"""Machines that may call us: their keys, tokens and certificates."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people import bsn as bsns
from oogopslag.people.errors import (
    AggregatesOnly,
    CertificateNeeded,
    ExpiredKey,
    NotForThisKey,
    ReplayedAssertion,
    RevokedKey,
    WrongKey,
)
from oogopslag.people.models import Client, Membership, Organisation, SeenAssertion, Staff

TOKEN_LASTS = timedelta(minutes=15)
ASSERTION_LASTS = timedelta(minutes=10)
_PREFIX = "oog"


@dataclass(frozen=True, kw_only=True)
class MadeKey:
    """A new client and its key, which is shown once and kept nowhere."""

    client: Client
    key: str


@transaction.atomic
def make(
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    staff: Staff,
    expires: datetime | None = None,
) -> MadeKey:
    """A client with a key. Raises NotForThisKey when this member of staff may not develop there."""
    _may(organisation, staff)
    secret = secrets.token_urlsafe(32)
    client = Client.objects.create(
        organisation=organisation,
        name=name.strip()[:80],
        kind=kind,
        secret_hash=_hash(secret),
        expires=expires,
    )
    _write("people.client_made", client, staff, kind=kind)
    return MadeKey(client=client, key=f"{_PREFIX}_{kind}_{client.id.hex}_{secret}")


@transaction.atomic
def revoke(organisation: Organisation, client_id: UUID, staff: Staff) -> bool:
    """Ends a key at once, and every token made with it; False when there is nothing to end."""
    _may(organisation, staff)
    client = Client.objects.filter(organisation=organisation, id=client_id, revoked=None).first()
    if client is None:
        return False
    client.revoked = timezone.now()
    client.save(update_fields=["revoked"])
    _write("people.client_revoked", client, staff)
    return True


@transaction.atomic
def change(
    organisation: Organisation,
    client_id: UUID,
    staff: Staff,
    *,
    certificate: str | None = None,
    public_key: str | None = None,
    guests: list[Any] | None = None,
) -> Client:
    """Sets a certificate (SHA-256), a public key (PEM) or the guests (BSNs) of a team key.

    Raises NotForThisKey; Client.DoesNotExist for another organisation's.
    """
    _may(organisation, staff)
    client = Client.objects.select_for_update().get(organisation=organisation, id=client_id)
    if certificate is not None:
        client.certificate = certificate.replace(":", "").lower()
    if public_key is not None:
        client.public_key = public_key
    if guests is not None:
        client.guests = [bsns.hashed(bsn) for bsn in guests]
    client.save()
    what = "certificate" if certificate is not None else "public_key" if public_key else "guests"
    _write("people.client_changed", client, staff, what=what)
    return client


@transaction.atomic
def sent_urgently(client: Client, message: UUID, reason: str) -> None:
    """Writes down that a message went before others, and why: urgent is audited."""
    journal.write(
        "people.sent_urgently",
        actor=Actor(kind="organisation", id=str(client.id)),
        organisation=client.organisation.slug,
        client=client.id,
        message=message,
        reason=reason,
    )


def by_bearer(text: str, certificate: str = "") -> Client:
    """Whose key or token this is; `certificate` is what a trusted proxy saw, as SHA-256.

    Raises WrongKey, ExpiredKey, RevokedKey, CertificateNeeded.
    """
    if text.startswith(f"{_PREFIX}_"):
        parts = text.split("_", 3)
        if len(parts) != 4:
            raise WrongKey
        return by_secret(parts[2], parts[3], certificate)
    return _by_token(text, certificate)


def by_secret(client_id: str, secret: str, certificate: str = "") -> Client:
    """By name and secret. Raises as `by_bearer` does."""
    client = _found(client_id)
    if not hmac.compare_digest(client.secret_hash, _hash(secret)):
        raise WrongKey
    return _good(client, certificate)


def by_certificate(client_id: str, certificate: str) -> Client:
    """By name and client certificate alone (RFC 8705). Raises as `by_bearer` does."""
    client = _found(client_id)
    if not client.certificate or not certificate:
        raise WrongKey
    return _good(client, certificate)


@transaction.atomic
def by_assertion(text: str, audience: str, certificate: str = "") -> Client:
    """By an assertion the client signed (private_key_jwt, RFC 7523), once.

    Raises as `by_bearer` does, and ReplayedAssertion.
    """
    try:
        client = _found(str(jwt.decode(text, options={"verify_signature": False}).get("sub", "")))
        claims = jwt.decode(
            text,
            client.public_key,
            algorithms=["PS256", "RS256", "ES256"],
            audience=audience,
            issuer=str(client.id),
            options={"require": ["exp", "jti", "iss", "sub", "aud"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise ExpiredKey from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise WrongKey from error
    expires = timezone.now() + ASSERTION_LASTS
    if claims["exp"] > expires.timestamp():
        raise WrongKey
    try:
        with transaction.atomic():
            digest = _hash(f"{client.id}:{claims['jti']}")
            SeenAssertion.objects.create(digest=digest, expires=expires)
    except IntegrityError as error:
        raise ReplayedAssertion from error
    return _good(client, certificate)


def token_for(client: Client, certificate: str = "") -> str:
    """A token of fifteen minutes; bound to the certificate when the client showed one."""
    now = timezone.now()
    claims: dict[str, Any] = {
        "iss": settings.BASE_URL,
        "aud": f"{settings.BASE_URL}/api",
        "sub": str(client.id),
        "iat": int(now.timestamp()),
        "exp": int((now + TOKEN_LASTS).timestamp()),
    }
    if certificate:
        claims["cnf"] = {"x5t#S256": certificate}
    return jwt.encode(claims, _signing_key(), algorithm="HS256")


def _by_token(text: str, certificate: str) -> Client:
    try:
        claims = jwt.decode(
            text,
            _signing_key(),
            algorithms=["HS256"],
            audience=f"{settings.BASE_URL}/api",
            issuer=settings.BASE_URL,
            options={"require": ["exp", "sub"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise ExpiredKey from error
    except jwt.PyJWTError as error:
        raise WrongKey from error
    bound = claims.get("cnf", {}).get("x5t#S256", "")
    if bound and not hmac.compare_digest(bound, certificate):
        raise CertificateNeeded  # a token that was stolen, shown without its certificate
    return _good(_found(claims["sub"]), certificate)


def _found(client_id: str) -> Client:
    try:
        key = UUID(client_id)
    except ValueError as error:
        raise WrongKey from error
    rows = Client.objects.filter(id=key).select_related("organisation")
    found = rows.annotate(of_broker=Exists(_brokers(OuterRef("organisation")))).first()
    if found is None:
        raise WrongKey
    return found


def _brokers(organisation: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation, role=Membership.BROKER)


def _good(client: Client, certificate: str) -> Client:
    if client.revoked:
        raise RevokedKey
    if client.expires and client.expires <= timezone.now():
        raise ExpiredKey
    if client.certificate and not hmac.compare_digest(client.certificate, certificate):
        raise CertificateNeeded
    if client.of_broker:  # type: ignore[attr-defined]  # annotated in _found
        raise AggregatesOnly
    if client.last_used != (today := timezone.localdate()):
        Client.objects.filter(id=client.id).update(last_used=today)
    return client


def _may(organisation: Organisation, staff: Staff) -> None:
    if not staff.memberships.filter(organisation=organisation, role="develop").exists():
        raise NotForThisKey
    if _brokers(organisation).exists():
        raise AggregatesOnly


def _hash(secret: str) -> str:
    # The secret has 256 random bits: a slow hash would protect nothing more.
    return hashlib.sha256(secret.encode()).hexdigest()


def _signing_key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"api-token", hashlib.sha256).digest()


def _write(name: str, client: Client, staff: Staff, **data: Any) -> None:
    journal.write(
        name,
        actor=Actor(kind="staff", id=str(staff.id)),
        organisation=client.organisation.slug,
        client=client.id,
        **data,
    )
