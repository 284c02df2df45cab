"""Who may enter a route. Every view carries one of these; a test walks all routes."""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from oogopslag.core import texts
from oogopslag.doors import workplaces
from oogopslag.doors.problems import API_VERSION, Problem, broken
from oogopslag.doors.unknown import answered
from oogopslag.outside import trace
from oogopslag.people import actions, queries
from oogopslag.people.errors import MachineError, NoKey, TooMany

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
STREAMED = -1  # the view reads the body itself, piece by piece
MOST_BYTES = 1_572_864  # a message of 1 MiB, with room for its other fields


class ResidentRequest(HttpRequest):
    """A request of a resident who is signed in."""

    resident: Any
    user: Any


class StaffRequest(HttpRequest):
    """A request of a member of staff who is signed in."""

    staff: Any
    user: Any


class BrokerRequest(StaffRequest):
    """A request of the broker, or of an organisation's owner."""

    body_slug: str
    trial: bool  # their claim is not confirmed yet


class MachineRequest(HttpRequest):
    """A request of an organisation's machine, known by its key, token or certificate."""

    client: Any


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
            if request.user.is_authenticated:
                _refuse_broker(queries.staff_of(request.user))
            return HttpResponseRedirect(reverse("p_login"))
        if resident.deceased_on:  # whoever holds their telephone is not them
            request.session.flush()
            return HttpResponseRedirect(reverse("p_login"))
        request.resident = resident
        return private(answered(view, request, *args, **kwargs))

    guarded.entry = "resident"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def staff_only(view: View) -> View:
    """Members of staff who are signed in; everybody else is led to the staff login."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = queries.staff_of(request.user) if request.user.is_authenticated else None
        if staff is None:
            return HttpResponseRedirect(reverse("openid_connect_login", args=["medewerkers"]))
        _refuse_broker(staff)
        request.staff = staff
        return private(answered(view, request, *args, **kwargs))

    guarded.entry = "staff"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def broker_only(view: View) -> View:
    """The broker: aggregates only, and none of the routes of residents or staff."""
    return _with_role(view, "broker", "broker")


def owner_only(view: View) -> View:
    """Whoever looks after an organisation here; `request.body_slug` is that organisation."""
    return _with_role(view, "own", "owner")


def joiner_only(view: View) -> View:
    """An owner, or whoever claims an organisation and tries it with the test resident."""
    return _with_role(view, "own", "joiner", "try")


def _with_role(view: View, role: str, entry: str, other: str = "") -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = queries.staff_of(request.user) if request.user.is_authenticated else None
        if staff is None:
            return HttpResponseRedirect(reverse("openid_connect_login", args=["medewerkers"]))
        places = queries.places_with_role(staff, role)
        request.trial = bool(other and not places)
        if request.trial:
            places = queries.places_with_role(staff, other)
        if not places:
            raise PermissionDenied
        if role == "own":  # an organisation's mailbox holds conversations
            _refuse_broker(staff)
        request.staff, request.body_slug = staff, workplaces.owned(request, places)
        return private(answered(view, request, *args, **kwargs))

    guarded.entry = entry  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def _refuse_broker(staff: Any) -> None:
    """Whoever is a broker anywhere sees nobody's case, whatever else they are."""
    if staff is not None and queries.places_with_role(staff, "broker"):
        raise PermissionDenied


def private(response: HttpResponseBase) -> HttpResponseBase:
    """No shared cache keeps what one person saw."""
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response


def machine(
    view: View | None = None, *, most_bytes: int = MOST_BYTES, version: str = API_VERSION
) -> Any:
    """Machines with a good key or token; everybody else gets a problem document.

    Reads at most `most_bytes` of body, takes one token of the key's allowance, leaves a line in
    the developer's log, and sends `API-Version` and `Cache-Control: no-store` with every answer.
    """
    if view is None:
        return lambda later: machine(later, most_bytes=most_bytes, version=version)
    inner = view

    @csrf_exempt  # no cookie lets anybody in here
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        start, request.client = time.perf_counter(), None
        try:
            request.client = _client(request)
            actions.spend(request.client)
            _read(request, most_bytes)
            with trace.called_by(request.client.organisation.slug):
                answer = inner(request, *args, **kwargs)
        except Problem as problem:
            answer = problem.response()
        except MachineError as error:
            answer = refusal(error).response()
        except Exception:  # whatever it was, the machine gets a document and we get the trace
            log.exception("A call of a machine failed.")
            answer = broken().response()
        answer = for_machines(answer, version)
        if request.client:
            _note(request, answer, time.perf_counter() - start)
        return answer

    guarded.entry = "machine"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def provider_only(view: View) -> View:
    """Providers of SMS, mail and letters, by the token that they were given (receipt_token)."""

    @csrf_exempt  # no cookie lets anybody in here
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        token = settings.CONFIG.receipt_token
        good = hmac.compare_digest(text.strip().encode(), token.encode())
        if not token or scheme.lower() != "bearer" or not good:
            return for_machines(refusal(NoKey()).response())
        try:
            _read(request, MOST_BYTES)
            return for_machines(view(request, *args, **kwargs))
        except Problem as problem:
            return for_machines(problem.response())

    guarded.entry = "provider"  # type: ignore[attr-defined]  # read by the test that walks the routes
    return guarded


def refusal(error: MachineError) -> Problem:
    """The problem document of a key that is not good, or not good enough."""
    more = {"retryAfter": error.seconds} if isinstance(error, TooMany) else {}
    return Problem(error.status, error.code, str(error), **more)


def for_machines(answer: HttpResponseBase, version: str = API_VERSION) -> HttpResponseBase:
    """What every answer to a machine carries (NL GOV API Design Rules)."""
    if answer.status_code == 405:
        detail = _("This address does not take this method.")
        refused = Problem(405, "method-not-allowed", detail).response()
        refused.headers["Allow"] = answer.headers.get("Allow", "")
        answer = refused
    answer.headers.setdefault("API-Version", version)
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def certificate(request: HttpRequest) -> str:
    """SHA-256 of the client certificate, when a trusted proxy passes one on; else empty."""
    trusted = {one.strip() for one in settings.CONFIG.trusted_proxies.split(",") if one.strip()}
    text = request.headers.get(settings.CONFIG.client_certificate_header, "")
    if not text or request.META.get("REMOTE_ADDR") not in trusted:
        return ""
    try:
        found = x509.load_pem_x509_certificate(unquote(text).encode())
    except ValueError:
        return ""
    return hashlib.sha256(found.public_bytes(Encoding.DER)).hexdigest()


def _client(request: HttpRequest) -> Any:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    # Open VTB and Klantinteracties write Token where others write Bearer.
    if scheme.lower() not in {"bearer", "token"} or not text.strip():
        raise NoKey
    return actions.client_by_bearer(text.strip(), certificate(request))


def _read(request: Any, most_bytes: int) -> None:
    """Takes the body in; Django's own limit is for forms."""
    if most_bytes == STREAMED:
        return
    body = request.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise Problem(
            413,
            "body-too-large",
            _("The body is larger than this address takes. Nothing was stored. Send less at once."),
            mostBytes=most_bytes,
        )
    if b"u0000" in body and not texts.storable(body.decode("utf-8", "replace")):
        raise Problem(
            400,
            "unsafe-text",
            _("This request holds a NUL character (U+0000). Take it out; nothing was stored."),
        )
    request._body = body


def _note(request: Any, answer: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    actions.note_call(
        request.client,
        method=request.method or "",
        route=match.route if match else "",
        status=answer.status_code,
        problem=answer.headers.get("X-Problem", ""),
        milliseconds=round(seconds * 1000),
    )
