"""Problem documents (RFC 9457): how a door says to a machine what went wrong."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from oogopslag.doors.saying import sentence_of

MEDIA_TYPE = "application/problem+json"
API_VERSION = "1.0.0"


class Problem(Exception):
    """Ends a call with a problem document.

    `code` is stable and made for programs, `detail` is a sentence for people, `more` are further
    members. Never put in anything of a request's values: they may hold a BSN.
    """

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.more = status, code, detail, more

    def document(self) -> dict[str, Any]:
        """As it is sent, or put in the result of one item of many."""
        return {
            "type": f"urn:oogopslag:problem:{self.code}",
            "title": self.code.replace("-", " ").capitalize(),
            "status": self.status,
            "detail": str(self.detail),
            **self.more,
        }

    def response(self) -> HttpResponse:
        answer = HttpResponse(
            json.dumps(self.document()), status=self.status, content_type=MEDIA_TYPE
        )
        answer.headers["X-Problem"] = self.code
        if self.status in {429, 503}:
            answer.headers["Retry-After"] = str(self.more.get("retryAfter", 60))
        if self.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer


def invalid(errors: Iterable[dict[str, Any]]) -> Problem:
    """All that is wrong with a request, together; from pydantic's list, without the values."""
    found = [
        {
            "in": ".".join(str(part) for part in one["loc"]),
            "code": one["type"],
            "says": sentence_of(one),
        }
        for one in errors
    ]
    return Problem(
        400,
        "invalid-request",
        _("This request is not right; each error is named. Nothing was stored."),
        errors=found,
    )


def not_found() -> Problem:
    return Problem(404, "not-found", _("There is nothing here for this key."))


def broken() -> Problem:
    return Problem(
        500,
        "internal-error",
        _("Something went wrong here. Send the same call again with the same Idempotency-Key."),
    )
