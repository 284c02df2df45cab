"""Addresses of the api door: each contract under a prefix of its own."""

from importlib import import_module

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from oogopslag.doors.api.agency.service import routes
from oogopslag.doors.entry import everyone, for_machines
from oogopslag.doors.problems import not_found

_NOUNS = (
    "document", "oauth", "mijn_taken", "gesprekken", "deelnemers", "bijdragen", "vtb", "fbs.store",
    "fbs.portal", "receipts",
)  # fmt: skip
_PREFIXES = ("api", "oauth", "fbs", "mijn-taken", "mijn-gesprekken", "open-vtb")


@csrf_exempt  # a 404 for everybody
@everyone
def nothing(request: HttpRequest) -> HttpResponseBase:
    """An address that does not exist, said as a problem document."""
    return for_machines(not_found().response())


urlpatterns: list[URLPattern] = [
    *(
        pattern
        for noun in _NOUNS
        for pattern in import_module(f"oogopslag.doors.api.{noun}").urlpatterns
    ),
    *routes(),
    re_path(
        r"^(?:api|oauth|fbs|mijn-taken|mijn-gesprekken|open-vtb)/", nothing, name="api_nothing"
    ),
]
# Before the last of them, which answers everything.
urlpatterns[:0] = import_module("oogopslag.doors.api.notificaties").urlpatterns
