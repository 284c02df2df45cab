"""An organisation's own page: steps that tick themselves, the clock, owner and confirmation."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oogopslag.broker import actions, queries
from oogopslag.broker.errors import BrokerError, NotConfirmed
from oogopslag.doors.console import board
from oogopslag.doors.console.board import Field, Form, Row, Section
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, joiner_only
from oogopslag.insight import actions as insight_actions
from oogopslag.insight import queries as insight
from oogopslag.insight.errors import NoCard
from oogopslag.ui import numbers
from oogopslag.ui.format import day, moment, text


def names() -> dict[str, str]:
    return {
        "claimed": _("Found in the register and claimed"), "owner": _("An owner has a name"),
        "letter": _("One letter is in"), "form": _("One form is in and can be read"),
        "reply": _("Residents may answer"), "answered": _("A reply was answered"),
        "confirmed": _("Confirmed by eHerkenning and by letter"),
        "baseline": _("Measured at the start"), "with": _("With the resident"),
        "route": _("One route with others"), "round": _("All the way round"),
        "ahead": _("Thinking ahead"), "enriched": _("Enriched"),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@joiner_only
def own(request: BrokerRequest) -> HttpResponse:
    claim, sentence = queries.claim_of(request.body_slug), ""
    if request.method == "POST" and claim:
        key, claim_slug = claim.id, claim.slug
        outcome = board.act(request, {
            "owner": lambda p: actions.name_owner(key, p["name"], actor=actor(request)),
            "post": lambda p: actions.send_code(key) and None,
            "leave": lambda p: _leave(claim_slug, board.day(p["last"]), request),
            "code": lambda p: actions.confirm_with_code(key, p["code"]) and None,
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
        claim = queries.claim_of(request.body_slug)
    if claim is None:
        sections = [_gaps(request.body_slug)]
        return board.show(request, shell(request, "own", "own"), request.body_slug, "", sections)
    took = queries.clock(claim)
    lead = (
        _("From claim to the first answer: %(time)s.")
        % {"time": numbers.duration(took.total_seconds() / 60)}
        if took
        else _("The clock runs since %(moment)s.") % {"moment": moment(claim.made)}
    )
    return board.show(
        request, shell(request, "own", "own"), claim.name, lead,
        [_today(claim), *_confirm(claim), _later(claim), _gaps(claim.slug),
         *([_leaving(claim.slug)] if queries.confirmed(claim) else [])],
        sentence,
    )  # fmt: skip


def _leave(slug: str, last: date, request: BrokerRequest) -> None:
    """Only for who is known to speak for it: anybody can claim. Raises NotConfirmed, WrongDay."""
    claim = queries.claim_of(slug)
    if claim is None or not queries.confirmed(claim):
        raise NotConfirmed
    insight_actions.leave(slug, last, actor=actor(request))


def _today(one: Any) -> Section:
    links = {"letter": "c_letters", "reply": "c_letters", "form": "c_forms",
             "answered": "c_mailbox"}  # fmt: skip
    rows = [
        Row(
            title=names()[task.key], badge=_("done") if task.done else _("open"),
            meta=moment(task.since) if task.since else "",
            link=reverse(links[task.key]) if task.key in links and not task.done else "",
        )
        for task in queries.first_day(one)
    ]  # fmt: skip
    name = Field(name="name", label=_("Name of the owner"), value=one.owner)
    form = Form(
        do="owner", button=_("Keep"), title=_("Who looks after this service?"), fields=[name]
    )
    return Section(
        title=_("The first day"), rows=rows, forms=[form],
        intro=_("Each step ticks itself from what happened. Nothing can be ticked by hand."),
    )  # fmt: skip


def _confirm(one: Any) -> list[Section]:
    if queries.confirmed(one):
        return []
    rows = []
    if one.eherkenning is None:
        rows.append(Row(title=_("Confirm with eHerkenning"), link=reverse("c_eherkenning")))
    forms = []
    if one.second is None:
        forms.append(Form(do="post", button=_("Have a letter sent"), quiet=True,
                          title=_("A code by letter to the address in the register")))  # fmt: skip
        if one.second_sent:
            code = Field(name="code", label=_("The code of the letter"), kind="number")
            forms.append(Form(do="code", button=_("Confirm"), fields=[code]))
    return [Section(
        title=_("Confirm your organisation"), rows=rows, forms=forms,
        intro=_("This is a trial: until both are there, your letters reach the test resident only, "
                "and figures, plans and other organisations stay closed to you."),
    )]  # fmt: skip


def _later(one: Any) -> Section:
    rows = [
        Row(title=names()[stage.key], badge=_("done") if stage.done else _("open"),
            meta=_("No full month was measured yet") if stage.evidence == "no_card"
            else _("Evidence now: %(what)s") % {"what": stage.evidence})
        for stage in queries.later(one)
    ]  # fmt: skip
    return Section(title=_("After that"), rows=rows)


def _leaving(slug: str) -> Section:
    stays = _("After its last day an organisation is not measured any more. Its card stays, with "
              "the step of its last month, and says that it left.")  # fmt: skip
    if last := insight.last_day(slug):
        over = last < timezone.localdate()
        told = Row(
            title=_("You took part until and including %(day)s") % {"day": day(last)} if over
            else _("You take part until and including %(day)s") % {"day": day(last)},
            meta=stays,
        )  # fmt: skip
        return Section(title=_("Stopping"), rows=[told])
    form = Form(do="leave", button=_("Stop taking part"), quiet=True,
                fields=[Field(name="last", label=_("Last day"), kind="date")])  # fmt: skip
    return Section(title=_("Stopping"), forms=[form], intro=stays)


def _gaps(slug: str) -> Section:
    gates = {gate.key: text(gate.name) for gate in insight.model().gates}
    try:
        found = queries.gaps(slug)
    except NoCard:
        return Section(title=_("Plan of ninety days"), empty=_("After the first full month the "
                       "five gaps with most effect for least work stand here."))  # fmt: skip
    rows = [
        Row(title=gates[gap.key], meta=_("%(n)s services, about %(days)s days of work each") % {
            "n": gap.services, "days": gap.effort})
        for gap in found
    ]  # fmt: skip
    return Section(title=_("Plan of ninety days"), rows=rows, empty=_("No gaps."))


@require_safe
@joiner_only
def eherkenning(request: BrokerRequest) -> HttpResponse:
    """Out to eHerkenning, and back with a statement."""
    claim = queries.claim_of(request.body_slug)
    if claim is None or "verklaring" not in request.GET:
        target = reverse("d_eherkenning") if queries.eherkenning_available() else reverse("c_own")
        query = f"?claim={claim.id}&organisatie={claim.code}" if claim else ""
        return HttpResponseRedirect(target + query)
    try:
        actions.confirm_with_eherkenning(claim.id, request.GET["verklaring"])
    except BrokerError as error:
        return board.show(request, shell(request, "own", "own"), claim.name, "",
                          [_today(claim), *_confirm(claim)], str(error))  # fmt: skip
    return HttpResponseRedirect(reverse("c_own") + "?gelukt=1")


urlpatterns = [
    path("eigen/", own, name="c_own"),
    path("eigen/eherkenning/", eherkenning, name="c_eherkenning"),
]
