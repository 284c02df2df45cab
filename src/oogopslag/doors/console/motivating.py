"""Motivator: need and progress, whom to talk to, who climbed, wishes, relay, shared contracts."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board, words
from oogopslag.doors.console.board import Field, Form, Row, Section, Table, choice, nothing_yet
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui import numbers
from oogopslag.ui.format import day, text


@require_safe
@broker_only
def motivation(request: BrokerRequest) -> HttpResponse:
    cells = insight.need_and_progress()
    model, groups = insight.model().indicators, words.groups()
    picture = None
    if cells:
        rows = [{"letter": c.letter, "need": c.need, "progress": c.progress} for c in cells]
        data = {"rows": rows, "x": _("how far (1 to 5)"), "y": _("how needed (1 to 5)")}
        picture = insight.picture("quadrant", data)
    table = Table(
        caption=_("Need and progress"),
        head=[_("Group"), _("How needed"), _("How far"), _("Answers")],
        body=[[f"{c.letter} {groups.get(c.name, c.name)}", numbers.number(c.need, 1),
               numbers.number(c.progress, 1), numbers.number(c.n)] for c in cells],
    )  # fmt: skip
    talk = [c for c in cells if c.need >= 3 > c.progress]
    climbed = [
        Row(
            title=one.name,
            meta=_("from step %(a)s to %(b)s; most moved: %(what)s, %(was)s to %(now)s") % {
                "a": one.before, "b": one.after, "what": text(model[one.indicator].name),
                "was": numbers.amount(one.was, model[one.indicator].unit,
                                      is_number=model[one.indicator].number),
                "now": numbers.amount(one.now, model[one.indicator].unit,
                                      is_number=model[one.indicator].number)},
        )
        for one in queries.climbers()
    ]  # fmt: skip
    return board.show(
        request, shell(request, "motivator"), _("Need and progress"),
        _("What civil servants say they need and how far they think they are."),
        [
            Section(title=_("Need against progress"), picture=picture, table=table,
                    alt=_("Scatter of need against progress; the table has the same figures."),
                    empty="" if cells else _("Nobody was asked yet: no survey was held.")),
            Section(title=_("Talk with these first: they want to and do not manage"),
                    rows=[Row(title=groups.get(c.name, c.name)) for c in talk],
                    empty=nothing_yet()),
            Section(title=_("Who climbed, and what it brought"), rows=climbed,
                    empty=nothing_yet()),
        ],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def wishes(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "answer": lambda p: actions.answer_wish(UUID(p["key"]), p["answer"],
                                                    actor=actor(request)),
            "bundle": lambda p: actions.bundle(UUID(p["key"]), UUID(p["into"])),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    today, found = timezone.localdate(), queries.wishes()
    others = [(str(row.wish.id), row.wish.text[:60]) for row in found if not row.wish.answered]
    rows = []
    for row in found:
        one, forms = row.wish, []
        if one.answered is None:
            forms = [
                Form(do="answer", key=str(one.id), button=_("Answer"),
                     fields=[Field(name="answer", label=_("Your answer"), kind="textarea")]),
                Form(do="bundle", key=str(one.id), button=_("Bundle"), quiet=True,
                     fields=[choice("into", _("Take together with"), others)]),
            ]  # fmt: skip
        rows.append(Row(
            title=one.text, forms=forms, late=one.answered is None and one.due < today,
            badge=_("answered") if one.answered else _("by %(day)s") % {
                "day": day(one.due)},
            meta=one.answer,
            facts=[(_("Votes"), str(row.votes)),
                   (_("For"), f"{words.layers()[one.layer]}, {words.domains()[one.domain]}"),
                   *([(_("Escalated on"), day(one.escalated))]
                     if one.escalated else [])],
        ))  # fmt: skip
    return board.show(
        request, shell(request, "motivator"), _("Wishes"),
        _("Answered within ten working days; on day eleven a wish goes up by itself."),
        [Section(title=_("All wishes"), rows=rows, empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def relay(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    bodies = [(b.slug, b.name) for b in insight.bodies() if b.level is not None]
    if request.method == "POST":
        outcome = board.act(request, {
            "name": lambda p: actions.name_measure(
                p["title"], source=p["source"], credit=p["credit"], indicator=p["indicator"],
                actor=actor(request)),
            "prove": lambda p: actions.prove(UUID(p["key"]), p["organisation"],
                                             months=int(p["months"]), actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    model = insight.model().indicators
    states = {"idea": _("idea"), "one": _("proven at one"), "three": _("proven at three"),
              "standard": _("standard")}  # fmt: skip
    names = dict(bodies)
    rows = [
        Row(
            title=measure.title, badge=states[state],
            meta=_("Source: %(source)s. Thanks to %(credit)s.") % {
                "source": measure.source, "credit": names.get(measure.credit, measure.credit)},
            facts=[(names.get(p.organisation, p.organisation),
                    f"{numbers.percent(p.before)} → {numbers.percent(p.after)}")
                   for p in proofs],
            forms=[Form(do="prove", key=str(measure.id), button=_("Read the effect"), fields=[
                choice("organisation", _("Where it ran"), bodies),
                Field(name="months", label=_("Months since the start"), kind="number",
                      value="6")])],
        )
        for measure, state, proofs in queries.measures()
    ]  # fmt: skip
    counted = [(k, text(one.name)) for k, one in model.items() if one.counted]
    form = Form(do="name", button=_("Add"), title=_("A new measure"), fields=[
        Field(name="title", label=_("What is done differently")),
        Field(name="source", label=_("Where it can be read")),
        choice("credit", _("Thanks to"), bodies),
        choice("indicator", _("The figure it should move"), counted),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "motivator"), _("Relay of measures"),
        _("From idea to standard. What it brought is read from the scorecard, never typed."),
        [Section(title=_("Measures"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def shared(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "share": lambda p: actions.share_contract(
                p["title"], join_from=board.day(p["from"]), join_until=board.day(p["until"]),
                open_standards=board.yes(p.get("open", "")),
                accessible=board.yes(p.get("accessible", "")),
                exit_tested=board.day(p["exit"]) if p["exit"] else None,
                actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    today = timezone.localdate()
    rows = [
        Row(
            title=one.title,
            badge=_("joining open") if one.join_from <= today <= one.join_until
            else _("joining closed"),
            facts=[(_("Join from"), day(one.join_from)),
                   (_("until"), day(one.join_until)),
                   (_("Members"), str(len(one.members.all()))),
                   (_("Volume"), numbers.number(one.volume)),
                   (_("Way out tested"), day(one.exit_tested) if one.exit_tested else "–")],
        )
        for one in queries.shared_contracts()
    ]  # fmt: skip
    form = Form(do="share", button=_("Add"), title=_("A new shared contract"), fields=[
        Field(name="title", label=_("What is bought together")),
        Field(name="from", label=_("Join from"), kind="date"),
        Field(name="until", label=_("Join until"), kind="date"),
        Field(name="open", label=_("Open standards are in it"), kind="check"),
        Field(name="accessible", label=_("Accessibility A or B is in it"), kind="check"),
        Field(name="exit", label=_("Day on which the export was tested"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "motivator"), _("Shared contracts"),
        _("Needs, call, lots, join, exit. After the day joining is refused; the adapter stays the "
          "organisation's own choice."),
        [Section(title=_("Contracts"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


urlpatterns = [
    path("motivatie/", motivation, name="c_motivation"),
    path("wensen/", wishes, name="c_wishes"),
    path("estafette/", relay, name="c_relay"),
    path("contracten/", shared, name="c_shared"),
]
