"""Contested figures wait for an answer here; nobody types a figure over."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oogopslag.doors.console import board
from oogopslag.doors.console.board import Field, Form, Row, Section, nothing_yet
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, broker_only
from oogopslag.insight import actions, queries
from oogopslag.ui import numbers
from oogopslag.ui.format import day, text


@require_http_methods(["GET", "HEAD", "POST"])
@broker_only
def contests(request: BrokerRequest) -> HttpResponse:
    sentence = ""
    if request.method == "POST":
        outcome = board.act(request, {
            "answer": lambda p: actions.answer_contest(
                UUID(p["key"]), answer=p["answer"], corrected=board.yes(p.get("corrected", "")),
                actor=actor(request)),
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    model, today = queries.model().indicators, timezone.localdate()
    names = {body.slug: body.name for body in queries.bodies()}
    rows = [
        Row(
            title=f"{names.get(one.organisation, one.organisation)}: "
                  f"{text(model[one.indicator].name)}, {numbers.month(one.month)}",
            badge=_("by %(day)s") % {"day": day(one.due)}, late=one.due < today,
            meta=one.why,
            forms=[Form(do="answer", key=str(one.id), button=_("Answer in public"), fields=[
                Field(name="answer", label=_("Your answer"), kind="textarea"),
                Field(name="corrected", label=_("The evidence was mended"), kind="check")])],
        )
        for one in queries.open_contests()
    ]  # fmt: skip
    return board.show(
        request, shell(request, "home"), _("Contested figures"),
        _("Ten working days for an answer. A figure changes only when its evidence does."),
        [Section(title=_("Waiting"), rows=rows, empty=nothing_yet())], sentence,
    )  # fmt: skip


urlpatterns = [path("betwist/", contests, name="c_contests")]
