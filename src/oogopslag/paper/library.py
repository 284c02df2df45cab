"""The guides of content, in memory: by id, by code, as printed paper."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import LawError
from oogopslag.core.paper.codes import bare
from oogopslag.facts import queries as facts
from oogopslag.paper.errors import MistypedCode, UnknownGuide
from oogopslag.paper.guide import Area, Field, Guide
from oogopslag.paper.packing import VERSION
from oogopslag.paper.reading import read_guides
from oogopslag.paper.reference import (
    Exemption,
    Payee,
    Term,
    read_exemptions,
    read_glossary,
    read_payees,
)
from oogopslag.paper.signing import PackEntry, public_key, read_manifest
from oogopslag.paper.source import Printed, printed

_PAIR = 2


@cache
def guides() -> Mapping[str, Guide]:
    """Every guide by id, checked against the catalogue. Raises LawError."""
    found = read_guides(settings.CONFIG.content)
    dictionary = catalogue.library().dictionary
    for one in found.values():
        place = settings.CONFIG.content / "services" / one.service / "paper" / one.name
        if one.organisation not in catalogue.organisations():
            raise LawError(f"There is no organisation {one.organisation!r}.", file=place, line=1)
        for field in one.fields:
            name = field.value.rsplit(".", maxsplit=1)[-1]
            if name and not field.value.startswith("person.") and name not in dictionary:
                raise LawError(f"There is no fact {field.value!r}.", file=place, line=1)
    return found


def guide(guide_id: str) -> Guide:
    """Raises UnknownGuide."""
    if guide_id not in guides():
        raise UnknownGuide(guide_id)
    return guides()[guide_id]


def guide_by_code(typed: str) -> tuple[Guide, str]:
    """The guide and edition of a code as people type it; the newest edition when it names none.

    The check sign may be left out; one that is there must be right, since a slip of the finger
    would open another year's paper. Raises MistypedCode, UnknownGuide.
    """
    wanted = bare(typed)
    for one in guides().values():
        code = bare(one.code)
        for edition in one.editions:
            named = code + bare(edition.label)
            if wanted in {named, bare(one.short_code(edition.label))}:
                return one, edition.label
            if wanted[:-1] == named:
                raise MistypedCode
        if wanted == code:
            return one, one.editions[-1].label
    raise MistypedCode if _slipped(wanted) else UnknownGuide(typed)


def _slipped(wanted: str) -> bool:
    """Whether a code is ours but for one or two signs: a slip, and not a paper unknown to us."""
    ours = [
        bare(one.short_code(edition.label)) for one in guides().values() for edition in one.editions
    ]
    return any(
        len(code) == len(wanted) and sum(a != b for a, b in zip(code, wanted, strict=True)) <= _PAIR
        for code in ours
    )


@cache
def exemptions() -> Mapping[str, Exemption]:
    """For which services the camera works before the staircase says so."""
    return read_exemptions(settings.CONFIG.content)


def lens_works(one: Guide) -> bool:
    """Whether the camera may be used for this guide's service; the list always may.

    Until readiness decides, an exemption with name and date does.
    """
    found = exemptions().get(one.service)
    return found is not None and facts.today() <= found.until


@cache
def glossary() -> tuple[Term, ...]:
    """Official words in plain ones."""
    return read_glossary(settings.CONFIG.content)


@cache
def payees() -> Mapping[str, Payee]:
    """The accounts of organisations, by slug."""
    return read_payees(settings.CONFIG.content)


def reference() -> dict[str, object]:
    """Words and accounts as a pack carries them."""
    words = [{"term": one.term, "forms": one.forms, "meaning": one.meaning} for one in glossary()]
    accounts = {
        slug: {"names": one.names, "ibans": one.ibans} for slug, one in sorted(payees().items())
    }
    return {"glossary": words, "payees": accounts}


def source_digest() -> str:
    """Names the papers, guides and words of content, the pack's format, its key and address."""
    found = hashlib.sha256(
        f"{VERSION} {settings.BASE_URL} {pack_key(settings.PACK_PRIVATE_KEY)}".encode()
    )
    content = settings.CONFIG.content
    for file in sorted([*content.glob("paper/*"), *content.glob("services/*/paper/*/*")]):
        found.update(str(file.relative_to(content)).encode() + file.read_bytes())
    return found.hexdigest()


def letter_code(service: str) -> str:
    """The short code of a service's own letter, newest edition; empty when no guide explains it."""
    for one in guides().values():
        if one.service == service and one.kind == "letter":
            return one.short_code(one.editions[-1].label)
    return ""


def packs(folder: Path) -> list[PackEntry]:
    """The packs in a folder; none when nothing was compiled yet."""
    return read_manifest(folder)


def pack_key(secret: str) -> str:
    """The public key with which devices check packs, base64."""
    return public_key(secret)


@cache
def _printed(guide_id: str, edition: str) -> Printed:
    one = guide(guide_id)
    label = one.edition(edition)
    if label is None:
        raise UnknownGuide(edition)
    return printed(one, label, content=settings.CONFIG.content, site=settings.BASE_URL)


def paper_of(one: Guide, edition: str) -> bytes:
    """The blank paper as PDF. Raises UnknownGuide."""
    return _printed(one.id, edition).pdf


def areas_of(one: Guide, edition: str) -> Mapping[str, Area]:
    """Where each field of an edition stands. Raises UnknownGuide."""
    return _printed(one.id, edition).areas


def pages_of(one: Guide, edition: str) -> list[tuple[int, list[Field]]]:
    """The fields of an edition by the page they stand on, in reading order. Raises UnknownGuide."""
    areas = _printed(one.id, edition).areas
    pages: dict[int, list[Field]] = {}
    for field in one.fields_of(edition):
        pages.setdefault(areas[field.key].page, []).append(field)
    return sorted(pages.items())
