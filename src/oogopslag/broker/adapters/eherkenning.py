"""eHerkenning: who may speak for an organisation. Here only the demonstration's twin exists.

The twin answers with a signed statement of five minutes. A real deployment needs a recognised
eHerkenning broker (OpenID Connect or SAML); until one is built in, claims there stay unconfirmed.
"""

from django.conf import settings
from django.core import signing

SALT = "oogopslag.eherkenning.twin"
SECONDS = 300


def available() -> bool:
    """Whether anybody can be asked: the twin, in a demonstration only."""
    return bool(settings.DEMO)


def statement(organisation: str, claim: str) -> str:
    """What the twin gives back: this organisation, for this claim."""
    return signing.dumps({"organisation": organisation, "claim": claim}, salt=SALT)


def represented(token: str, claim: str) -> str:
    """The organisation a statement speaks for; empty when it cannot be trusted."""
    if not available():
        return ""
    try:
        found = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return ""
    return str(found["organisation"]) if found.get("claim") == claim else ""
