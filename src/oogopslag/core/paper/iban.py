"""The check of an account number: ISO 13616, remainder 1 after division by 97."""

import re

_LENGTHS = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "LU": 20}


def is_iban(text: str) -> bool:
    """Spaces count for nothing; countries whose length is known must have that length."""
    bare = "".join(text.split()).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", bare):
        return False
    if len(bare) != _LENGTHS.get(bare[:2], len(bare)):
        return False
    digits = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return int(digits) % 97 == 1
