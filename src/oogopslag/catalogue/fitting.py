"""Whether services fit the rest of content: what they name must exist."""

from collections.abc import Iterator
from pathlib import Path

from oogopslag.catalogue.service import Service, read_service
from oogopslag.core.law import LawError, Library
from oogopslag.core.law.document import read


def read_services(
    content: Path, library: Library, organisations: frozenset[str]
) -> dict[str, Service]:
    """Every service of a content folder by its name. Raises LawError with file and line."""
    files = sorted((content / "services").glob("*/service.yaml"))
    found = {file.parent.name: read_service(file.parent) for file in files}
    if not found:
        raise LawError(f"There are no services in {content / 'services'}.")
    for name, service in found.items():
        for key, sentence in _unfit(service, library, organisations, frozenset(found)):
            raise read(content / "services" / name / "service.yaml").fail(sentence, key)
    return found


def _unfit(
    service: Service, library: Library, organisations: frozenset[str], services: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """What is named and is not there: the key it stands under, and a sentence."""
    if service.organisation not in organisations:
        yield "organisation", f"There is no organisation {service.organisation!r}."
    if service.scheme not in library.schemes:
        yield "scheme", f"No law gives a scheme named {service.scheme!r}."
    for key, names in (
        ("area", service.area.keys()),
        ("begins_with", {service.begins_with} - {""}),
        ("trusts", service.trusts),
    ):
        for name in names:
            if name.removeprefix("partner.") not in library.dictionary:
                yield key, f"There is no fact named {name!r}."
    users = service.offers.users_of if service.offers else frozenset()
    for name in sorted(users - services):
        yield "offers", f"There is no service named {name!r}."
