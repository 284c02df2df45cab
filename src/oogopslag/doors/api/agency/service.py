"""The API itself: how it reads, answers and refuses; its addresses come from the nouns."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from oogopslag.doors.api.agency.strict import address_of, known_names, strict
from oogopslag.doors.entry import MOST_BYTES, STREAMED, machine
from oogopslag.doors.problems import API_VERSION, Problem, invalid

PREFIX = "api/v1/"
NOUNS = ("messages", "proof", "threads", "jobs", "events", "sandbox", "limits")
LARGER = {"api_bulk": 10 * 1024 * 1024, "api_job_rows": STREAMED}

api = NinjaAPI(
    title="Oogopslag for organisations",
    version=API_VERSION,
    description="Send messages that residents can answer, and hear what became of them.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="agency",
)


for _noun in NOUNS:
    api.add_router("", import_module(f"oogopslag.doors.api.agency.{_noun}").router)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return invalid(error.errors).response()


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = _("This request cannot be read: send JSON in UTF-8. Nothing was stored.")
    return Problem(error.status_code, "unreadable-request", detail).response()


def routes() -> list[URLPattern]:
    """Every address of the API; none lets anybody in without a key."""
    found: list[Any] = api.urls[0]
    known = known_names(api.get_openapi_schema(path_prefix=""))
    return [
        path(
            PREFIX + str(one.pattern),
            machine(
                strict(one.callback, known[address_of(str(one.pattern))]),
                most_bytes=LARGER.get(one.name, MOST_BYTES),
            ),
            name=one.name,
        )
        for one in found
        if one.name != "api-root"
    ]
