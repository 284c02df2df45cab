"""Demo-eHerkenning and the letters that would have been posted. Never in production."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import queries
from oogopslag.doors.entry import everyone
from oogopslag.ui.page import render

NOBODY = "gm0000"


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def eherkenning(request: HttpRequest) -> HttpResponse:
    """Choose for whom you may speak: your organisation, or another one."""
    claim = request.POST.get("claim") or request.GET.get("claim", "")
    if request.method == "POST":
        token = queries.demo_statement(request.POST.get("organisatie", ""), claim)
        query = urlencode({"verklaring": token})
        return HttpResponseRedirect(f"{reverse('c_eherkenning')}?{query}")
    return render(
        request, "demo/eherkenning.jinja", claim=claim, nobody=NOBODY,
        organisation=request.GET.get("organisatie", ""),
    )  # fmt: skip


@everyone
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters with a code that a demonstration would have posted."""
    return render(request, "demo/letters.jinja", letters=queries.demo_letters())


urlpatterns = [
    path("eherkenning/", eherkenning, name="d_eherkenning"),
    path("brieven/", letters, name="d_letters"),
]
