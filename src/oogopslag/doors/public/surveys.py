"""Answering a survey with an anonymous invitation: partial answers are kept, nobody is named."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.doors.entry import everyone
from oogopslag.insight import actions, queries
from oogopslag.insight.errors import InsightError
from oogopslag.people import queries as people
from oogopslag.ui.format import text
from oogopslag.ui.page import render


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of an invitation; after sending it is used up and nothing links back to it."""
    try:
        instrument, slug = queries.open_survey(token), queries.about(token)
    except InsightError as error:
        return _page(request, None, str(error), status=410)
    if request.method != "POST":
        return _page(request, instrument, "", about=slug)
    given = {one.id: request.POST[one.id] for one in instrument.items if request.POST.get(one.id)}
    if not given:
        return _page(request, instrument, _("Answer one question at least."), status=400,
                     about=slug)  # fmt: skip
    try:
        actions.answer_survey(token, given)
    except InsightError as error:
        return _page(request, instrument, str(error), status=400, about=slug)
    return _page(request, None, "", thanks=True)


def _page(
    request: HttpRequest, instrument: object, sentence: str, *, status: int = 200,
    thanks: bool = False, about: str = "",
) -> HttpResponse:  # fmt: skip
    return render(
        request, "public/survey.jinja", instrument=instrument, sentence=sentence, thanks=thanks,
        typed=request.POST, status=status, words=queries.answer_words(), about=_called(about),
    )  # fmt: skip


def _called(slug: str) -> str:
    """The name of the organisation in the page's language; empty without one."""
    body = people.organisation_or_none(slug) if slug else None
    return text(body.name) if body else queries.name_of(slug) if slug else ""


urlpatterns = [path("vraag/<slug:token>/", survey, name="p_survey")]
