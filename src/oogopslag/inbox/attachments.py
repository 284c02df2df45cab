"""Files with messages: size, real type, and held back until they are found clean."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from oogopslag.core import sniffing, texts
from oogopslag.inbox.adapters import scanner
from oogopslag.inbox.errors import FileRefused, FileTooLarge, TooManyFiles
from oogopslag.inbox.file_errors import FileEmpty, FileInfected, FileLies, FileUnpacks
from oogopslag.inbox.models import Attachment, Message

if TYPE_CHECKING:
    Files = Sequence[UploadedFile[bytes]]

LARGEST = 10 * 1024 * 1024
MOST = 10
_REFUSED = (
    (sniffing.NameLies, FileLies),
    (sniffing.Bomb, FileUnpacks),
    (sniffing.NotTaken, FileRefused),
)


def check(files: "Files") -> None:
    """Raises FileTooLarge, TooManyFiles or FileRefused; called before anything is stored."""
    if len(files) > MOST:
        raise TooManyFiles
    for place, file in enumerate(files, start=1):
        number = place if len(files) > 1 else None
        if (file.size or 0) > LARGEST:
            raise FileTooLarge(number)
        _kind(file, number)


def _kind(file: "UploadedFile[bytes]", number: int | None = None) -> str:
    file.seek(0)
    content = file.read()
    file.seek(0)
    if not content:
        raise FileEmpty(number)
    # A scanner judges after the sending; without one, at least what everybody tries gets an answer.
    if not scanner.configured() and sniffing.EICAR in content:
        raise FileInfected(number)
    try:
        return sniffing.kind_of(content, texts.file_name(file.name or ""))
    except sniffing.NotTaken as error:
        refused = next(kind for wrong, kind in _REFUSED if isinstance(error, wrong))
        raise refused(number) from error


def keep(message: Message, files: "Files") -> None:
    """Stores files with a message; they become visible when a scan finds them clean.

    Without a scanner (see OOGOPSLAG_CLAMAV) the check of their kind is all there is: then they
    are visible at once, and the status page and `oogopslag check` say so.
    """
    for file in files:
        content = file.read()
        file.seek(0)
        unscanned = not scanner.configured()
        Attachment.objects.create(
            message=message,
            name=texts.file_name(file.name or ""),
            type=_kind(file),
            size=len(content),
            checksum=hashlib.sha256(content).hexdigest(),
            file=file,
            state=Attachment.CLEAN if unscanned else Attachment.WAITING,
            found_clean=timezone.now() if unscanned else None,
        )
