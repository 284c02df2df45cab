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
MOST_HOURS = 40  # five working days of eight; longer ones are promised in days


@dataclass(frozen=True, kw_only=True)
class ReplyPolicy:
    """Whether a message can be answered: within working days or hours, or a public reason why not.

    `answer_within` is in working days, `answer_within_hours` in working hours (core/hours.py).
    `until` is the last day on which a reply is taken (inclusive); `team` who will answer it.
    Raises NoReplyPolicy when not exactly one of the three is given, the reason is not a public
    one, the hours are not 1 to 40, or the name of the team is longer than 60 characters.
    """

    answer_within: int | None = None
    answer_within_hours: int | None = None
    refused: str = ""
    until: date | None = None
    attachments: bool = True
    team: str = ""

    def __post_init__(self) -> None:
        given = (self.answer_within is not None, self.answer_within_hours is not None)
        if sum((*given, bool(self.refused))) != 1:
            raise NoReplyPolicy
        if self.answer_within_hours is not None and not 1 <= self.answer_within_hours <= MOST_HOURS:
            raise NoReplyPolicy
        if self.refused and self.refused not in REFUSALS:
            raise NoReplyPolicy
        if len(self.team) > LONGEST_TEAM:
            raise NoReplyPolicy
