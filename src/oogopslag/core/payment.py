"""The structured creditor reference of ISO 11649: RF, two check digits, the reference. Pure."""


def reference_of(text: str) -> str:
    """`RF` with check digits before at most 21 letters and digits. Raises ValueError.

    >>> reference_of("539007547034")
    'RF18539007547034'
    """
    if not text.isalnum() or len(text) > 21 or not text.isascii():
        raise ValueError("A reference has at most 21 letters and digits.")
    text = text.upper()
    return f"RF{98 - _number(text + 'RF00') % 97:02}{text}"


def is_reference(text: str) -> bool:
    """Whether the check digits fit."""
    plain = text.replace(" ", "").upper()
    if not plain.startswith("RF") or not plain.isalnum() or len(plain) > 25:
        return False
    return _number(plain[4:] + plain[:4]) % 97 == 1


def _number(text: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in text))
