"""Packs are signed (Ed25519, RFC 8032), so that a device can refuse one that was changed."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from oogopslag.paper.errors import TamperedPack

MANIFEST = "packs.json"


@dataclass(frozen=True, kw_only=True)
class PackEntry:
    """One pack in a folder: what it holds, its file, bytes, hash and signature (base64)."""

    name: str
    file: str
    size: int
    pages: int
    sha256: str
    signature: str


def private_key(secret: str) -> Ed25519PrivateKey:
    """The key of a deployment: 32 bytes in base64url."""
    return Ed25519PrivateKey.from_private_bytes(
        base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))[:32]
    )


def public_key(secret: str) -> str:
    """What devices check with: 32 bytes, base64."""
    raw = private_key(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def signed(name: str, content: bytes, pages: int, secret: str) -> PackEntry:
    digest = hashlib.sha256(content).hexdigest()
    return PackEntry(
        name=name,
        file=f"{name}-{digest[:16]}.pack",
        size=len(content),
        pages=pages,
        sha256=digest,
        signature=base64.b64encode(private_key(secret).sign(content)).decode(),
    )


def check(entry: PackEntry, content: bytes, public: str) -> None:
    """Raises TamperedPack when these are not the bytes that were signed."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
    try:
        key.verify(base64.b64decode(entry.signature), content)
    except InvalidSignature as error:
        raise TamperedPack from error


def read_manifest(folder: Path) -> list[PackEntry]:
    """The packs of a folder; none when nothing was compiled yet."""
    file = folder / MANIFEST
    if not file.is_file():
        return []
    return [PackEntry(**row) for row in json.loads(file.read_text())["packs"]]
