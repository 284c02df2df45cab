"""Applications on paper, by phone or at the desk: typed in by staff, with the same duties.

The receipt, the copy, the term and the log are those of an application in the app; the term begins
when it came in, not when it was typed.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import applying, submitting
from oogopslag.cases.errors import InvalidAnswers, NotYours, NotYourService, WrongDay
from oogopslag.cases.models import Application, Case
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts
from oogopslag.facts import queries
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident, Staff

CHANNELS = ("paper", "phone", "desk")


def know(resident: "Resident") -> None:
    """Asks the registers about somebody who never signed in, as the app would have done.

    Talks to registers: never call it inside a transaction. One that is silent is passed over.
    """
    if queries.known(resident).asked is None:
        facts.refresh(resident)
        if partner := queries.partner_of(resident):
            facts.refresh(partner)


@transaction.atomic
def typed_in(
    staff: "Staff",
    resident: "Resident",
    service: str,
    *,
    channel: str,
    received: date,
    typed: Mapping[str, str],
    key: str,
) -> Case:
    """A case from what somebody sent or said; `received` is the day it came in.

    What is missing stays unknown and is asked for afterwards (Awb 4:5): an incomplete form is
    taken too. Raises WrongDay, NotYours, NotYourService, InvalidAnswers (nothing is stored, the
    door shows what was typed), UnknownService.
    """
    data = catalogue.service(service)
    if channel not in CHANNELS or received > timezone.localdate():
        raise WrongDay
    if not people.may(staff, data.organisation, "treat", "decide", "coordinate"):
        raise NotYourService if people.organisations_of(staff) else NotYours
    if found := Case.objects.filter(resident=resident, key=key).first():
        return found
    # Apart from a draft the resident may have open: that one is theirs.
    draft = Application.objects.create(resident=resident, service=service, submitted=timezone.now())
    names = _by_place(resident)
    wrong: dict[str, str] = {}
    for page in catalogue.form(service).pages:
        try:
            applying.answer(draft, page.key, {_named(n, names): v for n, v in typed.items()})
        except InvalidAnswers as error:
            wrong |= error.fields
    if wrong:
        raise InvalidAnswers({_named(n, _turned(names)): words for n, words in wrong.items()})
    moment = timezone.make_aware(datetime.combine(received, time(12)))
    origin = submitting.Origin(
        actor=Actor(kind="staff", id=str(staff.id)),
        channel=channel,
        received=min(moment, timezone.now()),
        typed_by=staff.id,
    )
    return submitting.make(draft, key=key, by=origin)


def _by_place(resident: "Resident") -> dict[str, str]:
    """How a paper form names children ("kinderen.1.", oldest first), and how answers name them."""
    children = queries.known(resident).children
    eldest = sorted(children, key=lambda one: (str(one.born or ""), one.name))
    return {f"kinderen.{n}.": one.path("") for n, one in enumerate(eldest, 1)}


def _turned(names: Mapping[str, str]) -> dict[str, str]:
    return {there: here for here, there in names.items()}


def _named(name: str, names: Mapping[str, str]) -> str:
    found = (new + name.removeprefix(old) for old, new in names.items() if name.startswith(old))
    return next(found, name)
