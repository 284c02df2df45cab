"""The broker's home: the dream with its window, and now: one next thing."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oogopslag.broker import queries
from oogopslag.doors.console.board import Row, Section, nothing_yet, show
from oogopslag.doors.console.shell import shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui import numbers


@require_safe
@broker_only
def home(request: BrokerRequest) -> HttpResponse:
    national = insight.national()
    title, lead = _("The dream and now"), nothing_yet()
    if national:
        lead = _("Target %(target)s of services on step %(step)s or higher; measured %(now)s.") % {
            "target": numbers.percent(national["target"]), "step": national["at_level"],
            "now": numbers.percent(national["shares"][-1]),
        }  # fmt: skip
    places = [
        ("c_motivation", _("Need and progress, and whom to talk to")),
        ("c_wishes", _("Wishes")), ("c_relay", _("Relay of measures")),
        ("c_shared", _("Shared contracts")), ("c_strategy", _("Strategy")),
        ("c_portfolio", _("Roadmap")), ("c_fund", _("Innovation fund")),
        ("c_rulings", _("Decisions")), ("c_matrix", _("Who is connected")),
        ("c_relations", _("Promises between parties")), ("c_apps", _("Register of apps")),
        ("c_events", _("Life events")), ("c_gap", _("What residents find important")),
        ("c_escalations", _("Escalations")), ("c_contests", _("Contested figures")),
    ]  # fmt: skip
    everything = [Row(title=label, link=reverse(route)) for route, label in places]
    return show(
        request,
        shell(request, "home"),
        title,
        lead,
        [
            Section(title=_("Now"), rows=[_now()]),
            Section(title=_("Everything"), rows=everything),
        ],
    )


def _now() -> Row:
    """What is first past its term, or first due."""
    today = timezone.localdate()
    open_ones = [
        *((one.due, _("Answer a contested figure"), "c_contests")
          for one in insight.open_contests()),
        *((row.wish.due, _("Answer a wish"), "c_wishes")
          for row in queries.wishes() if row.wish.answered is None),
        *((one.due, _("Mediate between two organisations"), "c_escalations")
          for one in queries.escalations() if one.closed is None and one.step >= 3),
        *((one.due, _("Ask after a promise"), "c_relations")
          for one in queries.promises() if one.kept is None),
    ]  # fmt: skip
    if not open_ones:
        return Row(title=_("Call the organisation that moved least"), link=reverse("c_motivation"))
    due, title, route = min(open_ones)
    return Row(
        title=title, link=reverse(route), late=due < today,
        badge=_("by %(day)s") % {"day": due.isoformat()},
        meta=_("Owner: you. It takes less than a day."),
    )  # fmt: skip


urlpatterns = [path("", home, name="c_home")]
