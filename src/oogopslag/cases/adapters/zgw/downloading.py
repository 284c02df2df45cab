"""Documents of a case in another register: which there are, and one of them piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from oogopslag.cases.adapters.zgw.client import DOCUMENTEN, ZAKEN, ZgwClient, text, thing
from oogopslag.outside import streaming
from oogopslag.outside.errors import NotThere

SHOWN = frozenset({"openbaar", "beperkt_openbaar", "zaakvertrouwelijk"})
"""Degrees of confidentiality (vertrouwelijkheidaanduiding) that the person concerned may see."""
READY = frozenset({"definitief", "gearchiveerd", ""})
MOST = 50


@dataclass(frozen=True, kw_only=True)
class ForeignDocument:
    """A document in another register; `size` in bytes, None when it does not say."""

    key: str
    title: str
    name: str
    type: str
    day: date | None
    size: int | None


async def documents_of(client: ZgwClient, zaak: str) -> list[ForeignDocument]:
    """What the person concerned may see of a case: final and not too confidential.

    A document that is gone meanwhile is left out. Raises an OutsideError.
    """
    found: list[ForeignDocument] = []
    async for row in client.rows(f"{ZAKEN}/zaakinformatieobjecten", {"zaak": zaak}):
        if len(found) >= MOST:
            break
        try:
            data = thing(await client.get(text(row, "informatieobject")))
        except NotThere:
            continue
        if visible(data):
            found.append(_document(data))
    return found


def visible(data: dict[str, Any]) -> bool:
    """Not for a document without a degree: what the register does not say is not shown."""
    return text(data, "vertrouwelijkheidaanduiding") in SHOWN and text(data, "status") in READY


def _document(data: dict[str, Any]) -> ForeignDocument:
    size = data.get("bestandsomvang")
    try:
        day = date.fromisoformat(text(data, "creatiedatum"))
    except ValueError:
        day = None
    return ForeignDocument(
        key=text(data, "url").rstrip("/").rsplit("/", 1)[-1],
        title=text(data, "titel"),
        name=text(data, "bestandsnaam") or text(data, "titel"),
        type=text(data, "formaat"),
        day=day,
        size=size if isinstance(size, int) else None,
    )


def pieces(client: ZgwClient, http: httpx.Client, key: str) -> Iterator[bytes]:
    """The content of one document, never whole in memory. Raises an OutsideError before the first
    piece; a stream that breaks off later raises too, so that half a file is never taken for one.
    """
    address = f"{client.root}/{DOCUMENTEN}/enkelvoudiginformatieobjecten/{key}/download"
    return streaming.pieces(http, address, headers=client.headers())
