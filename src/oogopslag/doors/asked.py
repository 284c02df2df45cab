"""What an address or a form asks for, read leniently: an id that is none asks for nothing."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """The ids among them, in order."""
    return [found for text in texts if (found := uuid_of(text)) is not None]


def before(request: HttpRequest) -> UUID | None:
    """Behind which row an older page begins (`?voor=`); None for the newest."""
    return uuid_of(request.GET.get("voor", ""))
