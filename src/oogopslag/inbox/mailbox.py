"""The resident's own order: folders, archive, marks. Nothing here is proof, all can be undone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from oogopslag.core import texts
from oogopslag.inbox.errors import UnknownFolder, UnsafeMessage
from oogopslag.inbox.models import Folder, Thread
from oogopslag.inbox.reading import mark
from oogopslag.inbox.threads import ARCHIVE

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

INBOX = ""
MOST_FOLDERS = 50
MOST_AT_ONCE = 100


def new_folder(resident: "Resident", name: str) -> str:
    """A folder of the resident's own; the same name again changes nothing.

    Raises UnsafeMessage for a name that is empty, too long, or reserved.
    """
    try:
        plain = texts.line(name, 40)
    except (texts.UnsafeText, texts.TextTooLong) as error:
        raise UnsafeMessage from error
    if not plain or plain.lower() == ARCHIVE:
        raise UnsafeMessage
    if len(Folder.objects.filter(resident=resident)[:MOST_FOLDERS]) < MOST_FOLDERS:
        Folder.objects.get_or_create(resident=resident, name=plain)
    return plain


@transaction.atomic
def remove_folder(resident: "Resident", name: str) -> None:
    """Takes a folder away; what was in it stands in the inbox again."""
    if Folder.objects.filter(resident=resident, name=name).delete()[0]:
        Thread.objects.filter(resident=resident, folder=name).update(folder=INBOX)


@transaction.atomic
def move(resident: "Resident", threads: Iterable[UUID], folder: str) -> dict[UUID, str]:
    """Moves conversations to a folder, the archive, or the inbox (""); gives where they were.

    What it gives is what an undo needs. Raises UnknownFolder.
    """
    own = Folder.objects.filter(resident=resident, name=folder)
    if folder not in {INBOX, ARCHIVE} and not own.exists():
        raise UnknownFolder
    rows = Thread.objects.filter(resident=resident, id__in=list(threads)[:MOST_AT_ONCE])
    before = dict(rows.values_list("id", "folder"))
    rows.update(folder=folder)
    return before


@transaction.atomic
def mark_all(resident: "Resident", threads: Iterable[UUID], *, unread: bool) -> list[UUID]:
    """Marks conversations as read or unread; gives those it changed."""
    rows = Thread.objects.filter(resident=resident, id__in=list(threads)[:MOST_AT_ONCE])
    changed = [row for row in rows.order_by("id") if bool(row.unread) != unread]
    for row in changed:
        mark(row, unread=unread)
    return [row.id for row in changed]
