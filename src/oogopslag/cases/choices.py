"""Services to choose from, by title in the language that is active now."""

from typing import TYPE_CHECKING

from django.utils import translation

from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation


def title_of(service: Service) -> str:
    """The title of a service in the language that is active now."""
    language = (translation.get_language() or "nl").split("-")[0]
    return service.title.get(language) or service.title["nl"]


def services_of(organisation: "Organisation") -> list[tuple[str, str]]:
    """The services of one body, for a choice."""
    rows = [one for one in catalogue.services() if one.organisation == organisation.slug]
    return [(one.slug, title_of(one)) for one in rows]


def services_of_others(organisation: "Organisation") -> list[tuple[str, str]]:
    """Services of other bodies with whose they are, to forward to."""
    names = catalogue.organisations()
    return [
        (one.slug, f"{title_of(one)} ({names[one.organisation].name['nl']})")
        for one in catalogue.services()
        if one.organisation != organisation.slug
    ]
