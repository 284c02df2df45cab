"""Telling whoever is represented: a conversation with the ruling, in which it can be contested."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from oogopslag.cases import letter
from oogopslag.cases.errors import NotYours
from oogopslag.core.values import Actor, Bsn
from oogopslag.facts import actions as facts
from oogopslag.inbox import actions as inbox
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.errors import UnknownResident

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident, Staff

ROLES = {
    "guardian": letter.in_both("curator", "guardian"),
    "administrator": letter.in_both("bewindvoerder", "administrator"),
    "mentor": letter.in_both("mentor", "mentor"),
}
ANSWER_WITHIN = 5


def look_up(
    staff: "Staff", organisation: "Organisation", person: Bsn
) -> tuple[who.Measure, ...] | None:
    """What the register of the courts says of somebody; None where it cannot be asked.

    A use of data they can read. Raises NotYours without a role to record.
    """
    if not who.REPRESENTATION_ROLES & who.roles_of(staff, organisation.slug):
        raise NotYours
    found = who.measures_of(person)
    try:
        about = who.resident_by_bsn(person)
    except UnknownResident:
        return found
    facts.note_use(
        about,
        [],
        purpose=letter.in_both(
            "Nagaan wie u wettelijk vertegenwoordigt.", "Finding who represents you by law."
        ),
        who={lang: f"{staff.name}, {name}" for lang, name in organisation.name.items()},
        activity="urn:oogopslag:verwerking:vertegenwoordiging",
        foreign="rechtspraak" if found is not None else "",
    )
    return found


@transaction.atomic
def record_representative(
    staff: "Staff",
    organisation: "Organisation",
    giver: "Resident",
    helper: "Resident",
    *,
    role: str,
    ground: str,
    service: str,
    scope: str,
    since: date,
    until: date | None,
) -> UUID:
    """Records a representative and tells whoever it is about, at once. Gives the mandate's id.

    Raises NotYours without a role to decide or coordinate, and the errors of people.appoint.
    """
    if not who.REPRESENTATION_ROLES & who.roles_of(staff, organisation.slug):
        raise NotYours
    made = people.appoint(
        staff,
        giver,
        helper,
        ground=ground,
        until=until,
        role=role,
        service=service,
        scope=scope,
        since=since,
        organisation=organisation.slug,
    )
    if made.thread is None:
        _tell(made.id, giver, helper, organisation, role=role, ground=ground)
    return made.id


def _tell(
    mandate: UUID,
    giver: "Resident",
    helper: "Resident",
    organisation: "Organisation",
    *,
    role: str,
    ground: str,
) -> None:
    name = ROLES[role]
    thread = inbox.open_thread(
        giver,
        organisation,
        title=letter.in_both("Iemand mag voor u handelen", "Somebody may act for you"),
        safe_title=letter.in_both("wie u helpt", "who helps you"),
    )
    inbox.post(
        thread,
        kind="information",
        body=letter.in_both(
            f"{helper.name} is door de rechter benoemd als uw {name['nl']} (uitspraak {ground}). "
            "Daarom mag deze persoon hier voor u kijken en handelen. U ziet bij “Hulp van anderen” "
            "wie dat is, en bij elke handeling wie haar deed. Klopt dit niet, of niet meer? Zeg "
            "het daar, of antwoord op dit bericht: wij kijken er dan opnieuw naar.",
            f"The court appointed {helper.name} as your {name['en']} (ruling {ground}). That is "
            "why this person may look and act for you here. Under “Help from others” you see who "
            "it is, and with every act who did it. Is this not right, or not any more? Say so "
            "there, or answer this message: then we look at it again.",
        ),
        author=organisation.name,
        actor=Actor(kind="organisation", id=organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=ANSWER_WITHIN),
    )
    people.told_in(mandate, thread.id)


@transaction.atomic
def contest_representative(giver: "Resident", mandate: UUID, *, why: str, key: str) -> None:
    """Says that a representation is not right: staff get it as a message with a promised answer.

    Raises UnknownMandate, WrongMandate without a reason, and the inbox's errors.
    """
    found = people.contest(giver, mandate, why)
    if found.thread is not None:
        actor = Actor(kind="resident", id=str(giver.id))
        inbox.reply(inbox.thread_of(found.thread), text=why, key=key, actor=actor)


@transaction.atomic
def settle_representative(
    staff: "Staff", organisation: "Organisation", mandate: UUID, *, ends: bool
) -> None:
    """Staff let a representation stand or end it; whoever it is about is told.

    Raises UnknownMandate for another body's, NotYourRole.
    """
    act = people.dismiss if ends else people.uphold
    found = act(mandate, staff, who.roles_of(staff, organisation.slug), organisation.slug)
    if found.thread is None:
        return
    said = (
        letter.in_both(
            "Deze persoon mag hier niet meer voor u handelen.",
            "This person may not act for you here any more.",
        )
        if ends
        else letter.in_both(
            "Wij keken opnieuw: de uitspraak van de rechter geldt nog. Bent u het er niet mee "
            "eens? Dan kunt u de kantonrechter vragen de maatregel op te heffen.",
            "We looked again: the ruling of the court still holds. Do you disagree? Then you can "
            "ask the court to lift the measure.",
        )
    )
    inbox.post(
        inbox.thread_of(found.thread),
        kind="information",
        body=said,
        author=inbox.author_of(staff, organisation),
        actor=Actor(kind="staff", id=str(staff.id)),
        policy=inbox.ReplyPolicy(answer_within=ANSWER_WITHIN),
    )
