"""The login contract: does an OpenID Connect provider publish what NL GOV 1.0 asks for?"""

from collections.abc import Mapping
from typing import Any

import httpx

SECONDS = 10.0
MOST_BYTES = 200_000
SIGNED = {"RS256", "PS256", "ES256"}


def login_findings(url: str) -> tuple[dict[str, str], ...]:
    """Asks the discovery document and the keys. Raises httpx.HTTPError when nobody answers."""
    address = url.rstrip("/")
    with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
        document = _json(client.get(f"{address}/.well-known/openid-configuration"))
        found = [
            _finding("discovery", bool(document), "no JSON document", "publish the discovery "
                     "document at /.well-known/openid-configuration"),
        ]  # fmt: skip
        if not document:
            return tuple(found)
        keys = _json(client.get(str(document.get("jwks_uri", "")))) if document.get(
            "jwks_uri") else {}  # fmt: skip
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
    return (*found, *(_finding(*check) for check in checks))


def _json(answer: httpx.Response) -> Mapping[str, Any]:
    if answer.status_code != 200 or len(answer.content) > MOST_BYTES:
        return {}
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _finding(step: str, fits: bool, what: str, mend: str) -> dict[str, str]:
    result = "fits" if fits else "breaks"
    return {"step": step, "result": result, "what": "" if fits else what,
            "mend": "" if fits else mend}  # fmt: skip
