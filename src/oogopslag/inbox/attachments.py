"""Files with messages: size, real type, scan."""

import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from oogopslag.inbox.errors import FileRefused, FileTooLarge
from oogopslag.inbox.models import Attachment, Message

if TYPE_CHECKING:
    Files = Sequence[UploadedFile[bytes]]

LARGEST = 10 * 1024 * 1024
_SIGNS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


def check(files: "Files") -> None:
    """Raises FileTooLarge or FileRefused; called before anything is stored."""
    for file in files:
        if (file.size or 0) > LARGEST:
            raise FileTooLarge
        kind_of(file)


def kind_of(file: "UploadedFile[bytes]") -> str:
    """The type by its first bytes, never by its name. Raises FileRefused."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    for sign, kind in _SIGNS.items():
        if head.startswith(sign):
            return kind
    try:
        text = head.decode()
    except UnicodeDecodeError:
        raise FileRefused from None
    if "\x00" in text or text.lstrip().startswith(("<", "#!")):
        raise FileRefused
    return "text/plain"


def keep(message: Message, files: "Files") -> None:
    """Stores files with a message; those found clean become visible."""
    for file in files:
        content = file.read()
        file.seek(0)
        Attachment.objects.create(
            message=message,
            name=(file.name or "bestand")[-200:],
            type=kind_of(file),
            size=len(content),
            checksum=hashlib.sha256(content).hexdigest(),
            file=file,
            found_clean=timezone.now() if _clean(content) else None,
        )


def _clean(content: bytes) -> bool:
    """What ClamAV says; without it only the plain types above get this far."""
    scanner = shutil.which("clamdscan") or shutil.which("clamscan")
    if not scanner:
        return True
    done = subprocess.run([scanner, "--no-summary", "-"], input=content, check=False)  # noqa: S603 -- Debian's ClamAV
    return done.returncode == 0
