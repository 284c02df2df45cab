"""A session ends when nobody used it for a while."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

_WRITE_EVERY = 60


class IdleTimeOut:
    """Signs out after IDLE_SECONDS without a request; notes the last use once a minute at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get("_auth_user_id"):
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(time.time())
        last = request.session.get("last_used", now)
        if now - last > settings.IDLE_SECONDS:
            logout(request)
            request.session["timed_out"] = True
        elif now - last >= _WRITE_EVERY or "last_used" not in request.session:
            request.session["last_used"] = now
