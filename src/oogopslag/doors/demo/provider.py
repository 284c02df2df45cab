"""Demo-DigiD: a small OpenID Connect provider with a page of personas. Never in production."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.demo import personas, tokens
from oogopslag.doors.entry import everyone
from oogopslag.people import errors, queries
from oogopslag.ui.page import render

if not settings.DEMO:
    raise ImproperlyConfigured("Demo-DigiD starts only where OOGOPSLAG_DEMO is on.")

LEVEL = "http://eidas.europa.eu/LoA/substantial"
_CLIENTS = {"digid": "oidc", "medewerkers": "staff_oidc"}


def _issuer(realm: str) -> str:
    if realm not in _CLIENTS:
        raise Http404
    return f"{settings.BASE_URL}/demo/oidc/{realm}"


def _client(realm: str) -> tuple[str, str]:
    prefix = _CLIENTS[realm]
    secret = getattr(settings.CONFIG, f"{prefix}_client_secret") or settings.SECRET_KEY
    return getattr(settings.CONFIG, f"{prefix}_client_id"), secret


@everyone
def discovery(request: HttpRequest, realm: str) -> HttpResponse:
    issuer = _issuer(realm)
    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize/",
            "token_endpoint": f"{issuer}/token/",
            "jwks_uri": f"{issuer}/jwks/",
            "userinfo_endpoint": f"{issuer}/userinfo/",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }
    )


@everyone
def jwks(request: HttpRequest, realm: str) -> HttpResponse:
    _issuer(realm)
    return JsonResponse(tokens.public_keys())


@everyone
def authorize(request: HttpRequest, realm: str) -> HttpResponse:
    """The page of personas; choosing one sends the browser back with a code."""
    asked = _asked(request, realm)
    if asked is None:
        return HttpResponse(_("This sign-in request is not complete."), status=400)
    if request.method == "POST":
        try:
            return _granted(request, realm, asked)
        except (InvalidValue, errors.PeopleError) as error:
            return _choose(request, realm, asked, sentence=str(error))
    return _choose(request, realm, asked)


def _asked(request: HttpRequest, realm: str) -> dict[str, str] | None:
    """The request, when client, address and PKCE are as they must be."""
    _issuer(realm)
    source = request.POST if request.method == "POST" else request.GET
    names = ("client_id", "redirect_uri", "state", "nonce", "code_challenge")
    asked = {name: source.get(name, "") for name in names}
    right = (
        all(asked.values())
        and asked["client_id"] == _client(realm)[0]
        and asked["redirect_uri"] == f"{settings.BASE_URL}/inloggen/{realm}/terug/"
        and source.get("code_challenge_method", "S256") == "S256"
    )
    return asked if right else None


def _choose(
    request: HttpRequest, realm: str, asked: dict[str, str], sentence: str = ""
) -> HttpResponse:
    people = personas.staff() if realm == "medewerkers" else personas.residents()
    return render(
        request,
        "demo/personas.jinja",
        people=people,
        asked=asked,
        realm=realm,
        sentence=sentence,
        typed=request.POST.get("bsn", ""),
        status=400 if sentence else 200,
    )


def _granted(request: HttpRequest, realm: str, asked: dict[str, str]) -> HttpResponse:
    claims = _staff_claims(request) if realm == "medewerkers" else _resident_claims(request)
    code = tokens.code_for({**asked, "realm": realm, "claims": claims})
    query = urlencode({"code": code, "state": asked["state"]})
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{query}")


def _resident_claims(request: HttpRequest) -> dict[str, Any]:
    """Raises InvalidValue for a wrong BSN, UnknownResident for one that is not in the register."""
    try:
        bsn = Bsn.parse(request.POST.get("persona") or request.POST.get("bsn", ""))
    except InvalidValue as error:
        raise InvalidValue(_("This BSN cannot be right. Check it.")) from error
    resident = queries.resident_by_bsn(bsn)
    return {"sub": str(resident.id), "bsn": bsn.number}


def _staff_claims(request: HttpRequest) -> dict[str, Any]:
    persona = personas.member(request.POST.get("persona", ""))
    if persona is None:
        raise InvalidValue(_("Choose one of the people on this page."))
    return {"sub": persona.subject, "name": persona.name, "roles": persona.roles}


@csrf_exempt  # called by a server, which shows the client's secret
@everyone
@require_POST
def token(request: HttpRequest, realm: str) -> HttpResponse:
    grant = tokens.redeemed(request.POST.get("code", ""))
    right = (
        grant
        and grant["realm"] == realm
        and _authenticated(request, realm)
        and request.POST.get("redirect_uri") == grant["redirect_uri"]
        and tokens.fits(request.POST.get("code_verifier", ""), grant["code_challenge"])
    )
    if not right or grant is None:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    claims = {**grant["claims"], "nonce": grant["nonce"], "acr": LEVEL}
    return JsonResponse(
        {
            "access_token": tokens.code_for({"realm": realm}),
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": tokens.identity(_issuer(realm), grant["client_id"], claims),
        },
        headers={"Cache-Control": "no-store"},
    )


def _authenticated(request: HttpRequest, realm: str) -> bool:
    client, secret = _client(realm)
    return (request.POST.get("client_id"), request.POST.get("client_secret")) == (client, secret)


@everyone
def userinfo(request: HttpRequest, realm: str) -> HttpResponse:
    """Nothing beyond the identity token: claims travel once."""
    _issuer(realm)
    return JsonResponse({"error": "invalid_token"}, status=401)


urlpatterns = [
    path("oidc/<slug:realm>/.well-known/openid-configuration", discovery, name="d_discovery"),
    path("oidc/<slug:realm>/jwks/", jwks, name="d_jwks"),
    path("oidc/<slug:realm>/authorize/", authorize, name="d_authorize"),
    path("oidc/<slug:realm>/token/", token, name="d_token"),
    path("oidc/<slug:realm>/userinfo/", userinfo, name="d_userinfo"),
]
