"""Which stores of letters elsewhere this deployment asks (FBS): see config.py."""

from collections.abc import Iterator

import httpx
from django.conf import settings

SETTING = "fbs_stores"


class WrongStores(ValueError):
    """The setting cannot be read; it holds secrets, so no value is said."""


def configured() -> dict[str, tuple[str, str]]:
    """Address and token of each store, by OIN. Raises WrongStores."""
    rows = [row.split() for row in settings.CONFIG.fbs_stores.split(";") if row.strip()]
    if any(len(row) != 3 or not _right(row[0], row[1]) for row in rows):
        raise WrongStores
    if len({row[0] for row in rows}) != len(rows):
        raise WrongStores
    return {oin: (url, token) for oin, url, token in rows}


def _right(oin: str, url: str) -> bool:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    plain = address.scheme == "http" and not settings.CONFIG.production
    return (
        len(oin) == 20
        and oin.isdigit()
        and bool(address.host)
        and (address.scheme == "https" or plain)
    )


def wrong() -> Iterator[str]:
    """A sentence when the setting cannot be read."""
    try:
        configured()
    except WrongStores:
        yield (
            "OOGOPSLAG_FBS_STORES cannot be read: of each store it holds the OIN (20 digits), "
            "address and token with spaces between, then a semicolon; each OIN once, and in "
            "production an address that begins with https://."
        )
