"""Offers, remarks on forms, helpers and published rules."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import LawError
from oogopslag.insight.translated.known import Found, Known

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


def _offered(line: "Line", known: Known) -> Iterator[Found]:
    yield Found(event="offer.shown", service=line.data["service"], channel="app")


def _offer_answered(line: "Line", known: Known) -> Iterator[Found]:
    """Declined for this year, or for good: nobody is asked why."""
    why = {"declined": "not_now", "never": "other"}.get(line.data["answer"])
    if why:
        yield Found(event="offer.declined", service=line.data["service"], channel="app",
                    fields={"why": why})  # fmt: skip


def _offer_resolved(line: "Line", known: Known) -> Iterator[Found]:
    if line.data["result"] == "wrong":
        yield Found(event="offer.wrong", service=line.data["service"], channel="desk")


def _remarked(line: "Line", known: Known) -> Iterator[Found]:
    """A remark on a form is feedback, and a proposal to make it better."""
    if one := known.remarks.get(UUID(line.data["remark"])):
        yield Found(event="feedback.received", service=one.service, channel="app")
        yield Found(event="improvement.proposed", service=one.service, channel="app")


def _handled(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.remarks.get(UUID(line.data["remark"])):
        fields = {"in_time": one.in_time, "reason": one.reason or one.changed}
        yield Found(event="feedback.closed", service=one.service, channel="desk", fields=fields)
        if one.changed:
            yield Found(event="improvement.adopted", service=one.service, channel="desk")


def _helped(line: "Line", known: Known) -> Iterator[Found]:
    """A helper at work for another; a mandate for everything names no service: not counted."""
    if service := known.mandates.get(UUID(line.data["mandate"])):
        yield Found(event="helper.session", service=service, channel="helper")


def _published(line: "Line", known: Known) -> Iterator[Found]:
    """A new version of a rule is a change to every service it decides; fewer facts: fewer duties.

    Nobody records the effect of a rule yet, so none counts as measured.
    """
    scheme, first = line.data["scheme"], date.fromisoformat(line.data["valid_from"])
    services = [one.slug for one in catalogue.services() if one.scheme == scheme]
    for service in services:
        yield Found(event="change.released", service=service, channel="system",
                    fields={"measured": False})  # fmt: skip
        for _ in range(_fewer(scheme, first)):
            yield Found(event="obligation.removed", service=service, channel="system")


def _fewer(scheme: str, first: date) -> int:
    """How many facts the new version no longer needs; a fact that took another's place is none."""
    library = catalogue.library()
    try:
        before = library.scheme(scheme, first - timedelta(days=1)).facts
        after = library.scheme(scheme, first).facts
    except LawError:
        return 0
    return max(0, len(set(before) - set(after)) - len(set(after) - set(before)))


TABLE: dict[str, Callable[["Line", Known], Iterator[Found]]] = {
    "possibilities.offered": _offered,
    "possibilities.offer_answered": _offer_answered,
    "possibilities.offer_resolved": _offer_resolved,
    "paper.remarked": _remarked,
    "paper.handled": _handled,
    "people.mandate_used": _helped,
    "catalogue.rule_published": _published,
}
