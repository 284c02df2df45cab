"""What bodies promised residents, and whether they kept it; anybody may read it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from oogopslag.broker import queries as bodies
from oogopslag.delivery import queries as deliveries
from oogopslag.doors.entry import everyone
from oogopslag.inbox import queries
from oogopslag.ui.page import render

YEAR = timedelta(days=365)


@everyone
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Kept and missed per body and month, and how often quiet hours were broken."""
    today = timezone.localdate()
    # A body that somebody only claimed so far promised nothing: its letters are a trial.
    names = {body.slug: body.name for body in bodies.addressable()}
    kept, broken = queries.promises_kept(today - YEAR, today), deliveries.quiet_breaks()
    return render(
        request,
        "public/promises.jinja",
        rows=[row for row in kept if row.organisation in names],
        breaks=[one for one in broken if one.organisation in names],
        names=names,
    )


urlpatterns = [path("toezeggingen/", register, name="p_promises")]
