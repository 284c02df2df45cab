"""Letters, replies, answers and the promises made with them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from oogopslag.insight.translated.known import Found, Known

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


def _placed(line: "Line", known: Known) -> Iterator[Found]:
    one = known.message(line)
    if one and one.kind != "answer":
        fields = {"reply_contract": one.reply_allowed, "inbox": True}
        yield Found(event="letter.sent", service=one.service, channel="system", fields=fields)


def _opened(line: "Line", known: Known) -> Iterator[Found]:
    one = known.message(line)
    if one is None or one.kind == "answer":
        return
    yield Found(event="letter.opened", service=one.service, channel="app")
    if str(line.data.get("language") or "nl")[:2] != "nl":
        yield Found(event="letter.translated", service=one.service, channel="app")


def _delivered(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.message(line):
        rung = {"rung": line.data["channel"]}
        yield Found(event="letter.delivered", service=one.service, channel="system", fields=rung)


def _replied(line: "Line", known: Known) -> Iterator[Found]:
    if one := known.message(line):
        yield Found(event="reply.received", service=one.service, channel="app")
        yield Found(event="promise.made", service=one.service, channel="app")


def _answered(line: "Line", known: Known) -> Iterator[Found]:
    """Only a member of staff answers in substance: what a system sends is an acknowledgement."""
    one = known.message(line)
    if one is None:
        return
    if not line.actor.startswith("staff"):
        yield Found(event="reply.acked", service=one.service, channel="system")
        return
    waiting = [p for p in known.promises.get(one.thread, []) if p.made <= one.placed]
    kept = [p for p in waiting if p.kept is None or p.kept >= one.placed - timedelta(seconds=5)]
    for promise in kept or waiting[-1:]:
        answered = timezone.localtime(one.placed).date()
        in_time = one.placed <= promise.due_at if promise.due_at else answered <= promise.due
        minutes = min(int((one.placed - promise.made) / timedelta(minutes=1)), 5_000_000)
        fields = {"substantive": True, "in_time": in_time, "minutes": minutes}
        yield Found(event="reply.answered", service=one.service, channel="desk", fields=fields)
        what = "promise.kept" if in_time else "promise.missed"
        yield Found(event=what, service=one.service, channel="desk")


def _settled(line: "Line", known: Known) -> Iterator[Found]:
    """The resident's own word on whether an answer answered."""
    service = known.thread_service(line)
    if service is not None:
        what = "reply.closed_by_resident" if line.data["answered"] else "reply.reopened"
        yield Found(event=what, service=service, channel="app")


def _other_promise(line: "Line", known: Known) -> Iterator[Found]:
    """Promises of a day for a decision or a call; those to answer are counted with their reply."""
    service = known.thread_service(line)
    if service is None or line.data.get("kind") == "answer":
        return
    late = bool(line.data.get("late"))
    event = {
        "inbox.promised": "promise.made",
        "inbox.promise_missed": "promise.missed",
    }.get(line.name, "promise.kept")
    if not (event == "promise.kept" and late):
        yield Found(event=event, service=service, channel="desk")


TABLE: dict[str, Callable[["Line", Known], Iterator[Found]]] = {
    "inbox.placed": _placed,
    "inbox.opened": _opened,
    "inbox.replied": _replied,
    "inbox.answered": _answered,
    "inbox.settled": _settled,
    "inbox.promised": _other_promise,
    "inbox.promise_kept": _other_promise,
    "inbox.promise_missed": _other_promise,
    "delivery.notified": _delivered,
}
