"""From journal lines to countable events: what happened, without who it happened to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from oogopslag.cases import measures as case_measures
from oogopslag.cases.measures import CaseFacts
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.readiness.events import Event
from oogopslag.inbox import measures as inbox_measures
from oogopslag.inbox.measures import MessageFacts, PromiseFacts
from oogopslag.insight import content, pseudonym
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

_SOURCES = {
    "brp": "brp", "belastingdienst": "income", "uwv": "income", "svb": "income",
    "woning": "housing", "rdw": "vehicle", "rvz": "health",
}  # fmt: skip
Found = tuple[str, str, str, dict[str, Any]]
"""Event, service, channel, fields."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the lines of one batch refer to, asked for together."""

    messages: dict[UUID, MessageFacts]
    promises: dict[UUID, list[PromiseFacts]]
    cases: dict[UUID, CaseFacts]
    layers: dict[str, str]


def translated(lines: Sequence["Line"]) -> Iterator[Event]:
    """The countable events in these lines, in their order."""
    known = _known(lines)
    for line in lines:
        translate = _TABLE.get(line.name)
        for number, (event, service, channel, fields) in enumerate(
            translate(line, known) if translate else ()
        ):
            body = line.organisation or _body_of(service)
            yield Event(
                id=f"{line.id.hex}{number:x}",
                moment=line.moment,
                event=event,
                organisation=body,
                service=service or "algemeen",
                layer=known.layers.get(body, "municipal"),
                domain=content.domain(service),
                channel=channel,
                pseudonym=pseudonym.of_case(line.chain, line.moment.date()) if line.chain else "",
                fields=fields,
            )


def _body_of(service: str) -> str:
    """Who gives a service, for lines that name only the service."""
    return next((one.organisation for one in catalogue.services() if one.slug == service), "")


def _known(lines: Sequence["Line"]) -> Known:
    wanted = [UUID(line.data["message"]) for line in lines if line.data.get("message")]
    wanted += [UUID(line.data["subject"]) for line in lines if line.name == "delivery.notified"]
    messages = inbox_measures.messages(wanted)
    cases = [UUID(line.chain[5:]) for line in lines if line.chain.startswith("case:")]
    return Known(
        messages=messages,
        promises=inbox_measures.promises({one.thread for one in messages.values()}),
        cases=case_measures.cases(cases),
        layers={one.slug: one.layer for one in people.organisations()},
    )


def _message(line: "Line", known: Known) -> MessageFacts | None:
    key = line.data.get("message") or line.data.get("subject")
    return known.messages.get(UUID(key)) if key else None


def _placed(line: "Line", known: Known) -> Iterator[Found]:
    one = _message(line, known)
    if one and one.kind != "answer":
        fields = {"reply_contract": one.reply_allowed, "inbox": True}
        yield "letter.sent", one.service, "system", fields


def _opened(line: "Line", known: Known) -> Iterator[Found]:
    if (one := _message(line, known)) and one.kind != "answer":
        yield "letter.opened", one.service, "app", {}


def _delivered(line: "Line", known: Known) -> Iterator[Found]:
    if one := _message(line, known):
        yield "letter.delivered", one.service, "system", {"rung": line.data["channel"]}


def _replied(line: "Line", known: Known) -> Iterator[Found]:
    if one := _message(line, known):
        yield "reply.received", one.service, "app", {}
        yield "promise.made", one.service, "app", {}


def _answered(line: "Line", known: Known) -> Iterator[Found]:
    """Only a member of staff answers in substance: what a system sends is an acknowledgement."""
    one = _message(line, known)
    if one is None:
        return
    if not line.actor.startswith("staff"):
        yield "reply.acked", one.service, "system", {}
        return
    waiting = [p for p in known.promises.get(one.thread, []) if p.made <= one.placed]
    kept = [p for p in waiting if p.kept is None or p.kept >= one.placed - timedelta(seconds=5)]
    for promise in kept or waiting[-1:]:
        answered = timezone.localtime(one.placed).date()
        in_time = answered <= promise.due
        minutes = min(int((one.placed - promise.made) / timedelta(minutes=1)), 5_000_000)
        fields = {"substantive": True, "in_time": in_time, "minutes": minutes}
        yield "reply.answered", one.service, "desk", fields
        yield "promise.kept" if in_time else "promise.missed", one.service, "desk", {}


def _started(line: "Line", known: Known) -> Iterator[Found]:
    yield "form.started", line.data["service"], "app", {"mode": "self"}


def _submitted(line: "Line", known: Known) -> Iterator[Found]:
    service = line.data["service"]
    one = _case(line, known)
    took = one.received - one.started if one and one.started else timedelta()
    yield (
        "form.submitted",
        service,
        "app",
        {
            "mode": "self",
            "within_week": took <= timedelta(days=7),
            "minutes": min(int(took / timedelta(minutes=1)), 100_000),
        },
    )
    yield "case.opened", service, "app", {"origin": "application"}
    yield "case.status", service, "app", {"first": True}
    for source in one.prefilled if one else ():
        yield "form.field_prefilled", service, "app", {"source": _SOURCES.get(source, "other")}
    for _ in range(one.asked if one else 0):
        yield "form.field_asked", service, "app", {"known_in": "nowhere"}


def _case(line: "Line", known: Known) -> CaseFacts | None:
    return known.cases.get(UUID(line.chain[5:])) if line.chain.startswith("case:") else None


def _extra(line: "Line", known: Known) -> Iterator[Found]:
    if one := _case(line, known):
        yield "case.extra_question", one.service, "desk", {}


def _decided(line: "Line", known: Known) -> Iterator[Found]:
    one = _case(line, known)
    if one is None:
        return
    took = (one.decided or line.moment) - one.received
    yield (
        "case.decision",
        one.service,
        "desk",
        {
            "auto": line.actor == "system",
            "explained": one.explained,
            "first_time_right": not one.paused,
            "in_time": not line.data.get("late", False),
            "days": min(max(took.days, 0), 10_000),
        },
    )
    if one.kind == "objection":
        fields = {"upheld": line.data.get("outcome") in {"grant", "upheld"}}
        yield "case.objection_decided", one.service, "desk", fields


def _objected(line: "Line", known: Known) -> Iterator[Found]:
    if one := _case(line, known):
        yield "case.objection", one.service, "app", {}
        yield "case.opened", one.service, "app", {"origin": "objection"}


_TABLE: dict[str, Callable[["Line", Known], Iterator[Found]]] = {
    "inbox.placed": _placed,
    "inbox.opened": _opened,
    "inbox.replied": _replied,
    "inbox.answered": _answered,
    "delivery.notified": _delivered,
    "cases.started": _started,
    "cases.submitted": _submitted,
    "cases.asked": _extra,
    "cases.decided": _decided,
    "cases.objected": _objected,
}
FOLLOWED = tuple(_TABLE)
