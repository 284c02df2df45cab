"""What a letter by post says of a message: the whole of it, for who reads on paper only."""

from collections.abc import Collection
from uuid import UUID

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.actions import LetterContent
from oogopslag.inbox.models import Duty, Message

Wanted = tuple[UUID, str]


def contents_of(wanted: Collection[Wanted]) -> dict[Wanted, LetterContent]:
    """Of each subject the message itself, or the one a duty belongs to; two queries or three."""
    rows = Message.objects.select_related("thread__organisation")
    subjects = {subject for subject, _language in wanted}
    found = rows.in_bulk(subjects)
    duties = dict(
        Duty.objects.filter(id__in=subjects - found.keys()).values_list("id", "message_id")
    )
    if duties:
        of_duties = rows.in_bulk(set(duties.values()))
        found |= {duty: of_duties[message] for duty, message in duties.items()}
    return {
        (subject, language): _content(found[subject], language)
        for subject, language in wanted
        if subject in found
    }


def _content(message: Message, language: str) -> LetterContent:
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


delivery.register_letters(contents_of)
