"""What every letter may need: official words in plain ones, and the accounts of organisations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oogopslag.core.law import Text
from oogopslag.core.law.document import read
from oogopslag.core.paper.iban import is_iban


@dataclass(frozen=True, kw_only=True)
class Term:
    """An official word, the forms in which it occurs, and what it means in B1."""

    term: str
    forms: tuple[str, ...]
    meaning: Text


@dataclass(frozen=True, kw_only=True)
class Payee:
    """How an organisation calls itself, and the only accounts on which it takes payments."""

    names: tuple[str, ...]
    ibans: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """The lens works for a service before its lower steps hold: who allowed it, until when."""

    allowed_by: str
    allowed_on: date
    until: date


def read_exemptions(content: Path) -> Mapping[str, Exemption]:
    """By service. Raises LawError."""
    part = read(content / "paper" / "lens.yaml")
    part.only("services")
    found = {}
    for service, row in part.parts("services"):
        row.only("allowed_by", "allowed_on", "until")
        days = [row.need("allowed_on"), row.need("until")]
        if not all(isinstance(day, date) for day in days):
            raise row.fail("An exemption needs dates, as 2026-01-01.", "until")
        found[service] = Exemption(
            allowed_by=str(row.need("allowed_by")), allowed_on=days[0], until=days[1]
        )
    return found


def read_glossary(content: Path) -> tuple[Term, ...]:
    """Raises LawError; every word stands once, forms included."""
    part = read(content / "paper" / "glossary.yaml")
    part.only("terms")
    found, seen = [], set()
    for row in part.rows("terms"):
        row.only("term", "forms", "nl", "en", "tr", "ar", "pl", "uk")
        term = str(row.need("term"))
        forms = tuple(str(one) for one in row.get("forms", ()))
        for word in {term.lower(), *(form.lower() for form in forms)}:
            if word in seen:
                raise row.fail(f"{word!r} stands here twice.", "term")
            seen.add(word)
        row.need("nl")
        row.need("en")
        languages = [key for key in row.data if key not in {"term", "forms"}]
        meaning = {key: " ".join(str(row.data[key]).split()) for key in languages}
        found.append(Term(term=term, forms=forms, meaning=meaning))
    return tuple(found)


def read_payees(content: Path) -> Mapping[str, Payee]:
    """Raises LawError, also for an account that fails the check."""
    part = read(content / "paper" / "accounts.yaml")
    part.only("organisations")
    found = {}
    for slug, row in part.parts("organisations"):
        row.only("names", "ibans", "domains")
        ibans = tuple("".join(str(one).split()).upper() for one in row.get("ibans", ()))
        if wrong := [iban for iban in ibans if not is_iban(iban)]:
            raise row.fail(f"{wrong[0]} is no IBAN.", "ibans")
        found[slug] = Payee(
            names=tuple(str(one) for one in row.need("names")),
            ibans=ibans,
            domains=tuple(str(one) for one in row.get("domains", ())),
        )
    return found
