"""The broker's home: the dream and its window, one next thing, what needs today, three roles."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oogopslag.broker import queries
from oogopslag.broker.queries import Due
from oogopslag.doors.console import words
from oogopslag.doors.console.shell import shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui import numbers
from oogopslag.ui.format import text
from oogopslag.ui.page import render

SHOWN = 6
"""Things for today on the page; the others stand on their own pages."""

ROUTES = {
    "contest": "c_contests", "wish": "c_wishes", "escalation": "c_escalations",
    "promise": "c_relations", "track": "c_portfolio", "badge": "c_matrix", "ruling": "c_rulings",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A page of the console with what it is for."""

    route: str
    name: str
    purpose: str


@require_safe
@broker_only
def home(request: BrokerRequest) -> HttpResponse:
    due = queries.agenda()
    names = {body.slug: body.name for body in insight.bodies()}
    groups = words.groups()
    talk = [
        groups.get(one.name, one.name)
        for one in insight.need_and_progress()
        if one.need >= 3 > one.progress
    ]
    rows = [_row(one, names) for one in due]
    return render(
        request,
        "console/home.jinja",
        shell(request, "home"),
        national=insight.national(),
        levels=insight.model().levels,
        due=rows[:SHOWN],
        more=max(0, len(rows) - SHOWN),
        late=sum(one.late for one in due),
        next=rows[0] if rows else _talk(talk),
        talk=talk[:3],
        roles=_roles(),
        percent=numbers.percent,
        month=numbers.month,
        today=timezone.localdate(),
    )


def _row(one: Due, names: dict[str, str]) -> dict[str, object]:
    title = {
        "contest": _("Answer a contested figure"), "wish": _("Answer a wish"),
        "escalation": _("Mediate between two organisations"), "promise": _("Ask after a promise"),
        "track": _("A date of the roadmap: finish it, or say why it moves"),
        "badge": _("A badge ends: have the contract tested again"),
        "ruling": _("Look again at a decision"),
    }[one.kind]  # fmt: skip
    what = text(insight.model().indicators[one.what].name) if one.kind == "contest" else one.what
    whose = names.get(one.whose, one.whose)
    return {
        "title": title, "meta": ": ".join(part for part in (whose, what) if part),
        "link": reverse(ROUTES[one.kind]), "due": one.due, "late": one.late,
    }  # fmt: skip


def _talk(groups: list[str]) -> dict[str, object]:
    """Nothing has a day: then somebody to talk to is the most useful."""
    title = _("Call the organisation that moved least")
    meta = _("Wants to and does not manage: %(who)s") % {"who": groups[0]} if groups else ""
    return {"title": title, "meta": meta, "link": reverse("c_motivation"), "due": None,
            "late": False}  # fmt: skip


def _roles() -> list[tuple[str, str, list[Place]]]:
    """The three roles, each with one sentence and its pages."""
    return [
        (_("Motivating"), _("They want to. Help them to be able to."), [
            Place("c_motivation", _("Need and progress"), _("Whom to talk to, and who climbed")),
            Place("c_wishes", _("Wishes"), _("Answered within ten working days")),
            Place("c_relay", _("Relay of measures"), _("From one idea to a standard")),
            Place("c_shared", _("Shared contracts"), _("Join before the day")),
            Place("c_gap", _("What residents find important"), _("Beside what they got")),
        ]),
        (_("Steering"), _("Few goals, fixed dates, everything in public."), [
            Place("c_strategy", _("Strategy"), _("From goal to euro and date")),
            Place("c_portfolio", _("Roadmap"), _("First date, new date, expected date")),
            Place("c_fund", _("Innovation fund"), _("The last part on measured effect")),
            Place("c_rulings", _("Decisions"), _("With their options and evidence")),
            Place("c_contests", _("Contested figures"), _("Answered within ten working days")),
        ]),
        (_("Connecting"), _("One route for the resident, through every counter."), [
            Place("c_matrix", _("Who is connected"), _("Green only after a real test")),
            Place("c_relations", _("Promises between parties"), _("Kept with evidence, or late")),
            Place("c_apps", _("Register of apps"), _("Overlap, cost and end")),
            Place("c_events", _("Life events"), _("The route, and the waiting per step")),
            Place("c_escalations", _("Escalations"), _("Between two organisations")),
        ]),
    ]  # fmt: skip


urlpatterns = [path("", home, name="c_home")]
