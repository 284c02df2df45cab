"""How a BSN is kept: encrypted to read back, hashed with a secret to find again."""

import hashlib
import hmac

from django.conf import settings

from oogopslag.core.values import Bsn
from oogopslag.people import sealing


def encrypted(bsn: Bsn) -> str:
    """With the first of the keys."""
    return sealing.seal(bsn.number)


def decrypted(text: str) -> Bsn:
    """With whichever key fits. Raises UnknownKey when none does."""
    return Bsn(sealing.unseal(text))


def hashed(bsn: Bsn) -> str:
    """HMAC-SHA-256 with the pepper: without the secret a list of all BSNs finds nothing."""
    return hmac.new(settings.BSN_PEPPER.encode(), bsn.number.encode(), hashlib.sha256).hexdigest()
