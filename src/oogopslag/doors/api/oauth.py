"""OAuth 2.0 client credentials (NL GOV profile): by secret, signed assertion or certificate."""

import base64
import binascii
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from oogopslag.doors.entry import certificate, everyone, for_machines
from oogopslag.people import actions, queries
from oogopslag.people.errors import MachineError, WrongKey

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@csrf_exempt  # no cookie lets anybody in here
@everyone
@require_POST
def token(request: HttpRequest) -> HttpResponseBase:
    """A token for a client that proves who it is; errors as RFC 6749 section 5.2 says."""
    if request.POST.get("grant_type") != "client_credentials":
        return _refused("unsupported_grant_type", 400)
    try:
        client = _client(request)
    except MachineError as error:
        return _refused("invalid_client", 401, str(error))
    return for_machines(
        JsonResponse(
            {
                "access_token": actions.token_for(client, certificate(request)),
                "token_type": "Bearer",
                "expires_in": int(queries.TOKEN_LASTS.total_seconds()),
            }
        )
    )


def _client(request: HttpRequest) -> Any:
    """The client, by what it shows. Raises MachineError."""
    seen = certificate(request)
    if request.POST.get("client_assertion_type") == _ASSERTION:
        audience = f"{settings.BASE_URL}/oauth/token"
        return actions.client_by_assertion(request.POST.get("client_assertion", ""), audience, seen)
    name, secret = _basic(request) or (
        request.POST.get("client_id", ""),
        request.POST.get("client_secret", ""),
    )
    if secret:
        return actions.client_by_secret(name, secret, seen)
    return actions.client_by_certificate(name, seen)


def _basic(request: HttpRequest) -> tuple[str, str] | None:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _colon, secret = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise WrongKey from error
    return name, secret


def _refused(error: str, status: int, description: str = "") -> HttpResponseBase:
    answer = JsonResponse({"error": error, "error_description": description}, status=status)
    return for_machines(answer)


@everyone
@require_safe
def metadata(request: HttpRequest) -> HttpResponseBase:
    """Authorization server metadata (RFC 8414)."""
    return for_machines(
        JsonResponse(
            {
                "issuer": settings.BASE_URL,
                "token_endpoint": f"{settings.BASE_URL}/oauth/token",
                "grant_types_supported": ["client_credentials"],
                "response_types_supported": [],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic",
                    "client_secret_post",
                    "private_key_jwt",
                    "self_signed_tls_client_auth",
                ],
                "token_endpoint_auth_signing_alg_values_supported": ["PS256", "RS256", "ES256"],
                "tls_client_certificate_bound_access_tokens": True,
            }
        )
    )


urlpatterns = [
    path("oauth/token", token, name="api_token"),
    path(".well-known/oauth-authorization-server", metadata, name="api_oauth_metadata"),
]
