"""Who may enter a route. Every view carries one of these; a test walks all routes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from oogopslag.people import queries

View = Callable[..., HttpResponseBase]


class ResidentRequest(HttpRequest):
    """A request of a resident who is signed in."""

    resident: Any
    user: Any


class StaffRequest(HttpRequest):
    """A request of a member of staff who is signed in."""

    staff: Any
    user: Any


def everyone(view: View) -> View:
    """No sign-in needed."""
    view.entry = "everyone"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return view


def resident_only(view: View) -> View:
    """Residents who are signed in; everybody else is led to the login page."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        resident = queries.resident_of(request.user) if request.user.is_authenticated else None
        if resident is None:
            return HttpResponseRedirect(reverse("p_login"))
        request.resident = resident
        return private(view(request, *args, **kwargs))

    guarded.entry = "resident"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def staff_only(view: View) -> View:
    """Members of staff who are signed in; everybody else is led to the staff login."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = queries.staff_of(request.user) if request.user.is_authenticated else None
        if staff is None:
            return HttpResponseRedirect(reverse("openid_connect_login", args=["medewerkers"]))
        request.staff = staff
        return private(view(request, *args, **kwargs))

    guarded.entry = "staff"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def private(response: HttpResponseBase) -> HttpResponseBase:
    """No shared cache keeps what one person saw."""
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response
