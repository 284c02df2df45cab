"""The page of a door that stays closed."""

from django.http import HttpRequest, HttpResponse

from oogopslag.ui.page import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, and still not allowed here: says so, and what can be done."""
    return render(request, "public/forbidden.jinja", status=403)
