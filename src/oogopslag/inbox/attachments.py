"""Files with messages: size, real type, and held back until they are found clean."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from oogopslag.core import sniffing, texts
from oogopslag.inbox.adapters import scanner
from oogopslag.inbox.errors import FileRefused, FileTooLarge, TooManyFiles
from oogopslag.inbox.models import Attachment, Message

if TYPE_CHECKING:
    Files = Sequence[UploadedFile[bytes]]

LARGEST = 10 * 1024 * 1024
MOST = 10


def check(files: "Files") -> None:
    """Raises FileTooLarge, TooManyFiles or FileRefused; called before anything is stored."""
    if len(files) > MOST:
        raise TooManyFiles
    for file in files:
        if (file.size or 0) > LARGEST:
            raise FileTooLarge
        _kind(file)


def _kind(file: "UploadedFile[bytes]") -> str:
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        return sniffing.kind_of(content, texts.file_name(file.name or ""))
    except sniffing.NotTaken as error:
        raise FileRefused from error


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
