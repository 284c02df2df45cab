"""Applying and looking for another: a helper with a mandate, a parent for a child."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from oogopslag.cases import applying, choices, submitting
from oogopslag.cases.errors import InvalidAnswers
from oogopslag.cases.models import Application, Case
from oogopslag.cases.views import ApplicationView
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.values import Actor
from oogopslag.facts import queries as facts
from oogopslag.people import actions as people
from oogopslag.people.errors import WrongMandate

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

ADULT = 18


def look_ahead(giver: "Resident", service: str) -> ApplicationView:
    """What an application would still ask, without making one. Raises UnknownService."""
    catalogue.service(service)
    return applying.view(Application(resident=giver, service=service))


@transaction.atomic
def submit_for(
    giver: "Resident",
    helper: "Resident",
    mandate: UUID,
    service: str,
    typed: Mapping[str, str],
    *,
    key: str,
) -> Case:
    """A helper applies for another: the case, its journal line and mandate say both.

    The door checks the mandate before. Raises InvalidAnswers; nothing is stored then.
    """
    if found := Case.objects.filter(resident=giver, key=key).first():
        return found
    actor = Actor(kind="helper", id=str(helper.id))
    draft = applying.start(giver, service, by=actor)
    wrong: dict[str, str] = {}
    for page in catalogue.form(service).pages:
        try:
            applying.answer(draft, page.key, typed)
        except InvalidAnswers as error:
            wrong |= error.fields
    if wrong:
        raise InvalidAnswers(wrong)
    return submitting.submit(draft, key=key, by=submitting.Origin(actor=actor, mandate=mandate))


def children_of(parent: "Resident") -> list[tuple[str, str]]:
    """Minor children that the register names and that are known here: (key, name)."""
    return [(str(child.id), child.name) for child, _ in _minors(parent)]


def _minors(parent: "Resident") -> list[tuple[Any, date]]:
    """Children under 18 with the last day before they come of age."""
    found = []
    for born, child in facts.children_of(parent):
        if isinstance(born, date) and child is not None:
            adult = (
                born.replace(year=born.year + ADULT)
                if (born.month, born.day) != (2, 29)
                else date(born.year + ADULT, 3, 1)
            )
            if facts.today() < adult:
                found.append((child, adult - timedelta(days=1)))
    return found


def act_for_child(parent: "Resident", key: str) -> Any:
    """A mandate of a parent by the register, until the child comes of age. Raises WrongMandate."""
    for child, last in _minors(parent):
        if str(child.id) == key:
            return people.stand_for_child(parent, child, until=last)
    raise WrongMandate


def services_by_title() -> list[tuple[str, str]]:
    """Every service with its title in the page's language, for a choice."""
    rows = [(one.slug, choices.title_of(one)) for one in catalogue.services()]
    return sorted(rows, key=lambda row: row[1])


__all__ = ["act_for_child", "children_of", "look_ahead", "services_by_title", "submit_for"]
