"""What the law says with what is known plus what the applicant answered."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Finding, Value, evaluate
from oogopslag.core.law.receipt import Origin, receipt
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
    person = knowledge.knowing(values_of(answers))
    return evaluate(library.scheme(data.scheme, on), person, on, library.dictionary)


def reading_day(service: str, received: date) -> date:
    """The day for which the law is read in a case of `received`: transitional law decides."""
    return catalogue.reading_day(catalogue.service(service).scheme, received, facts.today())


def receipt_for(
    knowledge: "Knowledge", service: str, answers: Mapping[str, Any], finding: Finding
) -> str:
    """The engine's receipt of a finding made from the same knowledge and answers."""
    library, data = catalogue.library(), catalogue.service(service)
    given = values_of(answers)
    known = {
        **{name: Origin(source=f.source, as_of=f.as_of) for name, f in knowledge.values.items()},
        **{f"partner.{n}": Origin(source=f.source, as_of=f.as_of)
           for n, f in knowledge.partner.items()},
        **{name: Origin(source="resident") for name in given},
    }  # fmt: skip
    scheme = library.scheme(data.scheme, finding.on)
    return receipt(scheme, knowledge.knowing(given), finding, known).decode()
