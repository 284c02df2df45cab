"""Codes and signed tokens of Demo-DigiD."""

import base64
import hashlib
import json
import secrets
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core import signing
from django.core.cache import cache as memory
from django.core.exceptions import ImproperlyConfigured

CODE_SECONDS = 60
_SALT = "demo-digid"


@cache
def _key() -> rsa.RSAPrivateKey:
    fresh = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    kept = settings.LOCAL_SECRET("demo_oidc_key", fresh.decode())
    key = serialization.load_pem_private_key(kept.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ImproperlyConfigured(
            "The key of Demo-DigiD in the data folder is no RSA key: remove it."
        )
    return key


def public_keys() -> dict[str, Any]:
    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key().public_key()))
    return {"keys": [{**key, "kid": "demo", "use": "sig", "alg": "RS256"}]}


def code_for(grant: dict[str, Any]) -> str:
    """A code for one use within a minute; it carries the grant, sealed."""
    return signing.dumps({**grant, "jti": secrets.token_urlsafe(16)}, salt=_SALT, compress=True)


def redeemed(code: str) -> dict[str, Any] | None:
    """The grant of a code; None when it is false, too old or used before."""
    try:
        grant: dict[str, Any] = signing.loads(code, salt=_SALT, max_age=CODE_SECONDS)
    except signing.BadSignature:
        return None
    fresh = memory.add(f"demo-digid:{grant['jti']}", 1, CODE_SECONDS * 2)
    return grant if fresh else None


def fits(verifier: str, challenge: str) -> bool:
    """PKCE S256 (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return secrets.compare_digest(made, challenge)


def identity(issuer: str, audience: str, claims: dict[str, Any]) -> str:
    now = int(time.time())
    body = {
        "iss": issuer,
        "aud": audience,
        "iat": now,
        "exp": now + 300,
        "auth_time": now,
        **claims,
    }
    return jwt.encode(body, _key(), algorithm="RS256", headers={"kid": "demo"})
