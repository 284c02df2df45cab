"""What a resident answers to an offer, and what became of it. The sweep is in looking.py."""

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.journal import actions as journal
from oogopslag.possibilities.models import Offer

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

Answer = Literal["declined", "never", "again"]


@transaction.atomic
def answer_offer(resident: "Resident", service: str, answer: Answer) -> None:
    """ "No, thank you" for this year, "never again", or "offer it again after all".

    Nothing happens when there is nothing to answer: a second press is no error.
    """
    offer = (
        Offer.objects.select_for_update()
        .filter(resident=resident, service=service)
        .exclude(state=Offer.USED)
        .order_by("-made")
        .first()
    )
    state = Offer.OPEN if answer == "again" else answer
    if offer is None or offer.state == state:
        return
    offer.state = state
    offer.answered = timezone.now()
    offer.save(update_fields=["state", "answered"])
    journal.write(
        "possibilities.offer_answered",
        actor=Actor(kind="resident", id=str(resident.id)),
        resident=resident.id,
        organisation=catalogue.service(service).organisation,
        offer=offer.id,
        service=service,
        answer=answer,
    )


def note_applied(resident_id: UUID, service: str, case_id: UUID) -> None:
    """Somebody applied: an open or declined offer of this service was used."""
    Offer.objects.filter(
        resident_id=resident_id, service=service, state__in=[Offer.OPEN, Offer.DECLINED], case=None
    ).update(state=Offer.USED, case=case_id, answered=timezone.now())


def note_decided(case_id: UUID, *, right: bool) -> None:
    """The decision tells whether the offer was right. Part of the caller's transaction."""
    offer = Offer.objects.filter(case=case_id, result="").first()
    if offer is None:
        return
    offer.result = Offer.RIGHT if right else Offer.WRONG
    offer.save(update_fields=["result"])
    journal.write(
        "possibilities.offer_resolved",
        actor=SYSTEM,
        resident=offer.resident_id,
        organisation=catalogue.service(offer.service).organisation,
        offer=offer.id,
        service=offer.service,
        result=offer.result,
    )
