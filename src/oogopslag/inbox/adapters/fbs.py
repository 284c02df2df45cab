"""FBS berichtenmagazijn 0.2.0 of another organisation: deliver there, and read a resident's box.

The person stands in the header X-Ontvanger or in a body, never in an address. Our own store
(doors/api/fbs) is its twin in tests.
"""

import contextlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx

from oogopslag.core.values import Bsn
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import NotThere, Rejected, Unusable

MOST_TEXT = 1_048_576
MOST_TITLE = 255
PAGE = 100
MOST_PAGES = 20
LARGEST_FILE = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to deliver; `text` at most 1 MiB of UTF-8, `title` at most 255 characters."""

    sender: str
    bsn: Bsn
    title: str
    text: str
    publish_at: datetime | None = None
    extension: Mapping[str, str | int] | None = None


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A letter as the store lists it."""

    id: str
    sender: str
    title: str
    text: str
    published: datetime
    read: bool
    folder: str
    extension: Mapping[str, Any]
    files: tuple[tuple[str, str], ...] = ()  # id and name of each


class Store:
    """One store; `root` ends in /api/v1."""

    def __init__(self, client: httpx.AsyncClient, root: str, token: str) -> None:
        self.client, self.root = client, root.rstrip("/")
        self.headers = {"Authorization": f"Bearer {token}"}

    async def deliver(self, one: Letter, *, key: str) -> str:
        """Gives the id there. `key` goes along as Idempotency-Key.

        Raises Rejected before anything is sent when it is too long, and other OutsideErrors.
        """
        if len(one.title) > MOST_TITLE:
            raise Rejected("title", fields=("onderwerp",))
        if len(one.text.encode()) > MOST_TEXT:
            raise Rejected("text", fields=("inhoud",))
        body: dict[str, Any] = {
            "afzender": one.sender,
            "ontvanger": {"type": "BSN", "waarde": one.bsn.number},
            "onderwerp": one.title,
            "inhoud": one.text,
        }
        if one.publish_at:
            body["publicatietijdstip"] = one.publish_at.isoformat()
        if one.extension:
            body["extensie"] = dict(one.extension)
        headers = {**self.headers, "Idempotency-Key": key}
        where = f"{self.root}/aanleveringen"
        answer = await ask(self.client, "POST", where, body=body, headers=headers)
        try:
            return str(answer.data["berichtId"])
        except (KeyError, TypeError) as error:
            raise Unusable("berichtId") from error

    async def box(self, bsn: Bsn) -> Sequence[Stored]:
        """Everything in the box of this resident, newest first, at most 2,000."""
        found: list[Stored] = []
        headers = self._of(bsn)
        for page in range(MOST_PAGES):
            answer = await ask(
                self.client, "GET", f"{self.root}/berichten",
                params={"page": str(page), "pageSize": str(PAGE)}, headers=headers,
            )  # fmt: skip
            try:
                found += [_stored(row) for row in answer.data["berichten"]]
                last = page + 1 >= int(answer.data["totalPages"])
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise Unusable("berichten") from error
            if last:
                break
        return found

    async def mark(
        self, bsn: Bsn, key: str, *, read: bool | None = None, folder: str | None = None
    ) -> None:
        """Changes what is given of a letter there. Raises OutsideErrors."""
        change = {"gelezen": read, "map": folder}
        body = json.dumps({name: value for name, value in change.items() if value is not None})
        headers = {**self._of(bsn), "Content-Type": "application/merge-patch+json"}
        where = f"{self.root}/berichten/{key}"
        await ask(self.client, "PATCH", where, content=body.encode(), headers=headers)

    async def remove(self, bsn: Bsn, key: str) -> None:
        """Takes a letter out of the box there; one that is gone is gone. Raises OutsideErrors."""
        with contextlib.suppress(NotThere):
            await ask(self.client, "DELETE", f"{self.root}/berichten/{key}", headers=self._of(bsn))

    async def file(self, bsn: Bsn, key: str, file: str) -> tuple[bytes, str]:
        """The bytes of a file and its type, as the store says. Raises OutsideErrors."""
        where = f"{self.root}/berichten/{key}/bijlagen/{file}"
        answer = await ask(
            self.client, "GET", where, headers=self._of(bsn), raw=True, largest=LARGEST_FILE
        )
        return answer.data, answer.headers.get("content-type", "application/octet-stream")

    def _of(self, bsn: Bsn) -> dict[str, str]:
        return {**self.headers, "X-Ontvanger": f"BSN:{bsn.number}"}


def _stored(row: Mapping[str, Any]) -> Stored:
    """Raises KeyError, AttributeError, TypeError, ValueError for what is no letter."""
    status = row.get("status") or {}
    published = datetime.fromisoformat(row["publicatietijdstip"])
    if published.tzinfo is None:
        raise ValueError("a moment without time zone")
    return Stored(
        id=str(UUID(row["berichtId"])),
        sender=str(row["afzender"]),
        title=str(row["onderwerp"]),
        text=str(row["inhoud"]),
        published=published,
        read=bool(status.get("gelezen", False)),
        folder=str(status.get("map", "")),
        extension=row.get("extensie") or {},
        files=tuple((str(one["bijlageId"]), str(one["naam"])) for one in row.get("bijlagen") or ()),
    )
