"""Connections: an organisation's developer makes a key, tries it, and sees what it asked."""

import json
import re
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import path, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.doors.asked import before
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import develops, shell
from oogopslag.people import actions, queries
from oogopslag.people.errors import PeopleError
from oogopslag.ui.page import render

KINDS = ("test", "team", "normal")
_PRINT = re.compile(r"([0-9A-Fa-f]{64})?")
EXAMPLE = {
    "recipient": {"simulator": "delivered"},
    "kind": "information",
    "title": {"nl": "Dit is een proef"},
    "body": {"nl": "U kunt hier antwoorden."},
    "reply": {"answerWithin": 2},
}


def organisation_of(request: StaffRequest) -> Any:
    """Where this member of staff develops; 404 for everybody else."""
    found = develops(request)
    if found is None:
        raise Http404
    return found


@require_safe
@staff_only
def connections(request: StaffRequest) -> HttpResponse:
    return _list(request)


def _list(request: StaffRequest, status: int = 200, **typed: Any) -> HttpResponse:
    organisation = organisation_of(request)
    return render(
        request,
        "workspace/connections.jinja",
        shell(request, "connections", organisation),
        status=status,
        clients=queries.clients_of(organisation),
        typed=typed,
        sentence=typed.get("sentence", ""),
        document=settings.BASE_URL + reverse("api_openapi"),
    )


@require_POST
@staff_only
def make(request: StaffRequest) -> HttpResponse:
    """Makes a key and shows it, this once."""
    organisation = organisation_of(request)
    name, kind = request.POST.get("name", "").strip(), request.POST.get("kind", "")
    if not name or kind not in KINDS:
        return _list(
            request,
            400,
            name=name,
            kind=kind,
            sentence=_("Give the key a name and choose its kind. No key was made."),
        )
    made = actions.make_client(organisation, name=name, kind=kind, staff=request.staff)
    return _one(request, made.client, key=made.key)


@require_safe
@staff_only
def connection(request: StaffRequest, client_id: UUID) -> HttpResponse:
    return _one(request, _client(request, client_id))


def _client(request: StaffRequest, client_id: UUID) -> Any:
    found = queries.client_of(organisation_of(request), client_id)
    if found is None:
        raise Http404
    return found


def _one(request: StaffRequest, client: Any, status: int = 200, **shown: Any) -> HttpResponse:
    calls = queries.calls_of(client, before(request))
    organisation = organisation_of(request)
    return render(
        request,
        "workspace/connection.jinja",
        shell(request, "connections", organisation),
        status=status,
        client=client,
        calls=calls,
        more=calls[-1].id if len(calls) == 50 else None,
        key=shown.get("key", ""),
        body=shown.get("body") or json.dumps(EXAMPLE, indent=2, ensure_ascii=False),
        answer=shown.get("answer", ""),
        answered=shown.get("answered", 0),
        sentence=shown.get("sentence", ""),
        guests=shown.get("guests", ""),
        address=settings.BASE_URL + "/api/v1/messages",
    )


@require_POST
@staff_only
def revoke(request: StaffRequest, client_id: UUID) -> HttpResponse:
    actions.revoke_client(organisation_of(request), client_id, request.staff)
    return HttpResponseRedirect(reverse("w_connections"))


@require_POST
@staff_only
def try_it(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Sends what was typed to our own API, as the machine would; the key typed is not kept."""
    client = _client(request, client_id)
    key, body = request.POST.get("key", "").strip(), request.POST.get("body", "")
    where = "/api/v1/messages"
    call = RequestFactory().post(
        where,
        data=body.encode(),
        content_type="application/json",
        headers={
            "authorization": f"Bearer {key}",
            "idempotency-key": f"try-{secrets.token_urlsafe(12)}",
        },
    )
    found = resolve(where)
    call.resolver_match = found
    answer = found.func(call, *found.args, **found.kwargs)
    shown = json.dumps(json.loads(answer.content), indent=2, ensure_ascii=False)
    return _one(request, client, key=key, body=body, answer=shown, answered=answer.status_code)


@require_POST
@staff_only
def secure(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Guests of a team key, a client certificate or a public key; on an error nothing changes."""
    client, posted = _client(request, client_id), request.POST
    change: dict[str, Any] = {}
    try:
        if "guests" in posted:
            change["guests"] = _guests(posted["guests"])
        for name in ("certificate", "public_key"):
            if name in posted:
                change[name] = posted[name].strip()
        if not _PRINT.fullmatch(change.get("certificate", "").replace(":", "")):
            raise InvalidValue(_("Give the SHA-256 of the certificate: 64 hexadecimal digits."))
        actions.change_client(organisation_of(request), client.id, request.staff, **change)
    except (InvalidValue, PeopleError) as error:
        sentence = f"{error} " + _("Nothing was changed.")
        return _one(request, client, 400, sentence=sentence, guests=posted.get("guests", ""))
    return HttpResponseRedirect(reverse("w_connection", args=[client.id]))


def _guests(text: str) -> list[Bsn]:
    """Raises InvalidValue with a sentence in the reader's language."""
    try:
        return [Bsn.parse(line) for line in text.split()]
    except InvalidValue as error:
        raise InvalidValue(_("This BSN cannot be right. Check it.")) from error


urlpatterns = [
    path("koppelingen/", connections, name="w_connections"),
    path("koppelingen/nieuw/", make, name="w_connection_make"),
    path("koppelingen/<uuid:client_id>/", connection, name="w_connection"),
    path("koppelingen/<uuid:client_id>/intrekken/", revoke, name="w_connection_revoke"),
    path("koppelingen/<uuid:client_id>/proberen/", try_it, name="w_connection_try"),
    path("koppelingen/<uuid:client_id>/beveiligen/", secure, name="w_connection_secure"),
]
