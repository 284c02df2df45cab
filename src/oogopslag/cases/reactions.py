"""What cases do when something happened in the inbox, or a letter went."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.cases import (
    actions,
    contacts,
    lettering,
    marking,
    promising,
    requesting,
    revising,
)
from oogopslag.cases.moving import locked
from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


@journal.follow("cases.submitted")
def an_application_goes_on_as_a_request(line: "Line") -> None:
    """Where its organisation has an Open VTB; sent in the background."""
    requesting.promise(UUID(line.chain.removeprefix("case:")), line.organisation)


@journal.follow("inbox.resolved")
def term_runs_again(line: "Line") -> None:
    """A duty that paused a term is done, by the answer of the resident or of who helps them."""
    kind, _, name = line.actor.partition(":")
    if kind in {"resident", "helper"}:
        who = Actor(kind="helper" if kind == "helper" else "resident", id=name)
        actions.supplemented(UUID(line.data["duty"]), actor=who)


@journal.follow("inbox.term_moved")
def the_supplement_may_come_later(line: "Line") -> None:
    """An outage moved the resident's term: the term to decide stands still as long."""
    actions.supplement_until(UUID(line.data["duty"]), date.fromisoformat(line.data["due"]))


@journal.follow("facts.changed")
def granted_cases_are_looked_at_again(line: "Line") -> None:
    """A fact changed afterwards: the worker compares what was granted with the law of today."""
    if line.resident and line.data.get("sources"):
        revising.mark_for_review(line.resident)


@journal.follow("inbox.replied", "inbox.answered")
def messages_go_into_the_register_of_contacts(line: "Line") -> None:
    """Where the body keeps one; written by the worker, outside this transaction."""
    contacts.promise(line)


@journal.follow("inbox.placed")
def letters_go_into_the_register_of_letters(line: "Line") -> None:
    """Where the body keeps one (Open VTB); written by the worker, outside this transaction."""
    lettering.promise(line)


@journal.follow("inbox.marked_formal")
def a_marked_message_becomes_a_case(line: "Line") -> None:
    """An objection or application that came in as a reply, with the day of that reply."""
    marking.follow(line)


@journal.follow(
    "cases.asked", "cases.supplemented", "cases.lapsed", "cases.extended", "cases.stood_still",
    "cases.ran_again", "cases.to_committee", "cases.decided", "cases.withdrawn",
    "cases.forwarded",
)  # fmt: skip
def the_promised_day_follows_the_case(line: "Line") -> None:
    """The register of promises counts decisions as the law counts their days."""
    promising.follow(locked(UUID(line.chain.removeprefix("case:"))))


@journal.follow_together("delivery.posted")
def terms_begin_when_letters_are_posted(lines: "Sequence[Line]") -> None:
    """A decision on paper is made known by handing it to the post (Awb 3:41)."""
    first = [line for line in lines if not line.data["step"]]
    actions.posted({UUID(one.data["subject"]): date.fromisoformat(one.data["on"]) for one in first})


@journal.follow("cases.withdrawn", "cases.forwarded")
def the_visit_goes_with_its_case(line: "Line") -> None:
    """Nobody waits at a desk for a case that went away."""
    actions.drop_appointment(UUID(line.chain.removeprefix("case:")))


@journal.follow("cases.decided")
def early_objections_are_taken_up(line: "Line") -> None:
    """Who objected before there was a decision objects to this one (Awb 6:10)."""
    marking.take_up(line)
