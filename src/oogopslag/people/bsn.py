"""How a BSN is kept: encrypted to read back, hashed with a secret to find again."""

import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from oogopslag.core.values import Bsn


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.BSN_KEYS])


def encrypted(bsn: Bsn) -> str:
    """With the first of the keys."""
    return _box().encrypt(bsn.number.encode()).decode()


def decrypted(text: str) -> Bsn:
    """With whichever key fits. Raises cryptography's InvalidToken when none does."""
    return Bsn(_box().decrypt(text.encode()).decode())


def rotated(text: str) -> str:
    """The same BSN under the first key."""
    return _box().rotate(text.encode()).decode()


def hashed(bsn: Bsn) -> str:
    """HMAC-SHA-256 with the pepper: without the secret a list of all BSNs finds nothing."""
    return hmac.new(settings.BSN_PEPPER.encode(), bsn.number.encode(), hashlib.sha256).hexdigest()
