"""What somebody is still writing: kept across devices, never shown as sent."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from oogopslag.delivery import actions as delivery
from oogopslag.inbox import notices
from oogopslag.inbox.models import Draft, Thread

KEEP_DRAFT = "resident"
REMIND_BEFORE = timedelta(hours=48)


def save_draft(thread: Thread, by: str, text: str) -> None:
    """Keeps what somebody is typing; empty text removes it."""
    if text.strip():
        # Whoever was reminded of it is not again: one notice for one draft.
        Draft.objects.update_or_create(
            thread=thread, by=by, defaults={"text": text, "saved": timezone.now()}
        )
    else:
        Draft.objects.filter(thread=thread, by=by).delete()


def remind_of_drafts(limit: int = 200) -> int:
    """Who began an answer and did not send it hears so 48 hours before the last day."""
    today = timezone.localdate()
    closes = today + REMIND_BEFORE
    rows = Draft.objects.filter(
        by=KEEP_DRAFT, reminded=None, thread__duty_due__gte=today, thread__duty_due__lte=closes
    )
    return sum(_remind(row) for row in rows.select_related("thread__resident")[:limit])


@transaction.atomic
def _remind(draft: Draft) -> bool:
    if not Draft.objects.filter(id=draft.id, reminded=None).update(reminded=timezone.now()):
        return False
    thread = Thread.objects.select_related("resident", "organisation").get(id=draft.thread_id)
    delivery.promise(
        thread.resident,
        thread.organisation.slug,
        draft.id,
        notices.of_draft(thread),
        condition="inbox.draft_open",
        plan=delivery.Plan(service=thread.service, formal=False),
    )
    return True


def _draft_open(draft_id: object) -> bool:
    return Draft.objects.filter(id=str(draft_id)).exists()


delivery.register_condition("inbox.draft_open", _draft_open)
