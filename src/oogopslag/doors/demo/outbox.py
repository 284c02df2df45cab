"""The mail and letters a demonstration would have sent."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from oogopslag.delivery import queries
from oogopslag.doors.asked import before
from oogopslag.doors.entry import everyone
from oogopslag.ui.page import render

PAGE = 20


@everyone
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    mails = queries.outbox_of_demo(before(request), PAGE)
    older = mails[-1].id if len(mails) == PAGE else None
    planned = [] if before(request) else queries.planned_of_demo()
    return render(request, "demo/outbox.jinja", mails=mails, older=older, planned=planned)


urlpatterns = [path("outbox/", outbox, name="d_outbox")]
