"""What can be asked about paper: guides by id and by code."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import LawError
from oogopslag.paper.errors import UnknownGuide
from oogopslag.paper.guide import Guide
from oogopslag.paper.reading import read_guides
from oogopslag.paper.reference import Payee, Term, read_glossary, read_payees

__all__ = ["Guide", "glossary", "guide", "guide_by_code", "guides", "payees"]


@cache
def guides() -> Mapping[str, Guide]:
    """Every guide by id, checked against the catalogue. Raises LawError."""
    found = read_guides(settings.CONFIG.content)
    facts = catalogue.library().dictionary
    for one in found.values():
        place = settings.CONFIG.content / "services" / one.service / "paper" / one.name
        if one.organisation not in catalogue.organisations():
            raise LawError(f"There is no organisation {one.organisation!r}.", file=place, line=1)
        for field in one.fields:
            name = field.value.rsplit(".", maxsplit=1)[-1]
            if name and not field.value.startswith("person.") and name not in facts:
                raise LawError(f"There is no fact {field.value!r}.", file=place, line=1)
    return found


def guide(guide_id: str) -> Guide:
    """Raises UnknownGuide."""
    if guide_id not in guides():
        raise UnknownGuide(guide_id)
    return guides()[guide_id]


def guide_by_code(typed: str) -> tuple[Guide, str]:
    """The guide and edition of a code as people type it; the newest edition when it names none.

    Raises UnknownGuide.
    """
    wanted = "".join(sign for sign in typed.upper() if sign.isalnum())
    for one in guides().values():
        bare = "".join(sign for sign in one.code.upper() if sign.isalnum())
        for edition in one.editions:
            if wanted == bare + "".join(sign for sign in edition.label.upper() if sign.isalnum()):
                return one, edition.label
        if wanted == bare:
            return one, one.editions[-1].label
    raise UnknownGuide(typed)


@cache
def glossary() -> tuple[Term, ...]:
    """Official words in plain ones."""
    return read_glossary(settings.CONFIG.content)


@cache
def payees() -> Mapping[str, Payee]:
    """The accounts of organisations, by slug."""
    return read_payees(settings.CONFIG.content)
