"""Documents of a twin: content at once or in parts, locked while parts are put (Documenten 1.4)."""

import base64
import binascii
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from uuid import uuid4

from oogopslag.cases.adapters.zgw.twin.refusal import Refusal
from oogopslag.cases.adapters.zgw.twin.store import Resources

PART = 512 * 1024
"""Bytes of one part; small, so that a demonstration shows several."""
BINARY = frozenset({"bestandsdeel_update", "enkelvoudiginformatieobject_download"})
LOCKS = frozenset({"enkelvoudiginformatieobject_lock", "enkelvoudiginformatieobject_unlock"})
HIDDEN = "_contents"
"""Where contents lie in the store: never listed."""


def kept(resources: Resources, row: dict[str, Any]) -> None:
    """A document was made: its content is kept, or it is cut into parts and locked."""
    key = row["url"].rsplit("/", 1)[-1]
    given, size = row.get("inhoud"), row.get("bestandsomvang")
    if given is None and size:
        row["lock"] = uuid4().hex
        row.update(locked=True, inhoud=None, bestandsdelen=_parts(row, int(size)))
        return
    try:
        content_ = base64.b64decode(given or "", validate=True)
    except binascii.Error:
        raise Refusal(400, "invalid", "De inhoud is geen base64.") from None
    if size is not None and size != len(content_):
        params = [{"name": "bestandsomvang", "code": "file-size",
                   "reason": "De omvang is anders dan de inhoud."}]  # fmt: skip
        raise Refusal(400, "invalid", "De omvang klopt niet.", params)
    _contents(resources)[key] = {"text": base64.b64encode(content_).decode()}
    row["inhoud"] = f"{row['url']}/download"


def _parts(row: dict[str, Any], size: int) -> list[dict[str, Any]]:
    base = row["url"].rsplit("/", 2)[0]
    starts = range(0, size, PART)
    return [
        {
            "url": f"{base}/bestandsdelen/{uuid4()}",
            "volgnummer": number,
            "omvang": min(PART, size - start),
            "voltooid": False,
            "lock": row["lock"],
        }
        for number, start in enumerate(starts, 1)
    ]


def read(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """A resource as it is read: the lock is told only to whoever made or locked the document."""
    if kind != "enkelvoudiginformatieobjecten":
        return row
    return {name: value for name, value in row.items() if name != "lock"}


def form(kind: str, body: bytes) -> dict[str, bytes]:
    """The fields of a multipart form."""
    whole = b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
    message = BytesParser(policy=HTTP).parsebytes(whole)
    if not message.is_multipart():
        raise Refusal(415, "unsupported_media_type", "Stuur dit als multipart/form-data.")
    return {
        str(part.get_param("name", header="content-disposition")): bytes(
            part.get_payload(decode=True) or b""
        )
        for part in message.iter_parts()
    }


def put(resources: Resources, key: str, fields: dict[str, bytes]) -> dict[str, Any]:
    """One part arrives: under the lock, and as long as was agreed."""
    for row in resources["enkelvoudiginformatieobjecten"].values():
        for part in row["bestandsdelen"]:
            if part["url"].rsplit("/", 1)[-1] == key:
                return _put(resources, row, part, fields)
    raise Refusal(404, "not_found", "Dit bestandsdeel is er niet.")


def _put(
    resources: Resources, row: dict[str, Any], part: dict[str, Any], fields: dict[str, bytes]
) -> dict[str, Any]:
    if not row["locked"]:
        raise _wrong("lock", "unlocked", "Het document is niet vergrendeld.")
    if fields.get("lock", b"").decode() != row.get("lock"):
        raise _wrong("lock", "incorrect-lock-id", "Dit is niet de juiste lock.")
    content_ = fields.get("inhoud", b"")
    if len(content_) != part["omvang"]:
        raise _wrong("inhoud", "file-size", "Het deel heeft een andere omvang dan afgesproken.")
    key = part["url"].rsplit("/", 1)[-1]
    _contents(resources)[key] = {"text": base64.b64encode(content_).decode()}
    part["voltooid"] = True
    return part


def locking(
    resources: Resources, operation: str, key: str, sent: dict[str, Any]
) -> tuple[int, Any]:
    row = resources["enkelvoudiginformatieobjecten"].get(key)
    if row is None:
        raise Refusal(404, "not_found", "Niet gevonden.")
    if operation == "enkelvoudiginformatieobject_lock":
        if row["locked"]:
            raise _wrong("nonFieldErrors", "existing-lock", "Het document is al vergrendeld.")
        row.update(locked=True, lock=uuid4().hex)
        for part in row["bestandsdelen"]:
            part["lock"] = row["lock"]
        return 200, {"lock": row["lock"]}
    if not row["locked"] or sent.get("lock") != row.get("lock"):
        raise _wrong("nonFieldErrors", "incorrect-lock-id", "Dit is niet de juiste lock.")
    if not all(part["voltooid"] for part in row["bestandsdelen"]):
        raise _wrong("nonFieldErrors", "incomplete-upload", "Nog niet alle delen zijn er.")
    _join(resources, row, key)
    return 204, None


def _join(resources: Resources, row: dict[str, Any], key: str) -> None:
    """Unlocked and whole: the parts become the content."""
    kept_ = _contents(resources)
    if row["bestandsdelen"]:
        ordered = sorted(row["bestandsdelen"], key=lambda part: int(part["volgnummer"]))
        names = [part["url"].rsplit("/", 1)[-1] for part in ordered]
        joined = b"".join(base64.b64decode(kept_.pop(name)["text"]) for name in names)
        kept_[key] = {"text": base64.b64encode(joined).decode()}
    row.update(locked=False, bestandsdelen=[], inhoud=f"{row['url']}/download")
    row.pop("lock", None)


def content(resources: Resources, key: str) -> bytes:
    found = _contents(resources).get(key)
    if found is None:
        raise Refusal(404, "not_found", "Hier staat geen inhoud.")
    return base64.b64decode(found["text"])


def _contents(resources: Resources) -> dict[str, dict[str, Any]]:
    return resources.setdefault(HIDDEN, {})


def _wrong(name: str, code: str, detail: str) -> Refusal:
    return Refusal(400, "invalid", detail, [{"name": name, "code": code, "reason": detail}])
