"""Each request is one action in a trace: the caller's when it sends one (W3C Trace Context)."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from oogopslag.outside import trace


class Tracing:
    """What happens within a request, and what we ask others in it, carries one trace id."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with trace.action(trace.from_header(request.headers.get("traceparent", ""))):
            return self.answer(request)
