"""What stands in an application when it is sent: what plays a part, each with its source."""

from collections.abc import Iterator
from typing import Any

from oogopslag.cases.models import Application
from oogopslag.cases.views import Given
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import FormPage, Question
from oogopslag.core.law import Finding
from oogopslag.facts import queries as facts
from oogopslag.facts.queries import Knowledge, KnownFact


def given(draft: Application, knowledge: Knowledge, finding: Finding) -> list[Given]:
    """Every question of the form that plays a part, with its answer or fact and the source."""
    return [
        _given(question, name, known, draft.answers.get(name, {}).get("value"), who)
        for page in catalogue.form(draft.service).pages
        for question, name, known, path, who in _asked(page, knowledge)
        if draft.answers.get(name, {}).get("value") is not None
        or ({path} & {*finding.used, *finding.missing} and (known is not None or not who))
    ]


def stored(one: Given) -> dict[str, Any]:
    """As a case keeps it; `who` is the name of a child."""
    row = {
        "fact": one.fact,
        "value": facts.encoded(one.value) if one.value is not None else None,
        "source": one.source,
        "as_of": one.as_of.isoformat() if one.as_of else None,
        "contradicts": facts.encoded(one.contradicts) if one.contradicts is not None else None,
    }
    return {**row, "who": one.who} if one.who else row


def _asked(
    page: FormPage, knowledge: Knowledge
) -> Iterator[tuple[Question, str, KnownFact | None, str, str]]:
    """Question, name of the answer, what is known, how the law names it, and of which child."""
    if page.each:
        for child in knowledge.children:
            for question in page.questions:
                fact = question.fact.removeprefix("kinderen.")
                path = f"kinderen[].{fact}"
                yield question, child.path(fact), child.facts.get(fact), path, child.name
        return
    for question in page.questions:
        name = question.fact.removeprefix("partner.")
        known = (knowledge.partner if question.of_partner else knowledge.values).get(name)
        yield question, question.fact, known, question.fact, ""


def _given(question: Question, name: str, known: KnownFact | None, answer: Any, who: str) -> Given:
    source = "resident" if answer is not None or known is None else known.source
    registered = known.value if known and not known.word else None
    stated = facts.decoded(answer) if answer is not None else None
    differs = stated is not None and registered is not None and stated != registered
    return Given(
        fact=name,
        label=question.kind.label,
        type=question.kind.type,
        names=question.kind.names,
        of_partner=question.of_partner,
        value=stated if stated is not None else known.value if known else None,
        source=source,
        source_name=facts.source_name(source),
        as_of=known.as_of if known and source != "resident" else None,
        contradicts=registered if differs else None,
        who=who,
    )
