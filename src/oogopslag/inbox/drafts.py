"""What somebody is still writing: kept across devices, never shown as sent."""

from django.utils import timezone

from oogopslag.inbox.models import Draft, Thread

KEEP_DRAFT = "resident"


def save_draft(thread: Thread, by: str, text: str) -> None:
    """Keeps what somebody is typing; empty text removes it."""
    if text.strip():
        Draft.objects.update_or_create(
            thread=thread, by=by, defaults={"text": text, "saved": timezone.now(), "reminded": None}
        )
    else:
        Draft.objects.filter(thread=thread, by=by).delete()
