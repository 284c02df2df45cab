"""Whether a message can be answered, until when, and when the answer comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oogopslag.core.law import Text
from oogopslag.inbox.errors import NoReplyPolicy

# The public reasons why a message takes no reply; each names the way that is open.
REFUSALS: Mapping[str, Text] = {
    "bulk": {
        "nl": "Deze brief ging naar veel mensen tegelijk. Heeft u een vraag? Bel ons.",
        "en": "This letter went to many people at once. Do you have a question? Call us.",
    },
    "phone_only": {
        "nl": "Hierover spreken wij u liever. Bel ons, dan krijgt u iemand die dit behandelt.",
        "en": "We would rather speak with you about this. Call us for somebody who handles it.",
    },
    "elsewhere": {
        "nl": "Een andere organisatie behandelt dit. In de brief staat wie, en hoe u hen bereikt.",
        "en": "Another organisation handles this. The letter says who, and how to reach them.",
    },
    "finished": {
        "nl": "Dit gesprek is afgerond. Heeft u een nieuwe vraag? Begin een nieuw gesprek.",
        "en": "This conversation is finished. Do you have a new question? Start a new one.",
    },
}


LONGEST_TEAM = 60


@dataclass(frozen=True, kw_only=True)
class ReplyPolicy:
    """Whether a message can be answered: within working days, or a public reason why not.

    `until` is the last day on which a reply is taken (inclusive); `team` who will answer it.
    Raises NoReplyPolicy when neither or both are given, the reason is not a public one, or the
    name of the team is longer than 60 characters.
    """

    answer_within: int | None = None
    refused: str = ""
    until: date | None = None
    attachments: bool = True
    team: str = ""

    def __post_init__(self) -> None:
        if (self.answer_within is None) == (not self.refused):
            raise NoReplyPolicy
        if self.refused and self.refused not in REFUSALS:
            raise NoReplyPolicy
        if len(self.team) > LONGEST_TEAM:
            raise NoReplyPolicy
