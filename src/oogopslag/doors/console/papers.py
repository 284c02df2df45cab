"""An organisation's letters, forms and shared mailbox."""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from oogopslag.broker import actions, queries
from oogopslag.doors.console import board
from oogopslag.doors.console.board import Field, Form, Row, Section, nothing_yet
from oogopslag.doors.console.shell import actor, shell
from oogopslag.doors.entry import BrokerRequest, joiner_only
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as conversations
from oogopslag.inbox.errors import InboxError, UnknownThread
from oogopslag.people import queries as people
from oogopslag.ui import numbers
from oogopslag.ui.format import moment
from oogopslag.ui.page import render


def _claim(request: BrokerRequest) -> Any:
    claim = queries.claim_of(request.body_slug)
    if claim is None:
        raise Http404
    return claim


def _file(request: BrokerRequest) -> bytes:
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > 30_000_000:
        return b""
    return bytes(upload.read())


@require_http_methods(["GET", "HEAD", "POST"])
@joiner_only
def letters(request: BrokerRequest) -> HttpResponse:
    claim, sentence = _claim(request), ""

    def letter(key: str) -> Any:
        return queries.letter_of(claim.slug, UUID(key)) or _missing()

    if request.method == "POST":
        outcome = board.act(request, {
            "letter": lambda p: actions.add_letter(
                claim, title=p["title"], pasted=p["text"], content=_file(request),
                actor=actor(request)) and None,
            "allow": lambda p: actions.allow_reply(
                letter(p["key"]), mailbox=p["mailbox"], within=int(p["within"]),
                unit=p.get("unit", "days"), actor=actor(request)),
            "refuse": lambda p: actions.allow_reply(
                letter(p["key"]), mailbox="", within=None, actor=actor(request)),
            "send": lambda p: actions.send_letter(
                letter(p["key"]), queries.test_resident(), actor=actor(request)) and None,
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    form = Form(do="letter", button=_("Check and keep"), title=_("Add a letter"), fields=[
        Field(name="title", label=_("What is this letter called?")),
        Field(name="file", label=_("The letter as PDF or text file"), kind="file"),
        Field(name="text", label=_("Or paste its text"), kind="textarea"),
    ])  # fmt: skip
    rows = [_letter(one) for one in queries.letters(claim)]
    return board.show(
        request, shell(request, "letters", "own"), _("Letters"),
        _("Checked at once for plain words, sender, action, date and a way to answer."),
        [Section(title=_("Your letters"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


def _missing() -> Any:
    raise Http404


def _letter(one: Any) -> Row:
    key, found = str(one.id), one.check_result
    checks = {"plain": _("plain words (B1)"), "sender": _("sender"), "action": _("what to do"),
              "deadline": _("a date"), "reply": _("a way to answer")}  # fmt: skip
    good = ", ".join(label for name, label in checks.items() if found[name]) or "–"
    bad = ", ".join(label for name, label in checks.items() if not found[name]) or "–"
    difficult = ", ".join(found["difficult"])
    allowed = one.can_be_answered
    here = f"{settings.BASE_URL}{reverse('p_letter', args=[one.short_code])}"
    return Row(
        title=one.title, badge=_("can be answered") if allowed else _("no answer yet"),
        meta=_("Scan the QR code or type the code: it explains this kind of letter, without a "
               "login and without anything about a person."),
        facts=[*([(_("Answers"), _answers(one))] if allowed else []),
               (_("Good"), good), (_("To improve"), bad),
               *([(_("Difficult words"), difficult)] if difficult else []),
               (_("Words per sentence"), numbers.number(found["sentence"], 1)),
               (_("Short code"), one.short_code)],
        links=[(_("Explanation"), here, here),
               (_("QR code"), _("Open QR code %(code)s (SVG)") % {"code": one.short_code},
                f"{here}qr.svg")],
        forms=_moves(one, key),
    )  # fmt: skip


def _answers(one: Any) -> str:
    """The state that "allow answers" leads to: where they come in, and what is promised."""
    if one.answer_within_hours:
        many, words = one.answer_within_hours, ngettext(
            "allowed, in %(mailbox)s, answered within %(n)s working hour",
            "allowed, in %(mailbox)s, answered within %(n)s working hours",
            one.answer_within_hours,
        )  # fmt: skip
    else:
        many, words = one.answer_within, ngettext(
            "allowed, in %(mailbox)s, answered within %(n)s working day",
            "allowed, in %(mailbox)s, answered within %(n)s working days", one.answer_within
        )  # fmt: skip
    return words % {"mailbox": one.mailbox, "n": many}


def _moves(one: Any, key: str) -> list[Form]:
    """Allowing, or once it is allowed: trying it, changing it, and the way back."""
    units = [("days", _("working days")), ("hours", _("working hours"))]
    hours = one.answer_within_hours
    fields = [
        Field(name="mailbox", label=_("Shared mailbox"), value=one.mailbox),
        Field(name="within", label=_("Answer within how much time?"), kind="number",
              value=str(one.answer_within or hours or 3),
              hint=_("At most 20 working days, or 40 working hours.")),
        Field(name="unit", label=_("Counted in"), kind="choice", options=units,
              value="hours" if hours else "days"),
    ]  # fmt: skip
    if not one.can_be_answered:
        return [Form(do="allow", key=key, button=_("Allow answers"), fields=fields)]
    return [
        Form(do="send", key=key, button=_("Send to the test resident")),
        Form(do="refuse", key=key, button=_("Stop allowing answers"), quiet=True),
        Form(do="allow", key=key, button=_("Keep"), title=_("Change the mailbox or the term"),
             fields=fields, folded=True),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@joiner_only
def forms(request: BrokerRequest) -> HttpResponse:
    claim, sentence = _claim(request), ""
    if request.method == "POST":
        outcome = board.act(request, {
            "form": lambda p: actions.add_form(claim, title=p["title"], content=_file(request),
                                               actor=actor(request)) and None,
        })  # fmt: skip
        if isinstance(outcome, HttpResponse):
            return outcome
        sentence = outcome
    form = Form(do="form", button=_("Read and keep"), title=_("Add a form"), fields=[
        Field(name="title", label=_("What is this form called?")),
        Field(name="file", label=_("The form as PDF"), kind="file"),
    ])  # fmt: skip
    rows = [
        Row(
            title=one.title,
            badge=ngettext("%(n)s page", "%(n)s pages", one.pages) % {"n": one.pages},
            late=not one.readable,
            meta="" if one.readable else _("A scan: no words could be read on its pages. It does "
                 "not count yet. Add the original, or have it scanned with text."),
            facts=[(_("Questions read"), numbers.number(len(one.questions))),
                   *((_("Known already"), f"{question} ({known})")
                     for question, known in list(one.known.items())[:12])],
        )
        for one in queries.forms(claim)
    ]  # fmt: skip
    return board.show(
        request, shell(request, "letters", "own"), _("Forms"),
        _("Questions that a register can answer already are named: asking them is double work."),
        [Section(title=_("Your forms"), rows=rows, forms=[form], empty=nothing_yet())], sentence,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@joiner_only
def mailbox(request: BrokerRequest) -> HttpResponse:
    """The replies that wait for this organisation; answered here, kept as a draft on an error."""
    organisation, sentence, typed = people.organisation(request.body_slug), "", ""
    if request.method == "POST":
        typed = request.POST.get("text", "")
        try:
            thread = conversations.row_of_organisation(
                organisation, UUID(request.POST.get("thread", ""))
            )
            inbox.answer(thread, staff=request.staff, text=typed,
                         key=request.POST.get("key", "")[:80])  # fmt: skip
        except (UnknownThread, ValueError) as error:
            raise Http404 from error
        except InboxError as error:
            sentence = str(error)
    waiting = [
        conversations.thread_for_staff(organisation, key, f"staff:{request.staff.id}")
        for key in conversations.waiting_threads(organisation, 10)
    ]
    return render(
        request, "console/mailbox.jinja", shell(request, "mailbox", "own"), waiting=waiting,
        sentence=sentence, typed=typed, key=secrets.token_urlsafe(16), moment=moment,
        answered=request.method == "POST" and not sentence, status=400 if sentence else 200,
    )  # fmt: skip


urlpatterns = [
    path("eigen/brieven/", letters, name="c_letters"),
    path("eigen/formulieren/", forms, name="c_forms"),
    path("eigen/postbus/", mailbox, name="c_mailbox"),
]
