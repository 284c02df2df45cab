"""Integrator: who is connected, failures with their mend, promises, apps, life events, gaps."""

from datetime import date
from math import cos, pi, sin
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board
from oogopslag.doors.console.board import (
    Field,
    Form,
    Row,
    Section,
    Table,
    choice,
    nothing_yet,
)
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui import numbers
from oogopslag.ui.format import day, money

SIGNS = {"green": "✓", "red": "✗", "stale": "⌛", "untested": "?", "none": "–"}


def states() -> dict[str, str]:
    return {"green": _("works"), "red": _("broken"), "stale": _("badge expired"),
            "untested": _("could not be tested"), "none": _("no end point")}  # fmt: skip


def contract_names() -> dict[str, str]:
    return {
        "catalogue": _("catalogue"), "login": _("signing in"), "inbox": _("letters"),
        "status": _("status"), "notification": _("tasks"), "form": _("form"),
        "rules": _("rules"), "payment": _("payment"), "design": _("design"),
        "events": _("events"),
    }  # fmt: skip


@require_safe
@broker_only
def matrix(request: BrokerRequest) -> HttpResponse:
    bodies = [body for body in insight.bodies() if body.until is None]
    found = queries.matrix([body.slug for body in bodies])
    names = {body.slug: body.name for body in bodies}
    with_points = {slug: cells for slug, cells in found.items()
                   if any(c.state != "none" for c in cells)}  # fmt: skip
    picture = None
    if with_points:
        rows = [
            {"name": names[slug].removeprefix("Gemeente "),
             "column": contract_names()[cell.contract],
             "sign": SIGNS[cell.state],
             "state": "stale" if cell.state == "untested" else cell.state}
            for slug, cells in with_points.items() for cell in cells
        ]  # fmt: skip
        picture = insight.picture("matrix", {"rows": rows})
    table = Table(
        caption=_("Organisation by contract"), head=[_("Organisation"), *contract_names().values()],
        body=[[names[slug], *(states()[cell.state] if cell.state != "none" else "–"
                              for cell in cells)]
              for slug, cells in with_points.items()],
    )  # fmt: skip
    links = [Row(title=_("Tests of %(name)s") % {"name": names[slug]},
                 link=reverse("c_conformance", args=[slug])) for slug in with_points]  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), _("Who is connected"),
        _("From contract tests that run every night against real end points. Never a tick."),
        [
            Section(title=_("Organisations and contracts"), picture=picture, table=table,
                    intro=", ".join(f"{SIGNS[key]} {word}" for key, word in states().items()),
                    alt=_("Matrix of organisations and contracts; the table has the same."),
                    empty="" if with_points else nothing_yet()),
            tested(),
            Section(title=_("Per organisation"), rows=links, empty=nothing_yet()),
        ],
    )  # fmt: skip


def tested() -> Section:
    """What each test looks at."""
    looks = {
        "catalogue": _("ZGW catalogue: published case types, each with statuses and results"),
        "login": _("discovery document, keys, signature and PKCE of the OpenID provider"),
        "inbox": _("our own log of the organisation's calls, or FBS and Klantinteracties"),
        "status": _("ZGW: cases, statuses and types, also what must be refused"),
        "notification": _("MijnTaken: the tasks of a test person"),
        "form": _("Open VTB requests: one published version, whose schema a form can be made of"),
        "rules": _("a published file of rules, read by our own reader of regelrecht"),
        "payment": _("Open VTB payments: amount, euros and account; no payment is begun"),
        "design": _("one page: language, headings, labels, zoom and pictures, by its source"),
        "events": _("the receiver of events: takes what is signed well, refuses the rest"),
    }
    body = [[contract_names()[name], looks[name]] for name in queries.CONTRACTS]
    return Section(
        title=_("What is tested"), table=Table(caption=_("Contracts and their tests"),
                                               head=[_("Contract"), _("Test")], body=body),
        intro=_("A contract without a test is never green. A badge is good for thirty days after "
                "a green test."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def conformance(request: BrokerRequest, slug: str) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        own = {str(one.end_point.id) for one in queries.conformance(slug, timezone.now())}
        if request.POST.get("key") not in own:
            raise Http404
        outcome = board.act(request, {"run": lambda p: actions.run(UUID(p["key"])) and None})
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    return board.show(
        request, shell(request, "integrator"),
        _("Contract tests of %(name)s") % {"name": _name_of(slug)},
        _("A badge is good for thirty days after a green test."), [findings(slug)], sentence,
    )  # fmt: skip


def _name_of(slug: str) -> str:
    return next((body.name for body in insight.bodies() if body.slug == slug), slug)


def findings(slug: str) -> Section:
    """The end points of an organisation, what broke, and how to mend it."""
    rows = []
    for one in queries.conformance(slug, timezone.now()):
        found = one.run.findings if one.run else []
        broken = [f for f in found if f["result"] == "breaks"]
        left = [f for f in found if f["result"] == "untested"]
        rows.append(Row(
            title=contract_names()[one.end_point.contract], badge=states()[one.state],
            late=one.state == "red",
            meta=one.end_point.url or _("Our own log of the past week; no address is asked"),
            facts=[*([(_("Tested"), day(one.run.moment))] if one.run else []),
                   *([(_("Badge until"), day(one.expires))] if one.expires else []),
                   *((queries.told(f["step"]), _("%(what)s. Mend: %(mend)s") % {
                       "what": queries.told(f["what"]), "mend": queries.told(f["mend"])})
                     for f in broken[:10]),
                   *((queries.told(f["step"]),
                      _("Not tested. %(why)s") % {"why": queries.told(f["what"])})
                     for f in left[:5])],
            forms=[Form(do="run", key=str(one.end_point.id), button=_("Test now"))],
        ))  # fmt: skip
    return Section(title=_("End points"), rows=rows, empty=nothing_yet())


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def relations(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "promise": lambda p: actions.promise(p["giver"], p["receiver"], p["what"],
                                                 board.day(p["due"]), actor=actor(request)),
            "keep": lambda p: actions.keep_promise(UUID(p["key"]), p["evidence"],
                                                   actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    today, found = timezone.localdate(), queries.promises()
    names = {body.slug: body.name for body in insight.bodies()}
    table = Table(
        caption=_("Promises between parties"),
        head=[_("No."), _("Who promises"), _("To whom"), _("By"), _("State")],
        body=[[str(number), names.get(one.giver, one.giver), names.get(one.receiver, one.receiver),
               day(one.due), _("kept") if one.kept else _("late") if one.due < today else _("runs")]
              for number, one in enumerate(found, 1)],
    )  # fmt: skip
    rows = [
        Row(
            title=f"{number}. {one.what}",
            facts=[(_("Who promises"), names.get(one.giver, one.giver)),
                   (_("To whom"), names.get(one.receiver, one.receiver))],
            late=one.kept is None and one.due < today,
            badge=_("kept") if one.kept else _("late") if one.due < today
            else _("by %(day)s") % {"day": day(one.due)},
            meta=one.evidence,
            forms=[] if one.kept else [Form(
                do="keep", key=str(one.id), title=_("Write down that it was kept"),
                button=_("Kept"), fields=[
                Field(name="evidence", label=_("Where the evidence is"))])],
        )
        for number, one in enumerate(found, 1)
    ]  # fmt: skip
    form = Form(do="promise", button=_("Write down"), title=_("A new promise"), fields=[
        Field(name="giver", label=_("Who promises")), Field(name="receiver", label=_("To whom")),
        Field(name="what", label=_("What")), Field(name="due", label=_("By"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), _("Promises between parties"),
        _("Who promised what to whom, by when. Late ones are dashed and thick."),
        [
            Section(title=_("Map"), picture=_map(found, names, today), table=table,
                    alt=_("Map of promises between parties, numbered as in the list.")),
            Section(title=_("All promises"), rows=rows, forms=[form], empty=nothing_yet()),
        ], sentence,
    )  # fmt: skip


def _side(x: float, y: float) -> str:
    """Where the name of a party stands, so that no line runs through it."""
    if abs(x) < 0.35:
        return "above" if y > 0 else "below"
    return "right" if x > 0 else "left"


def _map(rows: Any, names: dict[str, str], today: date) -> Any:
    parties = sorted({name for one in rows for name in (one.giver, one.receiver)})
    if not parties:
        return None
    at = {
        name: (round(cos(2 * pi * i / len(parties)), 3), round(sin(2 * pi * i / len(parties)), 3))
        for i, name in enumerate(parties)
    }
    return insight.picture("relations", {
        "nodes": [{"name": names.get(name, name).removeprefix("Gemeente "), "x": x, "y": y,
                   "side": _side(x, y)} for name, (x, y) in at.items()],
        "links": [
            {"x": at[one.giver][0], "y": at[one.giver][1], "x2": at[one.receiver][0],
             "y2": at[one.receiver][1], "late": one.kept is None and one.due < today,
             "number": str(number)}
            for number, one in enumerate(rows, 1)
        ],
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def apps(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    bodies = [(body.slug, body.name) for body in insight.bodies() if body.until is None]
    names = dict(bodies)
    if request.method == "POST":
        outcome = board.act(request, {
            "app": lambda p: actions.register_app(
                p["organisation"], p["name"], purpose=p["purpose"], users=int(p["users"]),
                cents=board.cents(p["euro"]), status=p["status"],
                sunset=board.day(p["sunset"]) if p["sunset"] else None, actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    rows = [
        Row(
            title=row.app.name, badge=_("accessibility %(status)s") % {"status": row.app.status},
            late=row.app.status in "DE",
            meta=_("%(n)s others do the same") % {"n": row.overlap} if row.overlap else "",
            facts=[(_("Organisation"), names.get(row.app.organisation, row.app.organisation)),
                   (_("For"), row.app.purpose),
                   (_("Users"), numbers.number(row.app.users)),
                   (_("A year"), money(row.app.cents)),
                   (_("Ends"), day(row.app.sunset) if row.app.sunset else _("no plan"))],
        )
        for row in queries.apps()
    ]  # fmt: skip
    form = Form(do="app", button=_("Add"), title=_("Add an app"), fields=[
        choice("organisation", _("Organisation"), bodies), Field(name="name", label=_("Name")),
        Field(name="purpose", label=_("What for, in one word")),
        Field(name="users", label=_("Users a month"), kind="number"),
        Field(name="euro", label=_("Euros a year"), kind="number"),
        choice("status", _("Accessibility status"), [(s, s) for s in "ABCDE"]),
        Field(name="sunset", label=_("Day it ends, if there is a plan"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), _("Register of apps"),
        _("Most overlap first: several apps for one purpose."),
        [Section(title=_("Apps"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


urlpatterns = [
    path("aansluitingen/", matrix, name="c_matrix"),
    path("conformiteit/<slug:slug>/", conformance, name="c_conformance"),
    path("relaties/", relations, name="c_relations"),
    path("apps/", apps, name="c_apps"),
]
