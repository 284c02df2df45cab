"""What happens with a checked identity: welcome, session, and where to go next."""

from collections.abc import Mapping
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.people import actions, errors
from oogopslag.ui.page import render

RESIDENTS, STAFF = "digid", "medewerkers"
_BACKEND = "oogopslag.people.backend.Backend"


def issuer(provider_id: str) -> str:
    """The configured issuer; in a demo without one, this program's own Demo-DigiD."""
    configured = {RESIDENTS: settings.CONFIG.oidc_issuer, STAFF: settings.CONFIG.staff_oidc_issuer}
    return configured[provider_id] or f"{settings.BASE_URL}/demo/oidc/{provider_id}"


def arrive(request: HttpRequest, provider_id: str, claims: Mapping[str, Any]) -> HttpResponse:
    """Signs in whom these claims name; the claims themselves are not kept."""
    if provider_id == STAFF:
        return _staff(request, claims)
    try:
        bsn = Bsn.parse(str(claims.get(settings.CONFIG.bsn_claim, "")).rsplit(":", 1)[-1])
        level = str(claims["acr"]).rsplit("/", 1)[-1]
        account = actions.welcome_resident(bsn, level=level)
    except (InvalidValue, errors.PeopleError) as error:
        return _sorry(request, str(error))
    _enter(request, account)
    request.session["level"] = level  # how surely: goes along with the proof that a letter was seen
    return HttpResponseRedirect(reverse("r_glance"))


def _staff(request: HttpRequest, claims: Mapping[str, Any]) -> HttpResponse:
    roles = claims.get("roles")
    if not isinstance(roles, dict) or not roles:
        return _sorry(request, _("Your account has no role at any organisation here."))
    account = actions.welcome_staff(str(claims["sub"]), str(claims.get("name", "")), roles)
    _enter(request, account)
    broker = any("broker" in held for held in roles.values())
    return HttpResponseRedirect(reverse("c_home" if broker else "w_worklist"))


def _enter(request: HttpRequest, account: Any) -> None:
    shared = bool(request.session.get("shared"))
    request.session.flush()  # nothing of whoever used this browser before
    login(request, account, backend=_BACKEND)
    if shared:
        # A shared computer: nothing is kept for offline, and closing the browser signs out.
        request.session["shared"] = True
        request.session.set_expiry(0)
    UserSession.objects.create_from_request(request)  # the list under "Where you are signed in"


def refused(request: HttpRequest, provider_id: str, about: Mapping[str, Any]) -> HttpResponse:
    """The provider said no, or its answer cannot be trusted: a sentence, and a way on."""
    if str(getattr(about.get("error"), "value", about.get("error"))) == "cancelled":
        return HttpResponseRedirect(reverse("p_login"))
    return _sorry(request, _("Signing in did not work. You are not signed in. Please try again."))


def _sorry(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "login/refused.jinja", sentence=sentence, status=403)
