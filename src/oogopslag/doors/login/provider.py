"""allauth's OpenID Connect, with what NL GOV 1.0 asks and allauth leaves out: nonce and level.

The BSN claim is read once, in memory: no SocialAccount is stored, so no claim is either.
"""

import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as social_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from oogopslag.doors.login import arrival

LEVELS = {
    "http://eidas.europa.eu/LoA/low": 1,
    "http://eidas.europa.eu/LoA/substantial": 2,
    "http://eidas.europa.eu/LoA/high": 3,
}
NEEDED = "http://eidas.europa.eu/LoA/substantial"
_NONCE = "oidc_nonce"


class Broker(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Checks the identity token whole: signature, issuer, audience, expiry, nonce, level."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("The provider sent no identity token.")
        claims = self._verified(app, id_token)
        nonce = request.session.pop(_NONCE, None)
        if not nonce or not secrets.compare_digest(str(claims.get("nonce")), nonce):
            raise OAuth2Error("The identity token belongs to another login.")
        if LEVELS.get(str(claims.get("acr")), 0) < LEVELS[NEEDED]:
            raise OAuth2Error("The level of assurance is too low.")
        raise ImmediateHttpResponse(arrival.arrive(request, self.provider_id, claims))

    def _verified(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            with social_adapter().get_requests_session() as session:
                keys = session.get(self.openid_config["jwks_uri"]).json()
            kid = str(jwt.get_unverified_header(id_token).get("kid"))
            key = jwt.PyJWKSet.from_dict(keys)[kid]
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=key,
                algorithms=["RS256", "PS256", "ES256"],
                audience=app.client_id,
                issuer=app.settings["server_url"],
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
            jwtkit.verify_jti(claims)
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("The identity token cannot be trusted.") from error
        return claims


class BrokerProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """Asks for the level we need, with a nonce that the token must carry back."""

    oauth2_adapter_class = Broker

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        # allauth would take parameters from our own URL here: nobody may set them from outside.
        request.session[_NONCE] = nonce = secrets.token_urlsafe(32)
        return {"nonce": nonce, "acr_values": NEEDED, "prompt": "login"}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return ["openid"]


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The two providers of a deployment; where a demo has none of its own, Demo-DigiD."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        for app in apps:
            app.settings = {**app.settings, "server_url": arrival.issuer(app.provider_id)}
        return list(apps)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(arrival.refused(request, provider.app.provider_id, kwargs))


provider_classes = [BrokerProvider]
