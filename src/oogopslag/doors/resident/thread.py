"""One conversation: reading, answering where it is read, its files, its proof, as PDF."""

import secrets
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from oogopslag.core.values import Actor
from oogopslag.doors.asked import before, once_for
from oogopslag.doors.downloads import download, json_download, proof_name
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError
from oogopslag.insight import queries as insight
from oogopslag.ui.format import active
from oogopslag.ui.page import render


@require_safe
@resident_only
def one(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    return _page(request, thread_id)


def _page(request: ResidentRequest, thread_id: UUID, sentence: str = "") -> HttpResponse:
    view = queries.thread(request.resident, thread_id, before(request))
    level = request.session.get("level", "")
    actions.opened(queries.row_of_resident(request.resident, thread_id), level=level)
    return render(
        request,
        "resident/thread.jinja",
        shell(request, "inbox"),
        status=400 if sentence else 200,
        thread=view,
        sentence=sentence,
        sent="verzonden" in request.GET,
        service_hours=queries.service_hours(),
        key=secrets.token_urlsafe(16),
        **_after_an_answer(request, thread_id),
    )


def _after_an_answer(request: ResidentRequest, thread_id: UUID) -> dict[str, Any]:
    """Whether to ask if an answer helped, and, once somebody said so, about the contact."""
    said = request.GET.get("beantwoord", "")
    ask = said != "" and insight.may_ask(str(request.resident.id), timezone.localdate())
    return {"settle": queries.to_settle(thread_id), "settled": said, "ask_contact": ask}


def _row(request: ResidentRequest, thread_id: UUID) -> Any:
    return queries.row_of_resident(request.resident, thread_id)


@require_POST
@resident_only
def reply(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    """Sends the answer; on any error the text is kept as a draft and stands there again."""
    thread, text = _row(request, thread_id), request.POST.get("text", "")
    if "bewaren" in request.POST:
        actions.save_draft(thread, actions.KEEP_DRAFT, text)
        return HttpResponseRedirect(reverse("r_thread", args=[thread_id]))
    try:
        actions.reply(
            thread,
            text=text,
            key=once_for(request, "text"),
            actor=Actor(kind="resident", id=str(request.resident.id)),
            files=request.FILES.getlist("files"),
        )
    except InboxError as error:
        actions.save_draft(thread, actions.KEEP_DRAFT, text)
        return _page(request, thread_id, str(error))
    return HttpResponseRedirect(reverse("r_thread", args=[thread_id]) + "?verzonden=1#antwoord")


@require_POST
@resident_only
def autosave(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    actions.save_draft(_row(request, thread_id), actions.KEEP_DRAFT, request.POST.get("text", ""))
    return HttpResponse(status=204)


@require_POST
@resident_only
def confirm(request: ResidentRequest, message_id: UUID) -> HttpResponse:
    """ "Ontvangen": proof for both sides."""
    message = _message(request, message_id)
    actions.confirm(message.thread, message)
    return HttpResponseRedirect(reverse("r_proof", args=[message_id]))


def _message(request: ResidentRequest, message_id: UUID) -> Any:
    return queries.message_of_resident(request.resident, message_id)


@require_safe
@resident_only
def proof(request: ResidentRequest, message_id: UUID) -> HttpResponse:
    """What both sides can prove of a message, to read."""
    _message(request, message_id)
    return render(
        request,
        "resident/proof.jinja",
        shell(request, "inbox"),
        proof=queries.proof_of_resident(request.resident, message_id),
    )


@require_safe
@resident_only
def proof_file(request: ResidentRequest, message_id: UUID) -> HttpResponse:
    """The same, to keep and to check."""
    _message(request, message_id)
    found = queries.proof_of_resident(request.resident, message_id)
    return json_download(queries.proof_data(found), proof_name(found.code))


@require_safe
@resident_only
def pdf(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    """The whole conversation as PDF/UA."""
    return download(queries.thread_pdf(request.resident, thread_id, active()), "gesprek.pdf")


@require_safe
@resident_only
def attachment(request: ResidentRequest, attachment_id: UUID) -> FileResponse:
    """A file of one of this resident's conversations, always as a download."""
    found = queries.attachment_of_resident(request.resident, attachment_id)
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


urlpatterns = [
    path("berichten/<uuid:thread_id>/", one, name="r_thread"),
    path("berichten/<uuid:thread_id>/antwoord/", reply, name="r_reply"),
    path("berichten/<uuid:thread_id>/bewaren/", autosave, name="r_reply_autosave"),
    path("berichten/<uuid:thread_id>/pdf/", pdf, name="r_thread_pdf"),
    path("bericht/<uuid:message_id>/bewijs/", proof, name="r_proof"),
    path("bericht/<uuid:message_id>/bewijs/bestand/", proof_file, name="r_proof_file"),
    path("bericht/<uuid:message_id>/ontvangen/", confirm, name="r_confirm"),
    path("bijlagen/<uuid:attachment_id>/", attachment, name="r_attachment"),
]
