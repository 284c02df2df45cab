"""What exists, in memory: content is read once per process."""

from functools import cache

from django.conf import settings

from oogopslag.catalogue import fitting
from oogopslag.catalogue.errors import UnknownOrganisation, UnknownService
from oogopslag.catalogue.form import Form, FormPage, Question, read_form
from oogopslag.catalogue.published import library, shipped
from oogopslag.catalogue.rule_views import (
    RuleView,
    Version,
    newest_text,
    reading_day,
    rule,
    rules_of,
    versions_of,
    versions_to_follow,
)
from oogopslag.catalogue.service import OfferGate, Service
from oogopslag.core.law.document import read
from oogopslag.people.actions import OrganisationData

__all__ = [
    "Form",
    "FormPage",
    "OfferGate",
    "Question",
    "RuleView",
    "Service",
    "Version",
    "form",
    "library",
    "newest_text",
    "organisation_data",
    "organisations",
    "reading_day",
    "rule",
    "rules_of",
    "schemes_of",
    "service",
    "services",
    "shipped",
    "versions_of",
    "versions_to_follow",
]


@cache
def _services() -> dict[str, Service]:
    return fitting.read_services(settings.CONFIG.content, shipped(), frozenset(organisations()))


def services() -> tuple[Service, ...]:
    """Every service, ordered by name in content."""
    return tuple(_services().values())


def schemes_of(organisation: str) -> list[str]:
    """The schemes of the services that an organisation gives."""
    return sorted({one.scheme for one in services() if one.organisation == organisation})


def service(slug: str) -> Service:
    """Raises UnknownService."""
    if slug not in _services():
        raise UnknownService(slug)
    return _services()[slug]


@cache
def form(slug: str) -> Form:
    """The form of a service, checked against the newest version of its law.

    Raises UnknownService.
    """
    one = service(slug)
    scheme = library().schemes[one.scheme][-1]
    return read_form(settings.CONFIG.content / "services" / slug, library().dictionary, scheme)


@cache
def organisations() -> dict[str, OrganisationData]:
    """Every organisation of content, by slug."""
    found = {}
    for file in sorted((settings.CONFIG.content / "organisations").glob("*.yaml")):
        part = read(file)
        part.only("name", "layer", "brand", "phone", "desk", "fictional", "tooi", "oin", "rsin")
        found[file.stem] = OrganisationData(
            slug=file.stem,
            name=part.text("name"),
            layer=part.need("layer"),
            tooi=part.get("tooi", ""),
            oin=str(part.get("oin", "")),
            rsin=str(part.get("rsin", "")),
            brand=part.get("brand", "#0b5f6c"),
            phone=str(part.get("phone", "")),
            desk=part.text("desk"),
            fictional=bool(part.get("fictional", False)),
        )
    return found


def organisation_data(slug: str) -> OrganisationData:
    """Raises UnknownOrganisation."""
    if slug not in organisations():
        raise UnknownOrganisation(slug)
    return organisations()[slug]
