"""Notifications of this organisation that failed for good: why, and one button to try again."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.delivery import actions, queries
from oogopslag.doors.asked import before
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox import queries as inbox
from oogopslag.ui.page import render

PAGE = 50


@require_safe
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    organisation = workplace(request)
    rows = queries.failed_of(organisation.slug, before(request), PAGE)
    return render(
        request,
        "workspace/undelivered.jinja",
        shell(request, "messages", organisation),
        rows=rows,
        about=inbox.about(organisation, [row.subject for row in rows]),
        why=_why,
        older=rows[-1].id if len(rows) == PAGE else None,
    )


def _why(reason: str) -> str:
    """In words where we know them; else what the provider answered, as it did."""
    known = {
        "bounced": _("It came back: nothing arrives at this address."),
        "no address": _("There is no address."),
    }
    return known.get(reason) or _("The provider answered: %(answer)s") % {"answer": reason}


@require_POST
@staff_only
def again(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """Puts one in line again; somebody else's is left alone."""
    actions.requeue(row_id, organisation=workplace(request).slug)
    return HttpResponseRedirect(reverse("w_undelivered"))


urlpatterns = [
    path("berichten/niet-afgeleverd/", overview, name="w_undelivered"),
    path("berichten/niet-afgeleverd/<uuid:row_id>/", again, name="w_undelivered_again"),
]
