"""Messages: one list over all bodies; search, folders, whose turn; marks that can be undone."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from oogopslag.cases import queries as cases
from oogopslag.doors.asked import uuids_of
from oogopslag.doors.entry import ResidentRequest, resident_only
from oogopslag.doors.resident.shell import shell
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import InboxError
from oogopslag.people import queries as people
from oogopslag.ui.page import render

PAGE = 20
_VIEWS = {"": "", "ongelezen": "unread", "aan-zet": "mine", "wachten": "theirs"}


@require_safe
@resident_only
def overview(request: ResidentRequest) -> HttpResponse:
    return _page(request)


def _page(request: ResidentRequest, sentence: str = "") -> HttpResponse:
    about = _asked(request)
    after = queries.Place.read(request.GET.get("voor", ""))
    rows = queries.threads_of(
        request.resident,
        after,
        PAGE,
        folder=about["map"] or (queries.EVERYWHERE if about["laat"] else ""),
        only=_VIEWS[about["laat"]],
        words=about["zoek"],
    )
    older = str(queries.Place.after(rows[-1])) if len(rows) == PAGE else ""
    kept = {name: value for name, value in about.items() if value}
    return render(
        request,
        "resident/inbox.jinja",
        shell(request, "inbox"),
        status=400 if sentence else 200,
        threads=rows,
        elsewhere=cases.elsewhere_of(request.resident),
        broken=people.broken_ways(request.resident),
        older=urlencode({**kept, "voor": older}) if older else "",
        view=about["laat"],
        words=about["zoek"],
        folder=about["map"],
        choosing="kies" in request.GET,
        folders=queries.folders_of(request.resident),
        undo=request.session.get("undo"),
        kept=urlencode(kept),
        sentence=sentence,
    )


def _asked(request: ResidentRequest) -> dict[str, str]:
    view = request.GET.get("laat", "")
    return {
        "laat": view if view in _VIEWS else "",
        "map": request.GET.get("map", "")[:40],
        "zoek": request.GET.get("zoek", "")[:100].strip(),
    }


@require_POST
@resident_only
def order(request: ResidentRequest) -> HttpResponse:
    """Moves or marks what was chosen; what it was before is kept for an undo."""
    chosen, do = uuids_of(request.POST.getlist("gesprek")), request.POST.get("do", "")
    try:
        request.session["undo"] = _done(request, chosen, do)
    except InboxError as error:
        return _page(request, str(error))
    return _back(request)


def _done(request: ResidentRequest, chosen: list[UUID], do: str) -> dict[str, Any] | None:
    resident = request.resident
    if do in {"gelezen", "ongelezen"}:
        changed = actions.mark_all(resident, chosen, unread=do == "ongelezen")
        return {"do": do, "rows": {str(one): "" for one in changed}} if changed else None
    folder = request.POST.get("map", "") if do == "map" else actions.ARCHIVE
    if do == "inbox":
        folder = ""
    before = actions.move(resident, chosen, folder)
    rows = {str(one): was for one, was in before.items()}
    return {"do": "map", "rows": rows} if rows else None


@require_POST
@resident_only
def undo(request: ResidentRequest) -> HttpResponse:
    """Puts back what the last change moved or marked."""
    last = request.session.pop("undo", None)
    if last:
        rows = {UUID(one): was for one, was in last["rows"].items()}
        if last["do"] == "map":
            there = {"", actions.ARCHIVE, *queries.folders_of(request.resident)}
            for folder in set(rows.values()):
                moved = [one for one, was in rows.items() if was == folder]
                # A folder that was taken away meanwhile left its conversations in the inbox.
                actions.move(request.resident, moved, folder if folder in there else "")
        else:
            actions.mark_all(request.resident, rows, unread=last["do"] == "gelezen")
    return _back(request)


@require_POST
@resident_only
def folder(request: ResidentRequest) -> HttpResponse:
    """Makes a folder, or takes one away."""
    name = request.POST.get("naam", "")
    try:
        if request.POST.get("do") == "weg":
            actions.remove_folder(request.resident, name)
            return HttpResponseRedirect(reverse("r_inbox"))
        name = actions.new_folder(request.resident, name)
    except InboxError as error:
        return _page(request, str(error))
    return HttpResponseRedirect(reverse("r_inbox") + "?" + urlencode({"map": name, "kies": 1}))


def _back(request: ResidentRequest) -> HttpResponse:
    kept = request.POST.get("terug", "")[:300]
    return HttpResponseRedirect(reverse("r_inbox") + (f"?{kept}" if kept else ""))


urlpatterns = [
    path("berichten/", overview, name="r_inbox"),
    path("berichten/ordenen/", order, name="r_inbox_order"),
    path("berichten/ongedaan/", undo, name="r_inbox_undo"),
    path("berichten/mappen/", folder, name="r_inbox_folder"),
]
