"""Settings: where you are signed in, how you want to be told."""

from uuid import UUID

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.delivery import devices
from oogopslag.delivery import queries as delivery
from oogopslag.delivery.errors import InvalidSubscription
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.people import actions, queries
from oogopslag.ui.page import render


@require_safe
@resident_only
def settings_page(request: ResidentRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: ResidentRequest, sentence: str = "", typed: str = "", push_sentence: str = ""
) -> HttpResponse:
    wishes = {wish.channel: wish for wish in queries.wishes(request.resident)}
    return render(
        request,
        "resident/settings.jinja",
        shell(request, "settings"),
        status=400 if sentence or push_sentence else 200,
        email=wishes.get("email"),
        typed=typed,
        sentence=sentence,
        push_sentence=push_sentence,
        devices=delivery.devices(request.resident),
        push_key=delivery.push_key(),
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
def device(request: ResidentRequest) -> HttpResponse:
    """Tells this browser by web push from now on; asked by the page's script."""
    try:
        devices.add(
            request.resident,
            endpoint=request.POST.get("endpoint", "")[:1000],
            p256dh=request.POST.get("p256dh", "")[:100],
            auth=request.POST.get("auth", "")[:40],
            name=request.headers.get("User-Agent", ""),
        )
    except InvalidSubscription as error:
        return _page(request, push_sentence=str(error.sentence))
    return HttpResponseRedirect(reverse("r_settings") + "#h-push")


@require_POST
@resident_only
def device_off(request: ResidentRequest, device_id: UUID) -> HttpResponse:
    """Stops telling a device."""
    devices.remove(request.resident, device_id)
    return HttpResponseRedirect(reverse("r_settings") + "#h-push")


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
    path("instellingen/meldingen/", device, name="r_device"),
    path("instellingen/meldingen/<uuid:device_id>/weg/", device_off, name="r_device_off"),
    path("instellingen/overal-uitloggen/", everywhere, name="r_sign_out_everywhere"),
]
