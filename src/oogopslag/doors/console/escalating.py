"""Escalations: two organisations that do not get out of it, each step with a term."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board
from oogopslag.doors.console.board import Field, Form, Row, Section, choice, nothing_yet
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import queries as insight
from oogopslag.ui.format import day


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def escalations(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    bodies = [(body.slug, body.name) for body in insight.bodies() if body.until is None]
    if request.method == "POST":
        outcome = board.act(request, {
            "escalate": lambda p: actions.escalate(
                p["question"], p["organisation"], p["other"], harm=board.yes(p.get("harm", "")),
                actor=actor(request)),
            "close": lambda p: actions.close(UUID(p["key"]), p["outcome"], actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    steps = {1: _("case owners"), 2: _("two organisations"), 3: _("the broker mediates"),
             4: _("joint council"), 5: _("public")}  # fmt: skip
    today, names = timezone.localdate(), dict(bodies)
    rows = [
        Row(title=one.question, badge=_("closed") if one.closed else steps[one.step],
            late=one.closed is None and one.due < today, meta=one.outcome,
            facts=[(_("Between"), f"{names.get(one.organisation, one.organisation)}, "
                    f"{names.get(one.other, one.other)}"),
                   *([] if one.closed else [(_("Term"), day(one.due))])],
            forms=[] if one.closed else [Form(do="close", key=str(one.id), button=_("Close"),
                   fields=[Field(name="outcome", label=_("How it ended, without case data"))])])
        for one in queries.escalations()
    ]  # fmt: skip
    form = Form(do="escalate", button=_("Escalate"), title=_("A new escalation"), fields=[
        Field(name="question", label=_("What is it about, without case data")),
        choice("organisation", _("Organisation"), bodies), choice("other", _("With"), bodies),
        Field(name="harm", label=_("Residents are harmed: the broker sees it today"),
              kind="check"),
    ])  # fmt: skip
    return board.show(
        request, shell(request, "integrator"), _("Escalations"),
        _("Past its term an escalation goes up by itself, at last into public."),
        [Section(title=_("All escalations"), rows=rows, forms=[form], empty=nothing_yet())],
        sentence,
    )  # fmt: skip


urlpatterns = [path("escalaties/", escalations, name="c_escalations")]
