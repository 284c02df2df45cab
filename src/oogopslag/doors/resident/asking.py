"""A conversation that the resident begins."""

import secrets

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from oogopslag.broker import queries as broker
from oogopslag.doors.asked import once_for
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions
from oogopslag.inbox.errors import InboxError
from oogopslag.ui.page import render


@require_http_methods(["GET", "HEAD", "POST"])
@resident_only
def new(request: ResidentRequest) -> HttpResponse:
    """A question to any body; on an error everything typed stands there again."""
    bodies = {body.slug: body for body in broker.addressable()}
    sentence = ""
    if request.method == "POST":
        body = bodies.get(request.POST.get("aan", ""))
        try:
            if body is not None:
                made = actions.start(
                    request.resident,
                    body,
                    title=request.POST.get("onderwerp", ""),
                    text=request.POST.get("text", ""),
                    key=once_for(request, "aan", "onderwerp", "text"),
                    files=request.FILES.getlist("files"),
                )
                return HttpResponseRedirect(reverse("r_thread", args=[made.id]) + "?verzonden=1")
        except InboxError as error:
            sentence = str(error)
        sentence = sentence or str(InboxError())
    return render(
        request,
        "resident/new_thread.jinja",
        shell(request, "inbox"),
        status=400 if sentence else 200,
        bodies=bodies.values(),
        to=request.POST.get("aan") or request.GET.get("aan", ""),
        subject=request.POST.get("onderwerp", ""),
        text=request.POST.get("text", ""),
        key=request.POST.get("key") or secrets.token_urlsafe(16),
        sentence=sentence,
    )


urlpatterns = [path("berichten/nieuw/", new, name="r_new_thread")]
