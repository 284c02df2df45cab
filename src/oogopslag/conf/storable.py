"""No request asks for what no database keeps: a NUL character is taken out, or is not found."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\0"


class WithoutNul:
    """Takes NUL out of the fields of pages and of what is asked of them.

    What machines send is refused where it is read (doors/entry.py).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, _positional: Any, _named: Any
    ) -> HttpResponse | None:
        if NUL in request.path_info:
            raise Http404
        if _has(request.GET):
            request.GET = _without(request.GET)
        page = request.method == "POST" and not getattr(view, "csrf_exempt", False)
        if page and _has(request.POST):
            request.POST = _without(request.POST)
        return None


def _has(fields: QueryDict) -> bool:
    return any(NUL in text for row in fields.lists() for text in (row[0], *row[1]))


def _without(fields: QueryDict) -> QueryDict:
    plain = QueryDict(mutable=True)
    for name, values in fields.lists():
        for value in values:
            plain.appendlist(name.replace(NUL, ""), str(value).replace(NUL, ""))
    plain._mutable = False
    return plain
