"""Manager: strategy without orphans, roadmap with its dates, fund with its ledger, decisions."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board
from oogopslag.doors.console.board import Field, Form, Row, Section, Table, choice, nothing_yet
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui.format import day, money, text


def _indicators() -> list[tuple[str, str]]:
    model = insight.model()
    return [("", "–"), *((key, f"{key} {text(one.name)}") for key, one in model.indicators.items())]


def _bodies() -> list[tuple[str, str]]:
    return [(body.slug, body.name) for body in insight.bodies() if body.until is None]


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def strategy(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "node": lambda p: actions.add_node(
                p["kind"], p["title"], parent=UUID(p["parent"]) if p["parent"] else None,
                indicator=p["indicator"], owner=p["owner"],
                cents=board.cents(p["euro"]) if p["euro"] else None,
                due=board.day(p["due"]) if p["due"] else None, actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    kinds = {"goal": _("goal"), "outcome": _("outcome"), "indicator": _("figure"),
             "initiative": _("initiative")}  # fmt: skip
    tree = queries.strategy()
    rows = [
        Row(
            title=node.title, depth=depth, badge=kinds[node.kind],
            facts=[*([(_("Figure"), node.indicator)] if node.indicator else []),
                   *([(_("Owner"), node.owner)] if node.owner else []),
                   *([(_("Money"), money(node.cents))] if node.cents is not None else []),
                   *([(_("Date"), day(node.due))] if node.due else [])],
        )
        for depth, node in tree
    ]  # fmt: skip
    above = [("", _("nothing: it is a goal")), *((str(n.id), f"{kinds[n.kind]}: {n.title}")
             for _depth, n in tree if n.kind != "initiative")]  # fmt: skip
    form = Form(do="node", button=_("Add"), title=_("Add to the tree"), fields=[
        choice("kind", _("What is it?"), list(kinds.items())),
        Field(name="title", label=_("In one line")),
        choice("parent", _("Belongs to"), above),
        choice("indicator", _("Figure, where it is one"), _indicators()),
        Field(name="owner", label=_("Owner, for an initiative")),
        Field(name="euro", label=_("Euros, for an initiative"), kind="number"),
        Field(name="due", label=_("Date, for an initiative"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "manager"), _("Strategy"),
        _("From goal to outcome, figure, initiative, owner, euro and date. Nothing stands loose."),
        [Section(title=_("The tree"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def portfolio(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, _roadmap_moves(request))
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    tracks, names = queries.roadmap(), dict(_bodies())
    lanes: dict[str, list[Row]] = {}
    for one in tracks:
        lanes.setdefault(one.lane, []).append(_track(one, names))
    table = Table(
        caption=_("What decides the last date"),
        head=[_("Item"), _("Expected"), _("Days of work")],
        body=[[one.title, day(one.expected), str(one.days)] for one in queries.critical_path()],
    )
    return board.show(
        request, shell(request, "manager"), _("Roadmap"),
        _("The first date is never overwritten. A new date needs a reason; the expected date "
          "follows from what things wait for."),
        [
            Section(title=_("Critical path"), table=table),
            *(Section(title=lane, rows=rows) for lane, rows in lanes.items()),
            Section(title=_("All items") if not lanes else _("Add to the roadmap"),
                    forms=[_track_form(tracks)], empty="" if lanes else nothing_yet()),
        ], sentence,
    )  # fmt: skip


def _roadmap_moves(request: BrokerRequest) -> dict[str, board.Move]:
    return {
        "track": lambda p: actions.add_track(
            p["title"], lane=p["lane"], original=board.day(p["original"]),
            days=int(p["days"]), organisation=p["organisation"],
            waits_for=UUID(p["waits_for"]) if p["waits_for"] else None,
            actor=actor(request)),
        "shift": lambda p: actions.recalibrate(
            UUID(p["key"]), board.day(p["later"]), reason=p["reason"], actor=actor(request)),
        "finish": lambda p: actions.finish(UUID(p["key"]), actor=actor(request)),
    }  # fmt: skip


def _track(one: Any, names: dict[str, str]) -> Row:
    late = one.done is None and one.expected > one.original
    return Row(
        title=one.title, late=late,
        badge=_("done") if one.done else _("later than planned") if late else _("on time"),
        facts=[*([(_("Organisation"), names.get(one.organisation, one.organisation))]
                 if one.organisation else []),
               (_("First date"), day(one.original)),
               *([(_("Recalibrated"), day(one.recalibrated))] if one.recalibrated else []),
               (_("Done") if one.done else _("Expected"), day(one.done or one.expected)),
               *([(_("Waits for"), one.waits_for.title)] if one.waits_for else []),
               *((_("Reason"), f"{day(s.later)}: {s.reason}") for s in one.shifts.all())],
        forms=[] if one.done else [
            Form(do="shift", key=str(one.id), button=_("Recalibrate"), fields=[
                Field(name="later", label=_("New date"), kind="date"),
                Field(name="reason", label=_("Why"))]),
            Form(do="finish", key=str(one.id), button=_("Done"), quiet=True)],
    )  # fmt: skip


def _track_form(tracks: Sequence[Any]) -> Form:
    return Form(do="track", button=_("Add"), fields=[
        Field(name="title", label=_("What")),
        Field(name="lane", label=_("Lane")),
        Field(name="original", label=_("Date"), kind="date"),
        Field(name="days", label=_("Days of work"), kind="number", value="30"),
        choice("organisation", _("For which organisation"), [("", _("all")), *_bodies()]),
        choice("waits_for", _("Waits for"), [("", "–"), *((str(t.id), t.title) for t in tracks)]),
    ])  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def fund(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "propose": lambda p: actions.propose(
                p["title"], summary=p["summary"], lead=p["lead"], partners=[p["partner"]],
                cents=board.cents(p["euro"]), own_cents=board.cents(p["own"]),
                months=int(p["months"]), indicator=p["indicator"],
                open_source=board.yes(p.get("open", "")), actor=actor(request)),
            "judge": lambda p: actions.judge(
                UUID(p["key"]), residents=int(p["residents"]), experts=int(p["experts"]),
                actor=actor(request)),
            "pay": lambda p: actions.pay(UUID(p["key"]), actor=actor(request)),
            "stop": lambda p: actions.stop(UUID(p["key"]), p["why"], actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    lines, paid = queries.ledger()
    names = dict(_bodies())
    rows = [_proposal(one, names) for one in queries.proposals()]
    ledger = Table(
        caption=_("Public ledger"), head=[_("Proposal"), _("Part"), _("Amount"), _("Date")],
        body=[[line.proposal.title, line.what, money(line.cents), day(line.moment)]
              for line in lines],
    )  # fmt: skip
    form = Form(do="propose", button=_("Propose"), title=_("A new proposal"), fields=[
        Field(name="title", label=_("What")),
        Field(name="summary", label=_("Public summary"), kind="textarea"),
        choice("lead", _("Lead"), _bodies()), choice("partner", _("Partner"), _bodies()),
        Field(name="euro", label=_("Euros from the fund"), kind="number"),
        Field(name="own", label=_("Euros of your own"), kind="number"),
        Field(name="months", label=_("Months"), kind="number", value="12"),
        choice("indicator", _("The figure it should move"), _indicators()[1:]),
        Field(name="open", label=_("It will be open source"), kind="check"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "manager"), _("Innovation fund"),
        _("Two bodies or more, own money, twelve months, open source. Paid in three parts, the "
          "last on measured effect. Failures stand here too."),
        [
            Section(title=_("Proposals"), rows=rows, forms=[form], empty=nothing_yet()),
            Section(title=_("Ledger: %(sum)s paid") % {"sum": money(paid)}, table=ledger),
        ], sentence,
    )  # fmt: skip


def _proposal(row: Any, names: dict[str, str]) -> Row:
    forms = []
    key = str(row.id)
    if row.residents is None:
        forms = [Form(do="judge", key=key, button=_("Judge"), fields=[
            Field(name="residents", label=_("Resident jury, 0 to 100"), kind="number"),
            Field(name="experts", label=_("Experts, 0 to 100"), kind="number")])]  # fmt: skip
    elif row.granted and not row.failed:
        forms = [Form(do="pay", key=key, button=_("Pay the next part"), quiet=True),
                 Form(do="stop", key=key, button=_("Stop"), quiet=True, fields=[
                     Field(name="why", label=_("What went wrong"))])]  # fmt: skip
    state = (_("failed") if row.failed else _("granted") if row.granted
             else _("to be judged") if row.residents is None else _("not granted"))  # fmt: skip
    return Row(
        title=row.title, badge=state, late=bool(row.failed), meta=row.failed or row.summary,
        facts=[(_("Lead"), names.get(row.lead, row.lead)),
               (_("With"), ", ".join(names.get(one, one) for one in row.partners)),
               (_("From the fund"), money(row.cents)), (_("Own money"), money(row.own_cents))],
        forms=forms,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def rulings(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "rule": lambda p: actions.rule(
                p["question"], options=p["options"], evidence=p["evidence"], chosen=p["chosen"],
                by=p["by"], review=board.day(p["review"]), actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    rows = [
        Row(title=one.question, meta=one.chosen,
            facts=[(_("Options"), one.options), (_("Evidence"), one.evidence), (_("By"), one.by),
                   (_("Looked at again"), day(one.review))])
        for one in queries.rulings()
    ]  # fmt: skip
    form = Form(do="rule", button=_("Write down"), title=_("A new decision"), fields=[
        Field(name="question", label=_("Question")),
        Field(name="options", label=_("Options"), kind="textarea"),
        Field(name="evidence", label=_("Evidence"), kind="textarea"),
        Field(name="chosen", label=_("Decision")),
        Field(name="by", label=_("Who decided (a role)")),
        Field(name="review", label=_("Looked at again on"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "manager"), _("Decisions"),
        _("Question, options, evidence, who, and a day to look again."),
        [Section(title=_("All decisions"), rows=rows, forms=[form], empty=nothing_yet())],
        sentence,
    )  # fmt: skip


urlpatterns = [
    path("strategie/", strategy, name="c_strategy"),
    path("portfolio/", portfolio, name="c_portfolio"),
    path("fonds/", fund, name="c_fund"),
    path("besluiten/", rulings, name="c_rulings"),
]
