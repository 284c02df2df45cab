"""The login contract: does an OpenID Connect provider publish what NL GOV 1.0 asks for?"""

import json
from collections.abc import Mapping
from typing import Any

from oogopslag.broker.kit_asking import Told, ask, finding

SIGNED = {"RS256", "PS256", "ES256"}


def login_findings(url: str) -> tuple[dict[str, str], ...]:
    """Asks the discovery document and the keys. Raises NoAnswer."""
    address = url.rstrip("/")
    document = _json(ask(f"{address}/.well-known/openid-configuration"))
    found = [
        finding("discovery", bool(document), "no JSON document", "publish the discovery "
                "document at /.well-known/openid-configuration"),
    ]  # fmt: skip
    if not document:
        return tuple(found)
    # The document names the second address: it is looked at as carefully as the first.
    keys = _json(ask(str(document["jwks_uri"]))) if document.get("jwks_uri") else {}
    checks = (
        ("issuer", document.get("issuer") == address, "the issuer is another address",
         "make issuer equal to the address of the provider"),
        ("code flow", "code" in document.get("response_types_supported", []),
         "no authorization code flow", "support response type code"),
        ("PKCE", "S256" in document.get("code_challenge_methods_supported", []),
         "no PKCE with S256", "support code_challenge_method S256"),
        ("signature", bool(SIGNED & set(document.get("id_token_signing_alg_values_supported",
         []))), "no RS256, PS256 or ES256", "sign identity tokens with RS256, PS256 or ES256"),
        ("keys", bool(keys.get("keys")), "no public keys", "publish the keys at jwks_uri"),
    )  # fmt: skip
    return (*found, *(finding(*check) for check in checks))


def _json(told: Told) -> Mapping[str, Any]:
    if told.status != 200 or not told.whole:
        return {}
    try:
        found = json.loads(told.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
