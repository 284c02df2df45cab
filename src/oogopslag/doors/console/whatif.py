"""What a change of rules would do, for civil servants: two versions of a law, side by side."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import LawError
from oogopslag.doors.entry import StaffRequest, staff_only
from oogopslag.doors.workplaces import place_of
from oogopslag.insight import queries
from oogopslag.insight.queries import SMALL, Choice, WhatIf
from oogopslag.people import queries as people
from oogopslag.ui.format import text
from oogopslag.ui.page import render
from oogopslag.ui.shell import Shell

_WIDEST = 100


@require_safe
@staff_only
def what_if(request: StaffRequest) -> HttpResponse:
    """The form, and below it what was asked in the address."""
    known = queries.choices()
    first, second = request.GET.get("van", ""), request.GET.get("naar", "")
    found, wrong = None, ""
    usual = _usual(known, request) or [""]
    if first or second:
        try:
            found = queries.whatif(first, second)
        except LawError:
            wrong = _("These two cannot be compared: choose two versions of one law.")
    return render(
        request,
        "console/whatif.jinja",
        _shell(request),
        status=400 if wrong else 200,
        known=known,
        first=first or usual[0],
        second=second or usual[-1],
        wrong=wrong,
        found=found,
        small=SMALL,
        bars=_bars(found) if found else [],
        households=_names(),
        towns=_towns(),
    )


def _shell(request: StaffRequest) -> Shell:
    works_for = place_of(request, people.organisations_of(request.staff))
    if works_for is None:
        raise Http404
    name = f"{request.staff.name}, {text(works_for.name)}"
    return Shell(layout="workspace", active="rules", name=name, theme=works_for.slug)


def _usual(known: Sequence[Choice], request: StaffRequest) -> list[str]:
    """What to compare when nobody chose: the last two versions of a law of one's own body."""
    works_for = place_of(request, people.organisations_of(request.staff))
    own = set(catalogue.schemes_of(works_for.slug)) if works_for else set()
    schemes = [one.scheme for one in known if one.scheme in own] or [one.scheme for one in known]
    return [one.key for one in known if one.scheme == schemes[0]][-2:] if schemes else []


def _names() -> dict[str, str]:
    return {
        "child": _("Children under 18"),
        "alone": _("Alone"),
        "alone_with_children": _("Alone with children"),
        "together": _("With a partner"),
        "together_with_children": _("With a partner and children"),
    }


def _towns() -> dict[str, str]:
    """The name of each municipality by its code."""
    return {code: text(name) for code, name in queries.town_names().items()}


def _bars(found: WhatIf) -> list[dict[str, Any]]:
    """Who gains or loses by amount, with the length of each bar; small numbers are one length."""
    steps = [step for step in found.found.steps if step.gain or step.lose]
    longest = max((max(step.gain, step.lose) for step in steps), default=1)

    def length(count: int) -> int:
        return max(1, round(max(count, SMALL) * _WIDEST / max(longest, SMALL))) if count else 0

    return [{"step": step, "gain": length(step.gain), "lose": length(step.lose)} for step in steps]


urlpatterns = [path("", what_if, name="c_whatif")]
