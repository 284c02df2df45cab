"""The twin of a demonstration: it keeps what it took in a file of its own, apart from our database.

Nobody's number is kept: of the initiator the last three digits stay, so that the page that shows
the register says of whom a request is without holding a BSN.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from oogopslag.cases.adapters.open_vtb.twin import Kind, Twin
from oogopslag.cases.adapters.zgw.twin import FileStore
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law.subject import FactKind

TOKEN = "t"  # noqa: S105 -- of a twin that guards nothing
_ROWS = "verzoeken"
_TYPES: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "amount": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
}


class KeptTwin(Twin):
    """The register of requests of one organisation, with a type for each of its services."""

    def __init__(self, organisation: str, folder: Path) -> None:
        super().__init__(TOKEN, kinds_of(organisation))
        self.store = FileStore(folder / f"vtb-{organisation}.json", lambda: {_ROWS: {}})

    def received(self) -> list[dict[str, Any]]:
        return list(self.store.reading()[_ROWS].values())

    def keep(self, made: dict[str, Any], kind: Kind, moment: datetime) -> None:
        number = str(made.get("initiator", ""))[-3:]
        kept = {
            **made,
            "initiator": f"urn:nld:brp:bsn:······{number}",
            "naam": kind.name,
            "ontvangen": moment.isoformat(),
        }
        with self.store.writing() as rows:
            rows[_ROWS][made["uuid"]] = kept


def kinds_of(organisation: str) -> Sequence[Kind]:
    """A request type for each service, whose schema names what its form asks."""
    return [
        Kind(name=one.request_type or one.title["nl"], schema=_schema(one.slug))
        for one in catalogue.services()
        if one.organisation == organisation
    ]


def _schema(service: str) -> dict[str, Any]:
    asked = {
        question.fact: _fits(question.kind)
        for page in catalogue.form(service).pages
        for question in page.questions
    }
    return {"type": "object", "properties": asked}


def _fits(kind: FactKind) -> dict[str, Any]:
    return _TYPES.get(kind.type, {})
