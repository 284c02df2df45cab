"""What an address or a form asks for, read leniently: an id that is none asks for nothing."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest

from oogopslag.core.casework import Outcome


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def revision_of(text: str) -> int:
    """Which version of something was before a reader; -1, which fits none, when it is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else -1


def outcome_of(text: str, among: Iterable[Outcome]) -> Outcome:
    """The outcome a form sent. Raises Http404 for one that the form never had."""
    found = next((one for one in among if one == text), None)
    if found is None:
        raise Http404
    return found


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """The ids among them, in order."""
    return [found for text in texts if (found := uuid_of(text)) is not None]


def before(request: HttpRequest) -> UUID | None:
    """Behind which row an older page begins (`?voor=`); None for the newest."""
    return uuid_of(request.GET.get("voor", ""))


def once_for(request: HttpRequest, *names: str) -> str:
    """The key under which what was typed is sent once: the form's key with a hash of its words.

    Who goes back in the browser, or reads a kept page without a connection, types something else
    into a form that was sent already: with the form's key alone that would be taken for the first
    message and lost. `names` are the fields that make it another message; files count as well.
    """
    typed = [request.POST.get(name, "") for name in names]
    files = [f"{file.name} {file.size}" for file in request.FILES.getlist("files")]
    digest = hashlib.sha256("\x00".join([*typed, *files]).encode()).hexdigest()[:32]
    return f"{request.POST.get('key', '')[:40]}:{digest}"
