"""Applications, cases, decisions, and who looked at what before acting."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oogopslag.cases import measures
from oogopslag.cases.measures import CaseFacts
from oogopslag.insight import content
from oogopslag.insight.translated.known import LOOKED, Found, Known
from oogopslag.journal import queries as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

SOURCES = {
    "brp": "brp", "belastingdienst": "income", "uwv": "income", "svb": "income",
    "woning": "housing", "rdw": "vehicle", "rvz": "health",
}  # fmt: skip
CHANNELS = {"digital": "app", "paper": "paper", "phone": "phone", "desk": "desk"}


def _started(line: "Line", known: Known) -> Iterator[Found]:
    mode = "assisted" if line.actor.startswith("helper") else "self"
    yield Found(event="form.started", service=line.data["service"], channel="app",
                fields={"mode": mode})  # fmt: skip


def _submitted(line: "Line", known: Known) -> Iterator[Found]:
    service, one = line.data["service"], known.case(line)
    channel = CHANNELS.get(one.channel, "app") if one else "app"
    took = one.received - one.started if one and one.started else timedelta()
    fields = {
        "mode": _mode(one),
        "within_week": took <= timedelta(days=7),
        "minutes": max(0, min(int(took / timedelta(minutes=1)), 100_000)),
    }
    yield Found(event="form.submitted", service=service, channel=channel, fields=fields)
    offered = one is not None and one.id in known.offered
    if offered:
        yield Found(event="offer.accepted", service=service, channel=channel)
    origin = {"origin": "offer" if offered else "application"}
    yield Found(event="case.opened", service=service, channel=channel, fields=origin)
    yield Found(event="case.status", service=service, channel="app", fields={"first": True})
    if one is not None:
        yield from _questions(one)


def _mode(one: CaseFacts | None) -> str:
    if one is None:
        return "self"
    if one.channel == "paper":
        return "paper"
    return "assisted" if one.helped or one.channel in {"phone", "desk"} else "self"


def _questions(one: CaseFacts) -> Iterator[Found]:
    """Every question: filled in, or asked, though a register has it, or asked before elsewhere."""
    steps = [[hop.service for hop in event.hops] for event in content.life_events().values()]
    journeys = [
        found
        for services in steps
        if one.kind == "application" and (found := measures.journey(one.id, services))
    ]
    for step in journeys:
        yield from _journey(step)
    for answer in one.answers:
        if answer.asked:
            fields: dict[str, Any] = {"known_in": _register(answer.register)}
            if journeys:
                fields["again"] = any(answer.fact in step.again for step in journeys)
            yield Found(event="form.field_asked", service=one.service, channel="app",
                        fields=fields)  # fmt: skip
        else:
            source = {"source": SOURCES.get(answer.register or answer.source, "other")}
            yield Found(event="form.field_prefilled", service=one.service, channel="app",
                        fields=source)  # fmt: skip
        how = {"how": _how(answer.asked, trusted=answer.trusted)}
        yield Found(event="fact.needed", service=one.service, channel="app", fields=how)


def _register(name: str) -> str:
    return SOURCES.get(name, "other") if name else "nowhere"


def _how(asked: bool, *, trusted: bool) -> str:
    if not asked:
        return "register"
    return "word" if trusted else "stated"


def _journey(step: measures.JourneyFacts) -> Iterator[Found]:
    """Counted where the journey began, so that its logins stand beside its beginning."""
    happened = ["journey.begun"] * step.begun + ["journey.login"] * min(step.logins, 20)
    for event in happened:
        yield Found(
            event=event, service=step.service, channel="app", organisation=step.organisation
        )


def _asked(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.case(line):
        yield Found(event="case.extra_question", service=one.service, channel="desk")
        yield Found(event="proof.asked", service=one.service, channel="desk")
        yield from _access(line, one, known, "treat")


def _decided(line: "Line", known: Known) -> Iterator[Found]:
    one = known.case(line)
    if one is None:
        return
    took, outcome = (one.decided or line.moment) - one.received, line.data.get("outcome")
    fields: dict[str, Any] = {
        "auto": line.actor == "system",
        "explained": one.explained,
        "first_time_right": not one.paused,
        "in_time": not line.data.get("late", False),
        "days": min(max(took.days, 0), 10_000),
    }
    if one.kind == "application" and one.shown and outcome != "not_treated":
        fields |= {"shown": one.shown, "granted": outcome in {"grant", "partly"}}
    yield Found(event="case.decision", service=one.service, channel="desk", fields=fields)
    if one.kind == "objection":
        upheld = {"upheld": outcome in {"grant", "upheld"}}
        yield Found(event="case.objection_decided", service=one.service, channel="desk",
                    fields=upheld)  # fmt: skip
    yield from _access(line, one, known, "decide")


def _access(line: "Line", one: CaseFacts, known: Known, role: str) -> Iterator[Found]:
    """Whoever acts on a case has read it: is there a line of that, with its reason, of theirs?

    Two records that know nothing of each other: the journal of acts and the log of data use.
    """
    if not line.actor.startswith("staff:") or line.resident is None:
        return
    name = people.staff_by_id(UUID(line.actor.removeprefix("staff:"))).name
    logged = any(
        resident == line.resident
        and service == one.service
        and line.moment - LOOKED <= moment <= line.moment
        and who.startswith(f"{name}, ")
        for resident, service, moment, who in known.uses
    )
    yield Found(event="access", service=one.service, channel="desk",
                fields={"role": role, "logged": logged})  # fmt: skip


def _assigned(line: "Line", known: Known) -> Iterator[Found]:
    """A second pair of hands is a handover; the first one only begins."""
    one = known.case(line)
    if one and line.data.get("taken") and journal.taken_before(line):
        yield Found(event="case.handover", service=one.service, channel="desk")


def _handed(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.case(line):
        yield Found(event="case.handover", service=one.service, channel="desk")


def _objected(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.case(line):
        yield Found(event="case.objection", service=one.service, channel="app")
        yield Found(event="case.opened", service=one.service, channel="app",
                    fields={"origin": "objection"})  # fmt: skip


def _paid(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.case(line):
        yield Found(event="case.payment", service=one.service, channel="app")


def _corrected(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.case(line):
        yield Found(event="case.corrected", service=one.service, channel="app")


TABLE: dict[str, Callable[["Line", Known], Iterator[Found]]] = {
    "cases.started": _started,
    "cases.submitted": _submitted,
    "cases.asked": _asked,
    "cases.decided": _decided,
    "cases.assigned": _assigned,
    "cases.forwarded": _handed,
    "cases.objected": _objected,
    "cases.fee_paid": _paid,
    "cases.corrected": _corrected,
}
