"""One conversation as the team sees it: answer, note, forward, mark as formal, take back, prove."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.broker import queries as broker
from oogopslag.core.values import Actor
from oogopslag.delivery import queries as deliveries
from oogopslag.doors.asked import before, uuid_of
from oogopslag.doors.downloads import json_download, proof_name
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError, UnknownThread
from oogopslag.ui.page import render


@require_safe
@staff_only
def one(request: StaffRequest, thread_id: UUID) -> HttpResponse:
    return page(request, thread_id)


def page(
    request: StaffRequest, thread_id: UUID, sentence: str = "", text: str = ""
) -> HttpResponse:
    """The conversation; `text` is what stood in a form that could not be sent."""
    organisation = workplace(request)
    row = queries.row_of_organisation(organisation, thread_id)
    found = queries.thread_for_staff(organisation, thread_id, _key(request), before(request))
    suggestions = queries.suggestions(organisation, thread_id)
    return render(
        request,
        "workspace/thread.jinja",
        shell(request, "messages", organisation),
        status=400 if sentence else 200,
        thread=found,
        resident=row.resident.name,
        assigned=row.assigned_id == request.staff.id,
        notes=queries.notes_of(organisation, thread_id),
        suggestions=suggestions,
        troubles=deliveries.troubles_about([message.id for message in found.messages]),
        retractable=[m for m in found.messages if queries.can_retract(m)],
        formal=actions.FORMAL,
        bodies=[body for body in broker.addressable() if body.id != organisation.id],
        sentence=sentence,
        text=_with_earlier(request, text or found.draft, suggestions),
        key=secrets.token_urlsafe(16),
    )


def _with_earlier(request: StaffRequest, text: str, earlier: list[queries.Suggestion]) -> str:
    """The text with an earlier answer below it, when its link was chosen (`?eerder=2`)."""
    chosen = request.GET.get("eerder", "")
    if chosen not in {str(place) for place in range(1, len(earlier) + 1)}:
        return text
    return "\n\n".join(part for part in (text, earlier[int(chosen) - 1].answer) if part.strip())


def _key(request: StaffRequest) -> str:
    return f"staff:{request.staff.id}"


def _row(request: StaffRequest, thread_id: UUID) -> Any:
    return queries.row_of_organisation(workplace(request), thread_id)


@require_POST
@staff_only
def do(request: StaffRequest, thread_id: UUID) -> HttpResponse:
    """Everything a worker does here but answering; on an error nothing changed and it says why."""
    thread, chosen = _row(request, thread_id), request.POST.get("do", "")
    try:
        _done(request, thread, chosen)
    except InboxError as error:
        return page(request, thread_id, str(error))
    return HttpResponseRedirect(reverse("w_thread", args=[thread_id]))


def _done(request: StaffRequest, thread: Any, chosen: str) -> None:
    staff, actor = request.staff, Actor(kind="staff", id=str(request.staff.id))
    match chosen:
        case "mine":
            actions.assign(thread, staff, by=staff)
        case "release":
            actions.assign(thread, None, by=staff)
        case "note":
            actions.note(thread, staff=staff, text=request.POST.get("note", ""))
        case "forward":
            chosen = request.POST.get("naar", "")
            to = next((one for one in broker.addressable() if one.slug == chosen), None)
            if to is None:
                raise UnknownThread
            actions.forward(thread, to, staff=staff)
        case "formal":
            message = _message(request, request.POST.get("message", ""))
            actions.mark_formal(message, kind=request.POST.get("kind", ""), staff=staff)
        case "retract":
            actions.retract(_message(request, request.POST.get("message", "")), actor=actor)
        case "close":
            actions.close(thread.id, actor=actor)
        case _:
            raise UnknownThread


def _message(request: StaffRequest, message_id: str) -> Any:
    found = uuid_of(message_id)
    if found is None:
        raise UnknownThread
    return queries.message_of_organisation(workplace(request), found)


@require_POST
@staff_only
def autosave(request: StaffRequest, thread_id: UUID) -> HttpResponse:
    thread = _row(request, thread_id)
    actions.save_draft(thread, _key(request), request.POST.get("text", ""))
    return HttpResponse(status=204)


@require_safe
@staff_only
def proof(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """What the sender can prove; the same file with `?bestand`."""
    found = queries.proof_of_organisation(workplace(request), message_id)
    if "bestand" in request.GET:
        return json_download(queries.proof_data(found), proof_name(found.code))
    frame = shell(request, "messages", workplace(request))
    return render(request, "workspace/proof.jinja", frame, proof=found)


urlpatterns = [
    path("berichten/<uuid:thread_id>/", one, name="w_thread"),
    path("berichten/<uuid:thread_id>/doen/", do, name="w_thread_do"),
    path("berichten/<uuid:thread_id>/bewaren/", autosave, name="w_thread_autosave"),
    path("bericht/<uuid:message_id>/bewijs/", proof, name="w_proof"),
]
