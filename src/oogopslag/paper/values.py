"""What a resident can fill in on paper: their own facts, for all guides at once.

All at once, so that the server does not learn which form somebody holds; never part of a pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law.words import shown
from oogopslag.facts import queries as facts
from oogopslag.paper import library
from oogopslag.paper.guide import Field
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

WORDS = {
    "nl": ("uit {source}, {day}", "uit de Basisregistratie Personen"),
    "en": ("from {source}, {day}", "from the register of persons"),
}


@dataclass(frozen=True, kw_only=True)
class Value:
    """A value as somebody writes it down, where it comes from, and the fact to contradict."""

    shown: str
    source: str
    cents: int | None
    fact: str


def values_of(resident: "Resident", language: str) -> Mapping[str, Mapping[str, Value]]:
    """Guide → field → value; only what is known."""
    knowledge = facts.known(resident)
    found: dict[str, dict[str, Value]] = {}
    for guide in library.guides().values():
        for field in guide.fields:
            value = _person(field, resident, language) or _fact(field, knowledge, language)
            if value:
                found.setdefault(guide.id, {})[field.key] = value
    return found


def _person(field: Field, resident: "Resident", language: str) -> Value | None:
    if not field.value.startswith("person."):
        return None
    said = resident.name if field.value == "person.name" else people.bsn_of(resident).number
    return Value(shown=said, source=WORDS[language][1], cents=None, fact="")


def _fact(field: Field, knowledge: facts.Knowledge, language: str) -> Value | None:
    partner = field.value.startswith("partner.")
    name = field.value.removeprefix("partner.")
    known = (knowledge.partner if partner else knowledge.values).get(name)
    if known is None or known.value is None:
        return None
    kind = catalogue.library().dictionary[name]
    amount = kind.type == "amount"
    source = WORDS[language][0].format(
        source=known.source_name[language], day=shown(known.as_of, "date", language)
    )
    return Value(
        shown=shown(known.value, kind.type, language, kind.names or None),
        source=source,
        cents=known.value if amount and isinstance(known.value, int) else None,
        fact="" if partner else name,
    )
