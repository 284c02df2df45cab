"""Names in an address that we do not know are a mistake, and we say so.

Whoever misspells `after` would otherwise get the first page for ever.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from oogopslag.doors.problems import Problem

Known = Mapping[str, frozenset[str]]
_PART = re.compile(r"<\w+:(\w+)>")


def known_names(document: Mapping[str, Any]) -> dict[str, Known]:
    """Per address and method of an OpenAPI document, the names that may stand behind a `?`."""
    return {
        address: {
            method.upper(): frozenset(
                one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"
            )
            for method, operation in operations.items()
        }
        for address, operations in document["paths"].items()
    }


def address_of(pattern: str) -> str:
    """Django's pattern as OpenAPI writes it: `/threads/{thread_id}`."""
    return "/" + _PART.sub(r"{\1}", pattern)


def strict(view: Callable[..., HttpResponse], known: Known) -> Callable[..., HttpResponse]:
    """The view, after a look at the names in the address. Raises Problem with each unknown one."""

    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        names = known.get(request.method or "")
        if names is not None and (wrong := request.GET.keys() - names):
            raise Problem(
                400,
                "invalid-request",
                _("This request is not right; each error is named. Nothing was stored."),
                errors=[_wrong(names) for _name in wrong],
            )
        return view(request, *args, **kwargs)

    return looked


def _wrong(names: frozenset[str]) -> dict[str, str]:
    """Without the name itself: what somebody puts in an address by mistake may be a person."""
    listed = ", ".join(sorted(names))
    says = _("Here only these names may stand: %(names)s.") % {"names": listed}
    none = _("Here no names may stand behind the question mark.")
    return {"in": "query", "code": "extra_forbidden", "says": says if names else none}
