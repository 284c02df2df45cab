"""What is kept encrypted: the first key of BSN_KEYS seals, every one of them opens.

A key goes in three steps: the new one is put before the old, `oogopslag rotate` puts everything
under the new one, and the old one is taken away.
"""

from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from oogopslag.people.errors import UnknownKey

BATCH = 1_000


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises UnknownKey when none of the keys fits."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnknownKey from error


def reseal(rows: "QuerySet[Any]", field: str) -> int:
    """Puts this field of all rows under the first key; gives how many rows that were.

    In short transactions, so that nobody waits: stopped halfway it can simply be run again.
    Raises UnknownKey; the rows before it are done.
    """
    box, count, last = _box(), 0, None
    while True:
        with transaction.atomic():
            more = rows.filter(pk__gt=last) if last else rows
            found = list(more.select_for_update().order_by("pk").only("pk", field)[:BATCH])
            for row in found:
                setattr(row, field, _moved(box, getattr(row, field)))
            rows.model._default_manager.bulk_update(found, [field])
        if not found:
            return count
        count, last = count + len(found), found[-1].pk


def _moved(box: MultiFernet, sealed: str) -> str:
    try:
        return box.rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnknownKey from error


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.BSN_KEYS])
