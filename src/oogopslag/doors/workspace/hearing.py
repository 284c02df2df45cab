"""What an organisation's systems hear (webhooks), and its sandbox's clock: for its developer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.core.values import Actor
from oogopslag.delivery import webhooks
from oogopslag.delivery.errors import BadAddress, TooManyWebhooks
from oogopslag.doors.asked import uuid_of
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.connections import organisation_of
from oogopslag.doors.workspace.shell import shell
from oogopslag.inbox import simulating
from oogopslag.people import queries as people
from oogopslag.ui.page import render

STEPS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
"""How far the clock of the sandbox can be moved at once, in seconds."""
_DAY = timedelta(days=1)


@require_safe
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(request: StaffRequest, status: int = 200, **shown: Any) -> HttpResponse:
    organisation = organisation_of(request)
    ahead = simulating.ahead(organisation)
    groups = [
        (sandbox, webhooks.list_of(organisation.slug, sandbox=sandbox)) for sandbox in (False, True)
    ]
    return render(
        request,
        "workspace/hearing.jinja",
        shell(request, "connections", organisation),
        status=status,
        groups=groups,
        there_now=timezone.now() + timedelta(seconds=ahead),
        moved=ahead > 0,
        simulators=list(people.SIMULATORS),
        steps=STEPS,
        why=_why,
        types=webhooks.TYPES,
        **{"address": "", "secret": "", "sentence": "", "said": "", "again": None, **shown},
    )


def _why(reason: str) -> str:
    """What a receiver answered, in the reader's words where it is a status."""
    known, _sep, code = reason.partition(" ")
    return _("it answered with %(code)s") % {"code": code} if known == "answered" else reason


@require_POST
@staff_only
def make(request: StaffRequest) -> HttpResponse:
    """Lets an address hear from now on, and shows the secret that signs, this once."""
    organisation, url = organisation_of(request), request.POST.get("url", "").strip()
    try:
        made = webhooks.register(
            organisation.slug, url, [], sandbox=_sandbox(request), actor=_actor(request)
        )
    except (BadAddress, TooManyWebhooks) as error:
        return _page(request, 400, address=url, sentence=str(error.sentence))
    return _page(request, secret=made.secret)


@require_POST
@staff_only
def end(request: StaffRequest, webhook_id: UUID) -> HttpResponse:
    """This address hears nothing more."""
    slug, sandbox = organisation_of(request).slug, _sandbox(request)
    if not webhooks.end(slug, webhook_id, sandbox=sandbox, actor=_actor(request)):
        raise Http404
    return HttpResponseRedirect(reverse("w_hearing"))


@require_POST
@staff_only
def again(request: StaffRequest, webhook_id: UUID) -> HttpResponse:
    """Sends again what happened since it began to fail, or else in the last day; 500 at a time."""
    slug, sandbox = organisation_of(request).slug, _sandbox(request)
    rows = {row.id: row for row in webhooks.list_of(slug, sandbox=sandbox)}
    if webhook_id not in rows:
        raise Http404
    since = rows[webhook_id].failing_since or timezone.now() - _DAY
    cursor = uuid_of(request.POST.get("after", "")) or _cursor_at(since - timedelta(minutes=1))
    following = webhooks.replay(slug, webhook_id, cursor, sandbox=sandbox)
    more = {"webhook": webhook_id, "after": following, "sandbox": sandbox} if following else None
    return _page(request, said=_("What happened is on its way again, under the same ids."),
                 again=more)  # fmt: skip


def _cursor_at(moment: Any) -> UUID:
    """The smallest id of this moment: ids begin with their milliseconds (UUIDv7, RFC 9562)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


@require_POST
@staff_only
def forward(request: StaffRequest) -> HttpResponse:
    """Moves the clock of the sandbox; everything in it grows so much older."""
    seconds = STEPS.get(request.POST.get("step", ""))
    if seconds is None:
        raise Http404
    simulating.forward(organisation_of(request), seconds)
    return HttpResponseRedirect(reverse("w_hearing") + "#h-klok")


def _sandbox(request: StaffRequest) -> bool:
    return request.POST.get("sandbox") == "1"


def _actor(request: StaffRequest) -> Actor:
    return Actor(kind="staff", id=str(request.staff.id))


urlpatterns = [
    path("koppelingen/gebeurtenissen/", overview, name="w_hearing"),
    path("koppelingen/gebeurtenissen/nieuw/", make, name="w_hearing_make"),
    path("koppelingen/gebeurtenissen/klok/", forward, name="w_hearing_clock"),
    path("koppelingen/gebeurtenissen/<uuid:webhook_id>/stoppen/", end, name="w_hearing_end"),
    path("koppelingen/gebeurtenissen/<uuid:webhook_id>/opnieuw/", again, name="w_hearing_again"),
]
