"""After an answer: did it answer, and one question about the contact, at most once in 90 days."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from oogopslag.core.values import Actor
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import UnknownThread
from oogopslag.insight import actions as insight
from oogopslag.insight.errors import InsightError


@require_POST
@resident_only
def answered(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    """Keeps "yes, answered" or "not yet", and goes back to where it was said."""
    yes = request.POST.get("beantwoord") == "ja"
    actor = Actor(kind="resident", id=str(request.resident.id))
    actions.settle(_row(request, thread_id), answered=yes, actor=actor)
    where = "?beantwoord=ja#h-beantwoord" if yes else "?beantwoord=nee#antwoord"
    return HttpResponseRedirect(reverse("r_thread", args=[thread_id]) + where)


@require_POST
@resident_only
def contact(request: ResidentRequest, thread_id: UUID) -> HttpResponse:
    """To the question, with a token that leads to nobody; who was asked lately is left alone."""
    thread = _row(request, thread_id)
    try:
        token = insight.ask_after_contact(str(request.resident.id), thread.organisation.slug)
    except InsightError:
        return HttpResponseRedirect(reverse("r_thread", args=[thread_id]))
    return HttpResponseRedirect(reverse("p_survey", args=[token]))


def _row(request: ResidentRequest, thread_id: UUID):  # type: ignore[no-untyped-def]  # a row of a room
    try:
        return queries.row_of_resident(request.resident, thread_id)
    except UnknownThread as error:
        raise Http404(str(error)) from error


urlpatterns = [
    path("berichten/<uuid:thread_id>/beantwoord/", answered, name="r_answered"),
    path("berichten/<uuid:thread_id>/na-contact/", contact, name="r_contact"),
]
