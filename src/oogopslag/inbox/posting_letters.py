"""What a letter by post says of a message: the whole of it, for who reads on paper only."""

from uuid import UUID

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.actions import LetterContent
from oogopslag.inbox.models import Duty, Message


def content_of(subject: UUID, language: str) -> LetterContent | None:
    """The message itself, or the one a duty belongs to; None for anything else."""
    rows = Message.objects.select_related("thread__organisation")
    message = rows.filter(id=subject).first()
    if message is None:
        duty = Duty.objects.filter(id=subject).first()
        message = rows.filter(id=duty.message_id).first() if duty else None
    if message is None:
        return None
    thread = message.thread
    parts = [
        message.body.get(language) or message.body["nl"],
        (message.legal_effect or {}).get(language) or (message.legal_effect or {}).get("nl", ""),
    ]
    return LetterContent(
        title=thread.title.get(language) or thread.title["nl"],
        body="\n\n".join(part for part in parts if part),
        organisation=thread.organisation.name.get(language) or thread.organisation.name["nl"],
        code=message.code,
    )


delivery.register_letters(content_of)
