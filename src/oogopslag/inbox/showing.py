"""From rows to views; for the queries of both sides."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from oogopslag.core.law import Text
from oogopslag.delivery import queries as deliveries
from oogopslag.inbox import lasting
from oogopslag.inbox.errors import UnknownThread
from oogopslag.inbox.models import Draft, Duty, Forwarding, Message, Thread
from oogopslag.inbox.policy import REFUSALS
from oogopslag.inbox.views import (
    AttachmentView,
    DutyRow,
    MessageView,
    ThreadRow,
    ThreadView,
    turn_of,
)

PAGE = 50
RESIDENT = "resident"  # whose draft; the sender reads less
RELATED = 10


def one(rows: QuerySet[Thread]) -> Thread:
    """Raises UnknownThread."""
    found = rows.select_related("resident__account", "organisation").first()
    if found is None:
        raise UnknownThread
    return found


def row(thread: Thread) -> ThreadRow:
    return ThreadRow(
        id=thread.id,
        title=thread.title,
        safe_title=thread.safe_title,
        organisation=thread.organisation.name,
        organisation_slug=thread.organisation.slug,
        changed=thread.content_changed,
        unread=thread.unread,
        turn=turn_of(thread.duty_due is not None, thread.waiting_since is not None),
        due=thread.duty_due,
        promised=thread.promised,
        promised_at=thread.promised_at,
        folder=thread.folder,
    )


def duty(found: Duty, organisation: Text) -> DutyRow:
    return DutyRow(
        id=found.id,
        thread=found.thread_id,
        kind=found.kind,
        reason=found.reason,
        title=found.title,
        organisation=organisation,
        due=found.due,
        clock=found.clock,
    )


def view(
    rows: QuerySet[Thread], *, by: str, before: UUID | None = None, limit: int = PAGE
) -> ThreadView:
    """A page of one conversation; the number of queries does not grow with its length.

    `by` is whose draft is shown. Raises UnknownThread.
    """
    found = one(rows)
    messages = found.messages.prefetch_related("attachments").order_by("-id")
    newest = list((messages.filter(id__lt=before) if before else messages)[: limit + 1])
    older = newest[limit - 1].id if len(newest) > limit else None
    last = _last_letter(found, newest)
    open_duties = Duty.objects.filter(thread=found, resolved_at=None).order_by("due")
    draft = Draft.objects.filter(thread=found, by=by).first()
    reads_all = by == RESIDENT or _reports_reading(found)
    forwarding = _forwardings(found)
    return ThreadView(
        id=found.id,
        title=found.title,
        organisation=found.organisation.name,
        organisation_slug=found.organisation.slug,
        phone=found.organisation.phone,
        service=found.service,
        case=found.case,
        event=found.event,
        folder=found.folder,
        closed=found.closed,
        unread=found.unread,
        messages=tuple(
            message(row, sees_opening=reads_all or row.legal_effect is not None)
            for row in reversed(newest[:limit])
        ),
        older=older,
        duties=tuple(duty(one, found.organisation.name) for one in open_duties),
        turn=turn_of(found.duty_due is not None, found.waiting_since is not None),
        promised=found.promised,
        promised_at=found.promised_at,
        answer_within=last.answer_within if last else None,
        answer_within_hours=last.answer_within_hours if last else None,
        can_reply=_can_reply(found, last),
        can_attach=bool(last and last.attachments_allowed),
        reply_until=last.reply_until if last else None,
        refused=_refused(found, last),
        draft=draft.text if draft else "",
        last=last.id if last else None,
        related=_related(found),
        forwarded_to=forwarding.get("to"),
        forwarded_from=forwarding.get("from"),
        first_received=forwarding.get("received"),
    )


def _reports_reading(thread: Thread) -> bool:
    return bool(thread.read_receipts) and deliveries.may_report_reading(
        thread.resident, thread.service
    )


def _last_letter(thread: Thread, newest: list[Message]) -> Message | None:
    """The organisation's last letter that stands; mostly among those that are shown."""
    shown = (one for one in newest if one.by == "organisation" and one.retracted is None)
    if found := next(shown, None):
        return found
    rows = Message.objects.filter(thread=thread, by="organisation", retracted=None)
    return rows.order_by("-id").first()


def _can_reply(thread: Thread, last: Message | None) -> bool:
    if thread.closed or last is None or not last.reply_allowed:
        return False
    return not lasting.is_over(last.reply_until, thread.organisation_id)


def _refused(thread: Thread, last: Message | None) -> Text | None:
    if last is not None and last.reply_refused in REFUSALS:
        return REFUSALS[last.reply_refused]
    return REFUSALS["finished"] if thread.closed else None


def _related(thread: Thread) -> tuple[ThreadRow, ...]:
    if thread.event is None:
        return ()
    rows = Thread.objects.filter(event=thread.event, resident=thread.resident, hidden=False)
    found = rows.exclude(id=thread.id).select_related("organisation")
    return tuple(row(one) for one in found.order_by("-content_changed")[:RELATED])


def _forwardings(thread: Thread) -> dict[str, Any]:
    """Where this conversation went to, or came from; two small queries."""
    said: dict[str, Any] = {}
    to = Forwarding.objects.filter(origin=thread).select_related("target__organisation").first()
    if to:
        said |= {"to": to.target.organisation.name, "received": to.first_received}
    came = Forwarding.objects.filter(target=thread).select_related("origin__organisation").first()
    if came:
        said |= {"from": came.origin.organisation.name, "received": came.first_received}
    return said


def message_in(rows: QuerySet[Thread], message_id: UUID) -> Message:
    """One message in these conversations, with its thread. Raises UnknownThread."""
    found = (
        Message.objects.filter(id=message_id, thread__in=rows)
        .select_related("thread__organisation", "thread__resident")
        .first()
    )
    if found is None:
        raise UnknownThread
    return found


def may_see_opening(found: Message) -> bool:
    """Whether the sender may know when this was opened: by its legal effect, or by permission."""
    if found.legal_effect is not None:
        return True
    thread = found.thread
    if thread.resident.sandbox_id is not None:
        return thread.read_receipts  # whoever does not exist has nothing to hide
    return thread.read_receipts and deliveries.may_report_reading(thread.resident, thread.service)


def message(found: Message, *, sees_opening: bool = True) -> MessageView:
    gone = found.retracted is not None
    return MessageView(
        id=found.id,
        kind=found.kind,
        by=found.by,
        author=found.author,
        body={} if gone else found.body,
        placed=found.placed,
        first_opened=found.first_opened if sees_opening else None,
        confirmed=found.confirmed,
        legal_effect=None if gone else found.legal_effect,
        react_before=found.react_before,
        decision=found.decision,
        formal=found.formal,
        in_reply_to=found.in_reply_to,
        corrects=found.corrects,
        code=found.code,
        retractable_until=found.retractable_until,
        retracted=found.retracted,
        reply_refused=found.reply_refused,
        attachments=()
        if gone
        else tuple(
            AttachmentView(
                id=file.id,
                name=file.name,
                type=file.type,
                size=file.size,
                checksum=file.checksum,
                state=file.state,
            )
            for file in found.attachments.all()
        ),
    )
