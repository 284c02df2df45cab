"""One case on one page: finding, facts, conversation; and asking for something."""

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.broker import queries as broker
from oogopslag.cases import actions, queries
from oogopslag.cases.errors import CasesError
from oogopslag.delivery import queries as deliveries
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox import queries as inbox
from oogopslag.inbox.errors import InboxError
from oogopslag.people import queries as people
from oogopslag.ui.format import text as text_of
from oogopslag.ui.page import render

SUPPLEMENT = timedelta(weeks=2)
BESIDE = 8
"""How many cases of the work list stand beside this one on a wide screen."""


@require_safe
@staff_only
def one(request: StaffRequest, case_id: UUID) -> HttpResponse:
    return page(request, case_id)


def page(request: StaffRequest, case_id: UUID, sentence: str = "", **typed: Any) -> HttpResponse:
    """The case page; `typed` is what stood in a form that could not be sent."""
    organisation = workplace(request)
    found = queries.case_for_staff(organisation, case_id, request.staff)
    thread = (
        inbox.thread_for_staff(organisation, found.thread, f"staff:{request.staff.id}")
        if found.thread
        else None
    )
    return render(
        request,
        "workspace/case.jinja",
        shell(request, "worklist", organisation),
        status=409 if sentence else 200,
        case=found,
        thread=thread,
        troubles=deliveries.troubles_about([m.id for m in thread.messages]) if thread else [],
        moves=queries.moves(found, people.roles_of(request.staff, organisation.slug)),
        waiting=queries.proposal_of(found, request.staff),
        beside=queries.work_list(organisation, None, BESIDE),
        sentence=sentence,
        tried=typed.get("tried", ""),
        typed=typed.get("moved", {}),
        question=typed.get("question", ""),
        due=typed.get("due") or timezone.localdate() + SUPPLEMENT,
        text=typed.get("text", thread.draft if thread else ""),
        key=secrets.token_urlsafe(16),
        may_destroy=queries.may_destroy(people.roles_of(request.staff, organisation.slug)),
        me=request.staff.id,
        may_coordinate="coordinate" in people.roles_of(request.staff, organisation.slug),
        colleagues=[(one.id, one.name) for one in people.colleagues(organisation)],
        bodies=[
            (one.slug, text_of(one.name))
            for one in broker.addressable()
            if one.slug != organisation.slug
        ],
        elsewhere_services=queries.services_of_others(organisation),
    )


@require_POST
@staff_only
def ask(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Asks the resident for something: the legal term stands still from tomorrow."""
    organisation, text = workplace(request), request.POST.get("question", "")
    try:
        queries.case_for_staff(organisation, case_id, request.staff)
        due = date.fromisoformat(request.POST.get("due", ""))
        if due <= timezone.localdate() or not text.strip():
            raise ValueError
        actions.ask_supplement(case_id, request.staff, text=text.strip(), due=due)
    except ValueError:
        return page(
            request,
            case_id,
            _("Write your question, and a day after today. Nothing was sent; your text is kept."),
            question=text,
        )
    except (CasesError, InboxError) as error:
        return page(request, case_id, str(error), question=text)
    return HttpResponseRedirect(reverse("w_case", args=[case_id]))


urlpatterns = [
    path("zaken/<uuid:case_id>/", one, name="w_case"),
    path("zaken/<uuid:case_id>/vraag/", ask, name="w_ask"),
]
