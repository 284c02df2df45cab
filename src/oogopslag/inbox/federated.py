"""Messages one by one, as federated contracts see them: a box of letters, without conversation."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import attachments
from oogopslag.inbox.accepting import Accepted, Incoming
from oogopslag.inbox.errors import NotTheirs, UnknownThread
from oogopslag.inbox.models import Attachment, Mark, Message, Origin
from oogopslag.inbox.outward import opened_for_sender, seen_by
from oogopslag.inbox.reading import mark as mark_thread
from oogopslag.inbox.taking import take

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.people.models import Client, Resident

MOST_COUNTED = 10_000
_WITH = ("thread__organisation", "thread__resident", "mark", "origin")


@transaction.atomic
def deliver(
    client: "Client",
    one: Incoming,
    files: "Files",
    *,
    actor: Actor,
    contract: str = "",
    fields: Mapping[str, Any] | None = None,
) -> Accepted:
    """A message with its files, all or nothing; `fields` are given back as they came.

    Raises what `take` and `attachments.check` do.
    """
    attachments.check(files)
    found = take(client, one, actor=actor)
    if found.created and files:
        attachments.keep(Message.objects.get(id=found.message), files)
    if found.created and contract:
        Origin.objects.create(
            message_id=found.message, contract=contract, fields=dict(fields or {})
        )
    return found


def delivered_by(
    client: "Client",
    contract: str,
    *,
    about: str = "",
    unopened: bool | None = None,
    skip: int = 0,
    limit: int = 100,
) -> tuple[list[Message], int]:
    """What this organisation delivered by a contract, newest first, and how many (to 10,000).

    A letter counts as opened only where its sender may know that.
    """
    rows = Message.objects.filter(sender=client.organisation, origin__contract=contract)
    rows = rows.filter(thread__in=seen_by(client))
    found = rows.order_by("-id").values_list("id", "origin__fields")[:MOST_COUNTED]
    ids = [key for key, fields in found if not about or _is_about(fields, about)]
    if unopened is not None:
        opened = opened_for_sender(ids)
        ids = [key for key in ids if (key in opened) != unopened]
    page = Message.objects.filter(id__in=ids[skip : skip + limit]).order_by("-id")
    return list(page.select_related(*_WITH)), len(ids)


def _is_about(fields: Mapping[str, Any], urn: str) -> bool:
    return any(one.get("urn") == urn for one in fields.get("isGerelateerdAan", ()))


def delivered(client: "Client", contract: str, message_id: UUID) -> Message:
    """One of them. Raises UnknownThread."""
    rows = Message.objects.filter(id=message_id, origin__contract=contract)
    found = rows.filter(thread__in=seen_by(client)).select_related(*_WITH).first()
    if found is None:
        raise UnknownThread
    return found


def box(
    resident: "Resident | None",
    *,
    sender: str = "",
    words: str = "",
    skip: int = 0,
    limit: int = 20,
) -> Sequence[Message]:
    """Letters of organisations with an OIN, newest first, without removed ones."""
    if resident is None:
        return []
    rows = _rows(resident, sender, words).select_related("thread__organisation", "mark")
    return list(rows.prefetch_related("attachments").order_by("-id")[skip : skip + limit])


def size_of_box(resident: "Resident | None", *, sender: str = "") -> int:
    """How many there are, up to 10,000: the contract wants a total, we do not count for it."""
    if resident is None:
        return 0
    return len(_rows(resident, sender, "").order_by("-id").values_list("id")[:MOST_COUNTED])


def _rows(resident: "Resident", sender: str, words: str) -> QuerySet[Message]:
    rows = Message.objects.filter(
        thread__resident=resident, thread__hidden=False, by="organisation", retracted=None
    )
    rows = rows.exclude(thread__organisation__oin="").exclude(mark__removed=True)
    if sender:
        rows = rows.filter(thread__organisation__oin=sender)
    if words:
        rows = rows.filter(Q(thread__search__contains=words.lower()) | Q(body__nl__icontains=words))
    return rows


def letter(resident: "Resident | None", message_id: UUID) -> Message:
    """One letter of this resident. Raises UnknownThread, and NotTheirs for another's."""
    rows = Message.objects.filter(id=message_id, by="organisation", retracted=None)
    rows = rows.filter(thread__hidden=False).exclude(mark__removed=True)
    found = rows.select_related(*_WITH).first()
    if found is None:
        raise UnknownThread
    if resident is None or found.thread.resident_id != resident.id:
        raise NotTheirs
    return found


def file_of(resident: "Resident | None", message_id: UUID, file_id: UUID) -> Attachment:
    """A clean file of a letter. Raises UnknownThread, NotTheirs."""
    found = letter(resident, message_id).attachments.filter(id=file_id).first()
    if found is None or found.state != Attachment.CLEAN:
        raise UnknownThread
    return found


@transaction.atomic
def mark(
    resident: "Resident | None",
    message_id: UUID,
    *,
    read: bool | None = None,
    folder: str | None = None,
    removed: bool | None = None,
) -> Message:
    """Changes what is given; None leaves as it is. Raises UnknownThread, NotTheirs."""
    found = letter(resident, message_id)
    row, _made = Mark.objects.get_or_create(
        message=found, defaults={"changed": timezone.now(), "read": False}
    )
    if read is not None:
        row.read = read
        mark_thread(found.thread, unread=not read)
    if folder is not None:
        row.folder = folder
    if removed is not None:
        row.removed = removed
    row.changed = timezone.now()
    row.save()
    return found if removed else letter(resident, message_id)
