"""/morgen: three things of a day at most per role, each opening the real screen."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board, words
from oogopslag.doors.console.board import Field, Form, Row, Section, choice, nothing_yet
from oogopslag.doors.console.integrating import contract_names, findings
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, owner_only
from oogopslag.insight import queries as insight
from oogopslag.people import queries as people
from oogopslag.ui.format import day, text


@require_safe
@owner_only
def tomorrow(request: BrokerRequest) -> HttpResponse:
    titles = {
        "allow": _("Allow answers on one kind of letter"), "rewrite": _("Rewrite one letter"),
        "answer": _("Answer who waits longest"), "drop": _("Drop one question"),
        "test": _("Have one contract tested"), "fix": _("See where people get stuck"),
        "owner": _("Name an owner"), "desk": _("Plan an hour at the desk"),
        "plan": _("Make a plan of ninety days"),
    }  # fmt: skip
    roles = {"A": _("Civil servant"), "T": _("Team"), "O": _("Head of the organisation")}
    gates = {gate.key: text(gate.name) for gate in insight.model().gates}
    sections = []
    for role, name in roles.items():
        rows = []
        for one, failing in queries.tomorrow(request.body_slug, role):
            query = f"?{urlencode({'titel': one.query})}" if one.query else ""
            helps = _("Helps: %(gate)s") % {"gate": gates[one.gate]}
            more = _("now missing at %(n)s services") % {"n": failing} if failing else ""
            rows.append(Row(title=titles[one.key], link=reverse(one.route) + query,
                            meta=". ".join(part for part in (helps, more) if part)))  # fmt: skip
        sections.append(Section(title=name, rows=rows))
    more_rows = [Row(title=_("Wishes"), link=reverse("c_own_wishes")),
                 Row(title=_("Shared contracts"), link=reverse("c_own_shared"))]  # fmt: skip
    return board.show(
        request, shell(request, "tomorrow", "own"), _("Tomorrow"),
        _("Three things per role, each a day at most."),
        [*sections, Section(title=_("With others"), rows=more_rows)],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def plan(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "track": lambda p: actions.add_track(
                p["title"], lane=_("own plan"), original=board.day(p["original"]), days=1,
                organisation=request.body_slug, actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    rows = [Row(title=one.title, badge=_("done") if one.done else day(one.expected))
            for one in queries.public_plan(request.body_slug)]  # fmt: skip
    form = Form(do="track", button=_("Plan"), title=_("Plan something"), fields=[
        Field(name="title", label=_("What"), value=request.GET.get("titel", "")[:200]),
        Field(name="original", label=_("Date"), kind="date"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "tomorrow", "own"), _("Your plan"),
        _("What you plan here stands on your public scorecard."),
        [Section(title=_("Planned"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def own_contracts(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {"point": _add(request), "run": _run(request)})
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    called = contract_names()
    kits = [(f"{c}/{kit}", f"{called[c]}: {kit}") for c, names in queries.COLUMN_KITS.items()
            for kit in names]  # fmt: skip
    form = Form(do="point", button=_("Test every night"), title=_("Add an end point"), fields=[
        choice("contract", _("Contract"), kits),
        Field(name="url", label=_("Address"), hint=_("Begins with https://. None is needed for "
              "letters: agency, which reads our own log of your calls.")),
        Field(name="secret", label=_("Name of the secret, if one is needed")),
    ])  # fmt: skip
    section = findings(request.body_slug)
    develops = bool(people.places_with_role(request.staff, "develop"))
    sandbox = Section(
        title=_("Try it first"),
        intro=_("With a test key you try every call in the sandbox: simulated residents, and "
                "nothing reaches anybody."),
        rows=[Row(title=_("Test keys and the sandbox"),
                  link=reverse("w_connections") if develops else "",
                  meta="" if develops else _("For whoever has the role of developer here."))],
    )  # fmt: skip
    return board.show(
        request, shell(request, "tomorrow", "own"), _("Your end points"),
        _("Each is tested every night. What breaks is named with how to mend it."),
        [Section(title=section.title, rows=section.rows, empty=section.empty, forms=[form]),
         sandbox],
        sentence,
    )  # fmt: skip


def _add(request: BrokerRequest) -> board.Move:
    def move(p: object) -> None:
        contract, _sep, kit = request.POST["contract"].partition("/")
        actions.add_end_point(request.body_slug, contract, kit=kit, url=request.POST["url"],
                              secret=request.POST["secret"], actor=actor(request))  # fmt: skip

    return move


def _run(request: BrokerRequest) -> board.Move:
    def move(p: object) -> None:
        from django.utils import timezone  # noqa: PLC0415 -- only here

        own = {one.end_point.id for one in queries.conformance(request.body_slug, timezone.now())}
        key = UUID(request.POST["key"])
        if key in own:
            actions.run(key)

    return move


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def own_wishes(request: BrokerRequest) -> HttpResponse:
    sentence, slug = "", request.body_slug
    if request.method == "POST":
        outcome = board.act(request, {
            "wish": lambda p: actions.wish(p["text"], layer=p["layer"], domain=p["domain"],
                                           actor=actor(request)) and None,
            "vote": lambda p: actions.vote(UUID(p["key"]), slug, actor=actor(request)) and None,
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    rows = [
        Row(title=row.wish.text, meta=row.wish.answer,
            badge=_("answered") if row.wish.answered else _("by %(day)s") % {
                "day": day(row.wish.due)},
            facts=[(_("Votes"), str(row.votes))],
            forms=[Form(do="vote", key=str(row.wish.id), button=_("Vote"), quiet=True)])
        for row in queries.wishes()
    ]  # fmt: skip
    form = Form(do="wish", button=_("Wish"), title=_("A new wish"), fields=[
        Field(name="text", label=_("What do you wish?"), kind="textarea"),
        choice("layer", _("Layer"), list(words.layers().items())),
        choice("domain", _("Domain"), list(words.domains().items())),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "tomorrow", "own"), _("Wishes"),
        _("Answered within ten working days; on day eleven a wish goes up by itself."),
        [Section(title=_("All wishes"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def own_shared(request: BrokerRequest) -> HttpResponse:
    sentence, slug = "", request.body_slug
    if request.method == "POST":
        outcome = board.act(request, {
            "join": lambda p: actions.join(UUID(p["key"]), slug, volume=int(p["volume"]),
                                           actor=actor(request)) and None,
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    rows = [
        Row(title=one.title, badge=_("joined") if any(m.organisation == slug
            for m in one.members.all()) else "",
            facts=[(_("Join from"), day(one.join_from)), (_("until"), day(one.join_until))],
            forms=[Form(do="join", key=str(one.id), button=_("Join"), fields=[
                Field(name="volume", label=_("Your volume a year"), kind="number")])])
        for one in queries.shared_contracts()
    ]  # fmt: skip
    return board.show(
        request, shell(request, "tomorrow", "own"), _("Shared contracts"),
        _("Join before the day; after it joining is refused."),
        [Section(title=_("Contracts"), rows=rows, empty=nothing_yet())], sentence,
    )  # fmt: skip


urlpatterns = [
    path("morgen/", tomorrow, name="c_tomorrow"),
    path("eigen/plan/", plan, name="c_plan"),
    path("eigen/aansluitingen/", own_contracts, name="c_own_contracts"),
    path("eigen/wensen/", own_wishes, name="c_own_wishes"),
    path("eigen/contracten/", own_shared, name="c_own_shared"),
]
