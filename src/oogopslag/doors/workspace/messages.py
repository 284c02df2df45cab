"""The team's messages: by whose turn, soonest promise first; many at once with a result each."""

import secrets
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oogopslag.doors.asked import once_for, uuids_of
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workspace.shell import shell, workplace
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError
from oogopslag.ui.page import render

PAGE = 25
MANY = actions.MOST_TOGETHER
_TABS = {"": "ours", "inwoner": "residents", "mijn": "mine", "alles": "all"}


@require_safe
@staff_only
def overview(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, sentence: str = "", results: list[actions.Result] | None = None
) -> HttpResponse:
    organisation = workplace(request)
    chosen = request.GET.get("laat", "")
    tab = chosen if chosen in _TABS else ""
    after = queries.After.read(request.GET.get("na", ""))
    many = request.GET.get("toon") == str(MANY)
    rows, more = queries.work_of(
        organisation, request.staff, tab=_TABS[tab], after=after, limit=MANY if many else PAGE
    )
    here = {"laat": tab, "na": str(after) if after else "", "toon": str(MANY) if many else ""}
    return render(
        request,
        "workspace/messages.jinja",
        shell(request, "messages", organisation),
        status=400 if sentence else 200,
        rows=rows,
        tab=tab,
        more=urlencode(here | {"na": str(more)}) if more else "",
        many=MANY,
        kept=urlencode(here),
        choose_all=urlencode(here | {"kies": "alles"}),
        all_chosen=request.GET.get("kies") == "alles",
        show_many="" if many or not more else urlencode(here | {"toon": str(MANY)}),
        results=results,
        problems=[one for one in results or () if one.problem],
        sentence=sentence,
        text=request.POST.get("text", ""),
        key=secrets.token_urlsafe(12),
    )


@require_POST
@staff_only
def batch(request: StaffRequest) -> HttpResponse:
    """One thing for many conversations; the page says of each what came of it."""
    do = request.POST.get("do", "")
    if do == "answer" and not request.POST.get("text", "").strip():
        return _page(request, _("Write the answer first. Nothing was sent."))
    try:
        results = actions.many(
            workplace(request),
            uuids_of(request.POST.getlist("gesprek")),
            do=do,
            staff=request.staff,
            key=once_for(request, "text"),
            text=request.POST.get("text", ""),
        )
    except InboxError as error:
        return _page(request, str(error))
    return _page(request, results=results)


urlpatterns = [
    path("berichten/", overview, name="w_messages"),
    path("berichten/samen/", batch, name="w_messages_batch"),
]
