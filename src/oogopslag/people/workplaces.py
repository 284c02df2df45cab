"""Where somebody works, and the choice between several organisations."""

from django.db import transaction

from oogopslag.core.values import Actor
from oogopslag.journal import actions as journal
from oogopslag.people.errors import NotYourWorkplace
from oogopslag.people.models import Membership, Organisation, Staff


def workplaces(staff: Staff) -> list[Organisation]:
    """Every organisation where this person has a role of its own; the broker's is none."""
    held = Membership.objects.filter(staff=staff).exclude(role=Membership.BROKER)
    ids = held.values("organisation_id")
    return list(Organisation.objects.filter(id__in=ids).order_by("slug"))


@transaction.atomic
def choose_workplace(staff: Staff, slug: str) -> Organisation:
    """Works for this organisation from now on; a line in its journal. Raises NotYourWorkplace."""
    found = next((one for one in workplaces(staff) if one.slug == slug), None)
    if found is None:
        raise NotYourWorkplace
    actor = Actor(kind="staff", id=str(staff.id))
    journal.write("people.workplace_chosen", actor=actor, organisation=found.slug)
    return found
