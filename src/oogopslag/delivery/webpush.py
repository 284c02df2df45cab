"""Web push: which address and keys are good, the encrypted body (RFC 8291), our name (RFC 8292)."""

import base64
import binascii
import secrets
import time
from functools import cache
from urllib.parse import urlsplit

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from oogopslag.delivery.errors import InvalidSubscription

_POINT, _SECRET = 65, 16
_NAME_LASTS = 12 * 60 * 60


def checked(endpoint: str, p256dh: str, auth: str, hosts: str) -> None:
    """Raises InvalidSubscription unless we may post to `endpoint` and can encrypt for its keys.

    `hosts`: the push services we post to, with commas; one that starts with a dot stands for all
    its subdomains. A browser tells us this address, so without the list anybody could make us
    call any machine.
    """
    try:
        where = urlsplit(endpoint)
        port = where.port
    except ValueError as error:
        raise InvalidSubscription("endpoint") from error
    known = [host.strip() for host in hosts.split(",")]
    host = where.hostname or ""
    listed = any(host == one or (one.startswith(".") and host.endswith(one)) for one in known)
    if where.scheme != "https" or port not in {None, 443} or where.username or not listed:
        raise InvalidSubscription("endpoint")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(p256dh, _POINT))
        _bytes(auth, _SECRET)
    except ValueError as error:
        raise InvalidSubscription("keys") from error


def encrypted(content: bytes, p256dh: str, auth: str) -> bytes:
    """`content` for one browser, as aes128gcm (RFC 8291); a new key pair each time."""
    body: bytes = http_ece.encrypt(
        content,
        salt=secrets.token_bytes(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(p256dh, _POINT),
        auth_secret=_bytes(auth, _SECRET),
        version="aes128gcm",
    )
    return body


def name_for(endpoint: str, key: str, contact: str) -> str:
    """The Authorization header for this push service (VAPID); signed anew every hour.

    `key` is our private key as PEM or base64url, `contact` a mailto: or https: address.
    """
    where = urlsplit(endpoint)
    return _signed(f"{where.scheme}://{where.netloc}", key, contact, int(time.time()) // 3600)


def public_key(key: str) -> str:
    """What a browser needs to subscribe: our public key as base64url without padding."""
    point = _private(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


@cache
def _private(key: str) -> ec.EllipticCurvePrivateKey:
    if key.startswith("-----BEGIN"):
        found = load_pem_private_key(key.encode(), password=None)
        if not isinstance(found, ec.EllipticCurvePrivateKey):
            raise TypeError("the key of web push must be one for elliptic curve P-256")
        return found
    return ec.derive_private_key(int.from_bytes(_bytes(key, 32)), ec.SECP256R1())


@cache
def _signed(origin: str, key: str, contact: str, hour: int) -> str:
    claims = {"aud": origin, "exp": hour * 3600 + _NAME_LASTS, "sub": contact}
    token = jwt.encode(claims, _private(key), algorithm="ES256")
    return f"vapid t={token}, k={public_key(key)}"


def _bytes(text: str, size: int) -> bytes:
    """base64url with or without padding. Raises ValueError on any other size."""
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if len(found) != size:
        raise ValueError(f"{len(found)} bytes, not {size}")
    return found
