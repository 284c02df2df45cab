"""Answers a request to correct a register, and tells the resident in a conversation."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from oogopslag.cases import letter
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts
from oogopslag.inbox import actions as inbox

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

WITHIN = 2


@transaction.atomic
def answer_correction(
    correction_id: UUID,
    staff: "Staff",
    organisation: "Organisation",
    *,
    outcome: str,
    answer: str,
) -> None:
    """Changed or kept, with the reason; the resident can answer. Raises NoSuchCorrection."""
    actor = Actor(kind="staff", id=str(staff.id))
    resident, fact = facts.settle_correction(
        correction_id, organisation.slug, outcome=outcome, answer=answer, actor=actor
    )
    label = catalogue.library().dictionary.kind_of(fact).label
    changed = outcome == "changed"
    thread = inbox.open_thread(
        resident,
        organisation,
        title=letter.in_both(f"Uw correctie: {label['nl']}", f"Your correction: {label['en']}"),
        safe_title=letter.in_both("uw correctie", "your correction"),
    )
    inbox.post(
        thread,
        kind="information",
        body=letter.in_both(
            f"U zei dat dit niet klopte: {label['nl']}. "
            + ("Wij hebben het gewijzigd." if changed else "Wij hebben het niet gewijzigd.")
            + f"\n\n{answer.strip()}\n\nNiet eens? Antwoord op dit bericht.",
            f"You said this was wrong: {label['en']}. "
            + ("We changed it." if changed else "We did not change it.")
            + f"\n\n{answer.strip()}\n\nDo you disagree? Answer this message.",
        ),
        author=inbox.author_of(staff, organisation),
        actor=actor,
        policy=inbox.ReplyPolicy(answer_within=WITHIN),
    )
