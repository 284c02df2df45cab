"""Documents into a register: small ones at once, large ones in parts (bestandsdelen).

A large one: created without content, which locks it and says into which parts it is cut; each part
is put with the lock; then it is unlocked. Every step is kept in `made`, so that an upload that
broke off goes on with the part where it was. Documenten 1.4: lock, bestandsdelen, unlock.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oogopslag.cases.adapters.zgw.client import DOCUMENTEN, ZgwClient, text, thing
from oogopslag.outside.errors import Conflict, NotThere, Rejected, Unusable

Made = dict[str, str]
"""Step → address of what was made."""
AT_ONCE = 1024 * 1024
"""Bytes up to which a document goes along as base64 in one message; above, in parts."""
SLOWEST = 100 * 1024
"""Bytes a second that an upload must reach, for the time one part may take."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file that goes along. `read(start, length)` gives a piece of it; `size` is in bytes."""

    name: str
    title: str
    day: date
    size: int
    read: Callable[[int, int], bytes] = field(repr=False)
    type: str = "application/pdf"


def of_bytes(
    name: str, title: str, content: bytes, day: date, type_: str = "application/pdf"
) -> Document:
    """A document whose content is at hand."""
    return Document(
        name=name,
        title=title,
        day=day,
        size=len(content),
        read=lambda start, length: content[start : start + length],
        type=type_,
    )


async def upload(client: ZgwClient, one: Document, kind: str, rsin: str, made: Made) -> str:
    """Puts a document there and gives its address; `kind` is its informatieobjecttype.

    Raises an OutsideError; what was done until then stands in `made`.
    """
    step, path = f"document {one.name}", f"{DOCUMENTEN}/enkelvoudiginformatieobjecten"
    large = one.size > AT_ONCE
    if step not in made:
        content = None if large else base64.b64encode(one.read(0, one.size)).decode()
        answer = await client.post(path, _body(one, kind, rsin, content))
        if large:
            made[f"lock {one.name}"] = _lock_in(answer)
        made[step] = text(answer, "url")
    if large and f"whole {one.name}" not in made:
        await _parts(client, one, made)
    return made[step]


def _body(one: Document, kind: str, rsin: str, content: str | None) -> dict[str, Any]:
    return {
        "bronorganisatie": rsin,
        "creatiedatum": one.day.isoformat(),
        "titel": one.title[:200],
        "auteur": "Oogopslag",
        "taal": "nld",
        "formaat": one.type,
        "bestandsnaam": one.name,
        "bestandsomvang": one.size,
        "inhoud": content,
        "informatieobjecttype": kind,
        "status": "definitief",
        # A register closes no case with a document that leaves this open (zrc-007).
        "indicatieGebruiksrecht": False,
    }


def _lock_in(answer: dict[str, Any]) -> str:
    """The lock of a document that was made without content: of its own, or of its parts."""
    parts = answer.get("bestandsdelen")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], dict) else {}
    return text(answer, "lock") or text(first, "lock")


async def _parts(client: ZgwClient, one: Document, made: Made) -> None:
    """Puts what is not there yet, then unlocks. A lock that was lost is taken anew, once."""
    address = made[f"document {one.name}"]
    for attempt in (1, 2):
        stands = thing(await client.get(address))
        parts = _sorted(stands, one.size)
        if not parts and stands.get("locked") is False:
            break  # an earlier attempt unlocked it without hearing so
        try:
            made[f"lock {one.name}"] = await _lock(client, address, stands, one, made)
            await _put_all(client, one, parts, made)
            await client.act(f"{address}/unlock", {"lock": made[f"lock {one.name}"]})
            break
        except (Conflict, Rejected, NotThere):
            made[f"lock {one.name}"] = ""
            if attempt == 2:
                raise
    made[f"whole {one.name}"] = address


async def _lock(
    client: ZgwClient, address: str, stands: dict[str, Any], one: Document, made: Made
) -> str:
    """Ours where it still holds, else the one the parts name, else a new one."""
    if stands.get("locked") is not False:
        known = made.get(f"lock {one.name}") or _lock_in(stands)
        if known:
            return known
    return text(thing(await client.act(f"{address}/lock", {})), "lock")


def _sorted(stands: dict[str, Any], size: int) -> list[dict[str, Any]]:
    """The parts in order. Raises Unusable when together they are not the document."""
    rows = stands.get("bestandsdelen")
    parts = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    parts.sort(key=_place)
    if not parts and stands.get("bestandsomvang") == size and stands.get("inhoud"):
        return []  # it is whole: the register does not name parts any more
    if sum(_size(part) for part in parts) != size:
        raise Unusable("parts")
    return parts


def _place(part: dict[str, Any]) -> int:
    value = part.get("volgnummer")
    return value if isinstance(value, int) else 0


def _size(part: dict[str, Any]) -> int:
    value = part.get("omvang")
    return value if isinstance(value, int) and value > 0 else 0


async def _put_all(
    client: ZgwClient, one: Document, parts: list[dict[str, Any]], made: Made
) -> None:
    start = 0
    for part in parts:
        length = _size(part)
        if part.get("voltooid") is not True:
            answer = await client.put_file(
                text(part, "url"),
                {"lock": made[f"lock {one.name}"]},
                (one.name, one.read(start, length)),
                seconds=10 + length / SLOWEST,
            )
            if answer.get("voltooid") is not True:
                raise Unusable("part not whole")
        start += length
