"""Settings: where you are signed in, how you want to be told."""

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.people import actions, queries
from oogopslag.ui.page import render


@require_safe
@resident_only
def settings_page(request: ResidentRequest) -> HttpResponse:
    return _page(request)


def _page(request: ResidentRequest, sentence: str = "", typed: str = "") -> HttpResponse:
    wishes = {wish.channel: wish for wish in queries.wishes(request.resident)}
    return render(
        request,
        "resident/settings.jinja",
        shell(request, "settings"),
        status=400 if sentence else 200,
        email=wishes.get("email"),
        typed=typed,
        sentence=sentence,
        sessions=queries.sessions(request.user, request.session.session_key),
    )


@require_POST
@resident_only
def email(request: ResidentRequest) -> HttpResponse:
    """Agrees to be told by e-mail, or takes that back (Awb 2:8)."""
    address = request.POST.get("address", "").strip()
    agreed = request.POST.get("choice") == "ja"
    if agreed:
        try:
            validate_email(address)
        except ValidationError:
            return _page(
                request,
                _("Write an e-mail address like name@example.nl. Nothing changed."),
                address,
            )
    actions.wish(request.resident, "email", address=address if agreed else "", agreed=agreed)
    return HttpResponseRedirect(reverse("r_settings"))


@require_POST
@resident_only
def everywhere(request: ResidentRequest) -> HttpResponse:
    """Ends all sessions of this login, this one too."""
    actions.sign_out_everywhere(request.user)
    logout(request)
    response = HttpResponseRedirect(reverse("p_login"))
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


urlpatterns = [
    path("instellingen/", settings_page, name="r_settings"),
    path("instellingen/e-mail/", email, name="r_email"),
    path("instellingen/overal-uitloggen/", everywhere, name="r_sign_out_everywhere"),
]
