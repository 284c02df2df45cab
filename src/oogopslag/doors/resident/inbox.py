"""Messages: the list, one conversation, answering where it is read."""

import secrets
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.core.values import Actor
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError, UnknownThread
from oogopslag.ui.page import render

PAGE = 20


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    after = queries.Place.read(request.GET.get("voor", ""))
    rows = queries.threads_of(request.resident, after, PAGE)
    return render(
        request,
        "resident/inbox.jinja",
        shell(request, "inbox"),
        threads=rows,
        older=str(queries.Place.after(rows[-1])) if len(rows) == PAGE else "",
    )


@require_safe
@resident_only
def one(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    return _page(request, thread_id)


def _page(request: ResidentRequest, thread_id: UUID, sentence: str = "") -> HttpResponse:
    try:
        view = queries.thread(request.resident, thread_id)
        actions.opened(queries.row_of_resident(request.resident, thread_id))
    except UnknownThread as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "resident/thread.jinja",
        shell(request, "inbox"),
        status=400 if sentence else 200,
        thread=view,
        sentence=sentence,
        key=secrets.token_urlsafe(16),
    )


@require_POST
@resident_only
def reply(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    """Sends the answer; on any error the text is kept as a draft and stands there again."""
    try:
        thread = queries.row_of_resident(request.resident, thread_id)
    except UnknownThread as error:
        raise Http404(str(error)) from error
    text = request.POST.get("text", "")
    if "bewaren" in request.POST:
        actions.save_draft(thread, actions.KEEP_DRAFT, text)
        return HttpResponseRedirect(reverse("r_thread", args=[thread_id]))
    try:
        actions.reply(
            thread,
            text=text,
            key=request.POST.get("key", "")[:80],
            actor=Actor(kind="resident", id=str(request.resident.id)),
            files=request.FILES.getlist("files"),
        )
    except InboxError as error:
        actions.save_draft(thread, actions.KEEP_DRAFT, text)
        return _page(request, thread_id, str(error))
    return HttpResponseRedirect(reverse("r_thread", args=[thread_id]) + "?verzonden=1")


@require_POST
@resident_only
def autosave(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    try:
        thread = queries.row_of_resident(request.resident, thread_id)
    except UnknownThread as error:
        raise Http404(str(error)) from error
    actions.save_draft(thread, actions.KEEP_DRAFT, request.POST.get("text", ""))
    return HttpResponse(status=204)


@require_safe
@resident_only
def attachment(request: ResidentRequest, attachment_id: UUID) -> FileResponse:
    """A file of one of this resident's conversations, always as a download."""
    try:
        found = queries.attachment_of_resident(request.resident, attachment_id)
    except UnknownThread as error:
        raise Http404(str(error)) from error
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


urlpatterns = [
    path("berichten/", overview, name="r_inbox"),
    path("berichten/<uuid:thread_id>/", one, name="r_thread"),
    path("berichten/<uuid:thread_id>/antwoord/", reply, name="r_reply"),
    path("berichten/<uuid:thread_id>/bewaren/", autosave, name="r_reply_autosave"),
    path("bijlagen/<uuid:attachment_id>/", attachment, name="r_attachment"),
]
