"""From journal lines to countable events: what happened, without who it happened to."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.readiness.events import Event
from oogopslag.insight import content, pseudonym
from oogopslag.insight.translated import casework, conversations, elsewhere
from oogopslag.insight.translated.known import Found, Known, known_of

if TYPE_CHECKING:
    from oogopslag.journal.models import Line

_TABLE: dict[str, Callable[["Line", Known], Iterator[Found]]] = {
    **conversations.TABLE,
    **casework.TABLE,
    **elsewhere.TABLE,
}
FOLLOWED = tuple(_TABLE)


def translated(lines: Sequence["Line"]) -> Iterator[Event]:
    """The countable events in these lines, in their order."""
    known = known_of(lines)
    for line in lines:
        translate = _TABLE.get(line.name)
        for number, found in enumerate(translate(line, known) if translate else ()):
            yield _event(line, number, found, known)


def _event(line: "Line", number: int, found: Found, known: Known) -> Event:
    body = found.organisation or line.organisation or _body_of(found.service)
    return Event(
        id=f"{line.id.hex}{number:x}",
        moment=line.moment,
        event=found.event,
        organisation=body,
        service=found.service or "algemeen",
        layer=known.layers.get(body, "municipal"),
        domain=content.domain(found.service),
        channel=found.channel,
        pseudonym=pseudonym.of_case(line.chain, line.moment.date()) if line.chain else "",
        fields=found.fields,
    )


def _body_of(service: str) -> str:
    """Who gives a service, for lines that name only the service."""
    return next((one.organisation for one in catalogue.services() if one.slug == service), "")
