"""What bodies promised residents, and whether they kept it; anybody may read it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from oogopslag.delivery import queries as deliveries
from oogopslag.doors.entry import everyone
from oogopslag.inbox import queries
from oogopslag.people import queries as people
from oogopslag.ui.page import render

YEAR = timedelta(days=365)


@everyone
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Kept and missed per body and month, and how often quiet hours were broken."""
    today = timezone.localdate()
    names = {body.slug: body.name for body in people.organisations()}
    return render(
        request,
        "public/promises.jinja",
        rows=queries.promises_kept(today - YEAR, today),
        breaks=deliveries.quiet_breaks(),
        names=names,
    )


urlpatterns = [path("toezeggingen/", register, name="p_promises")]
