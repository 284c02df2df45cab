"""Life events as routes through counters, and what residents find important beside it."""

from textwrap import wrap
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from oogopslag.doors.console import board
from oogopslag.doors.console.board import Marks, Row, Section, Stop, Table
from oogopslag.doors.console.shell import shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui import numbers
from oogopslag.ui.format import text


@require_safe
@broker_only
def events(request: BrokerRequest) -> HttpResponse:
    rows = [Row(title=text(one.name), link=reverse("c_event", args=[key]),
                meta=_("%(n)s steps") % {"n": len(one.hops)})
            for key, one in insight.life_events().items()]  # fmt: skip
    return board.show(request, shell(request, "integrator"), _("Life events"), "",
                      [Section(title=_("All"), rows=rows)])  # fmt: skip


@require_safe
@broker_only
def event(request: BrokerRequest, slug: str) -> HttpResponse:
    one = insight.life_events().get(slug)
    if one is None:
        raise Http404
    hops, names = insight.route(one), {b.slug: b.name for b in insight.bodies()}
    strip = [
        Stop(title=text(hop.name), where=names.get(hop.organisation, hop.organisation),
             told=_told(hop), late=hop.late,
             share=hop.days / hop.most if hop.days is not None and hop.most else None)
        for hop in hops
    ]  # fmt: skip
    many = len({hop.organisation for hop in hops})
    table = Table(caption=_("Waiting per step"), head=[_("Service"), _("Organisation"),
                  _("The law gives"), _("Half waits at most"), _("Decisions")],
                  body=[[text(h.name), names.get(h.organisation, h.organisation), _law(h),
                         _("%(n)s days") % {"n": numbers.number(h.days)} if h.days is not None
                         else _("not measured"), numbers.number(h.n) if h.n else "–"]
                  for h in hops])  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), text(one.name),
        _("%(steps)s steps at %(many)s organisations.") % {"steps": len(hops), "many": many},
        [Section(title=_("The route"), strip=strip,
                 intro=_("The bar is the waiting; the mark is what the law gives.")),
         Section(title=_("The same as a table"), table=table)],
    )  # fmt: skip


def _law(hop: Any) -> str:
    weeks, days = hop.law.get("weeks", 0), hop.law.get("days", 0)
    if weeks:
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else "–"


def _told(hop: Any) -> str:
    if hop.days is None:
        return _("Law gives %(law)s. The waiting was not measured.") % {"law": _law(hop)}
    return _("Law gives %(law)s; half waits %(middle)s days or less (measured over %(n)s).") % {
        "law": _law(hop), "middle": numbers.number(hop.days), "n": hop.n
    }  # fmt: skip


@require_safe
@broker_only
def gap(request: BrokerRequest) -> HttpResponse:
    found, reflections = insight.importance_gap(), insight.mirror()
    picture = None
    if found:
        picture = insight.picture("dumbbell", {
            "left_name": _("important"), "right_name": _("got it"),
            "rows": [{"name": "|".join(wrap(text(row.text), 22)), "left": row.important,
                      "right": row.got}
                     for row in found]})  # fmt: skip
    table = Table(caption=_("Importance and delivery"),
                  head=[_("Statement"), _("important"), _("got it"), _("Answers")],
                  body=[[text(row.text), numbers.percent(row.important),
                         numbers.percent(row.got), numbers.number(row.n)]
                        for row in found])  # fmt: skip

    def said(share: float | None) -> str:
        return numbers.percent(share) if share is not None else "–"

    mirrors = Table(caption=_("Mirror"), head=[_("Statement"), _("Residents"), _("Front office"),
                    _("Managers"), _("Measured")],
                    body=[[text(r.text), said(r.residents), said(r.front), said(r.managers),
                           said(r.measured)] for r in reflections])  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), _("What residents find important"),
        _("Beside what they say they got. The widest gap comes first."),
        [
            Section(title=_("Importance against delivery"), picture=picture, table=table,
                    alt=_("Two marks per statement: important and got it; see the table."),
                    empty="" if found else _("Nobody was asked yet: no survey was held.")),
            Section(title=_("Mirror: three groups and the measurement"), table=mirrors,
                    marks=[Marks(title=text(r.text), shares=[r.residents, r.front, r.managers,
                                                             r.measured]) for r in reflections],
                    legend=[_("Residents"), _("Front office"), _("Managers"), _("Measured")],
                    alt=_("Four marks per statement: three groups and the measurement; see the "
                          "table."),
                    empty="" if reflections else _("Nobody was asked yet: no survey was held.")),
        ],
    )  # fmt: skip


urlpatterns = [
    path("levensgebeurtenis/", events, name="c_events"),
    path("levensgebeurtenis/<slug:slug>/", event, name="c_event"),
    path("kloof/", gap, name="c_gap"),
]
