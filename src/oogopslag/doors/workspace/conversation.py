"""Answering a resident from the case; files in a conversation."""

from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.doors.asked import once_for
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.case import page
from oogopslag.doors.workspace.shell import workplace
from oogopslag.doors.workspace.thread import page as thread_page
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError


@require_POST
@staff_only
def answer(request: StaffRequest, thread_id: UUID) -> HttpResponse:
    """Sends an answer; on any error the text is kept as a draft and stands there again."""
    thread = queries.row_of_organisation(workplace(request), thread_id)
    text = request.POST.get("text", "")
    try:
        actions.answer(
            thread,
            staff=request.staff,
            text=text,
            key=once_for(request, "text"),
            files=request.FILES.getlist("files"),
        )
    except InboxError as error:
        actions.save_draft(thread, f"staff:{request.staff.id}", text)
        if thread.case is None or _from_messages(request):
            return thread_page(request, thread_id, str(error), text)
        return page(request, thread.case, str(error), text=text)
    if thread.case and not _from_messages(request):
        return HttpResponseRedirect(reverse("w_case", args=[thread.case]))
    return HttpResponseRedirect(reverse("w_thread", args=[thread_id]))


def _from_messages(request: StaffRequest) -> bool:
    """Whether the answer was written on the conversation's own page."""
    return "/berichten/" in request.headers.get("Referer", "")


@require_safe
@staff_only
def attachment(request: StaffRequest, attachment_id: UUID) -> FileResponse:
    found = queries.attachment_of_organisation(workplace(request), attachment_id)
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


urlpatterns = [
    path("berichten/<uuid:thread_id>/antwoord/", answer, name="w_answer"),
    path("bijlagen/<uuid:attachment_id>/", attachment, name="w_attachment"),
]
