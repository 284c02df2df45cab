"""Joining: find your organisation in the register, say that it is yours, and begin."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.broker import actions
from oogopslag.broker.errors import BrokerError
from oogopslag.doors.entry import everyone
from oogopslag.insight import queries as register
from oogopslag.ui.page import render


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest) -> HttpResponse:
    """Search and claim; what was typed stays when it cannot be."""
    words, sentence = request.GET.get("zoek", ""), ""
    chosen, name = request.POST.get("code", ""), request.POST.get("name", "")
    if request.method == "POST":
        try:
            _made, account = actions.claim(chosen, name=name)
        except BrokerError as error:
            sentence = str(error)
        else:
            request.session.flush()
            login(request, account)  # there is one backend, and settings name it
            return HttpResponseRedirect(reverse("c_own"))
    entry = register.entries().get(chosen or request.GET.get("kies", ""))
    return render(
        request,
        "console/joining.jinja",
        words=words,
        found=register.search(words),
        entry=entry,
        successor=register.entries().get(entry.into) if entry and entry.into else None,
        exists=bool(entry and entry.exists(timezone.localdate())),
        name=name,
        sentence=sentence,
        title=_("Join with your organisation"),
        status=400 if sentence else 200,
    )


urlpatterns = [path("aansluiten/", joining, name="c_joining")]
