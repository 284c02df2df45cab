"""What a browser keeps for reading without a connection is of one person, and not of the next.

Signing out wipes it. A session that ended by itself leaves it, for whoever comes back; when
somebody else signs in with the same browser, it is wiped first.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "oogopslag-device"
WIPE = '"storage"'  # the pages of one person are never in the other cache (no-store)
_YEAR = 365 * 24 * 3600


class OneReader:
    """Knows in a browser, by a mark that names nobody, who read here last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        before = request.COOKIES.get(COOKIE)
        if "Clear-Site-Data" in response:
            if before:
                response.delete_cookie(COOKIE, samesite="Lax")
            return response
        who = request.session.get("_auth_user_id")
        mark = salted_hmac(COOKIE, str(who)).hexdigest()[:16] if who else before
        if mark and mark != before:
            if before:
                response["Clear-Site-Data"] = WIPE
            response.set_cookie(
                COOKIE,
                mark,
                max_age=_YEAR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response
