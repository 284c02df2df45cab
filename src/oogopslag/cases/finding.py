"""What the law says with what is known plus what the applicant answered."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Finding, Value, evaluate
from oogopslag.facts import queries as facts

if TYPE_CHECKING:
    from oogopslag.facts.queries import Knowledge


def values_of(answers: Mapping[str, Any]) -> dict[str, Value]:
    """The answers that could be read, as values; skipped ones stay unknown."""
    return {
        fact: facts.decoded(answer["value"])
        for fact, answer in answers.items()
        if answer.get("value") is not None
    }


def finding_for(
    knowledge: "Knowledge", service: str, answers: Mapping[str, Any], on: date
) -> Finding:
    """Answers go before registered facts: the applicant is taken at their word until checked."""
    library, data = catalogue.library(), catalogue.service(service)
    person = knowledge.person.knowing(values_of(answers))
    return evaluate(library.scheme(data.scheme, on), person, on, library.dictionary)
