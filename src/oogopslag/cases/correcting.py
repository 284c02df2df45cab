"""A resident corrects an answer after submitting, while nothing is decided yet."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import InvalidAnswers, MoveNotPossible, UnknownCase
from oogopslag.cases.finding import finding_for, reading_day, receipt_for
from oogopslag.cases.models import Case
from oogopslag.cases.moving import locked, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework
from oogopslag.core.casework import State
from oogopslag.core.law.words import shown
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts
from oogopslag.facts.errors import InvalidFact
from oogopslag.inbox import actions as inbox

if TYPE_CHECKING:
    from oogopslag.core.law import FactKind
    from oogopslag.people.models import Resident


@transaction.atomic
def correct(case_id: UUID, resident: "Resident", fact: str, typed: str) -> None:
    """Replaces one answer, computes the finding anew and writes it in the conversation.

    The term runs on. A registered value that is contradicted goes to its register. The same
    answer again changes nothing. Raises UnknownCase for another's case or a fact it does not
    hold, MoveNotPossible once it is decided or closed, InvalidAnswers with a sentence.
    """
    case = locked(case_id)
    row = next((row for row in case.answers if row["fact"] == fact), None)
    if case.resident_id != resident.id or row is None:
        raise UnknownCase
    if case.kind != Case.APPLICATION or State(case.state) not in casework.OPEN:
        raise MoveNotPossible
    kind = catalogue.library().dictionary.kind_of(fact)
    before = dict(row)
    row.update(_answered(row, kind, typed))
    if row["value"] == before["value"]:
        return
    _compute(case, resident)
    actor = Actor(kind="resident", id=str(resident.id))
    _pass_on(resident, row, actor)
    write("cases.corrected", case, actor, fact=fact, laws=(case.finding or {}).get("laws"))
    _confirm(case, kind, before, row)


def _answered(row: dict[str, Any], kind: "FactKind", typed: str) -> dict[str, Any]:
    """The row with what was typed; what a register says stays beside it when it differs."""
    try:
        value = facts.encoded(facts.typed(kind, typed))
    except InvalidFact as error:
        raise InvalidAnswers({row["fact"]: str(error)}) from error
    registered = row["contradicts"] if row["source"] == "resident" else row["value"]
    contradicts = registered if registered != value else None
    return {"value": value, "source": "resident", "as_of": None, "contradicts": contradicts}


def _compute(case: Case, resident: "Resident") -> None:
    answers = {row["fact"]: row for row in case.answers if row["source"] == "resident"}
    knowledge = facts.known(resident)
    day = reading_day(case.service, timezone.localdate(case.received))
    finding = finding_for(knowledge, case.service, answers, day)
    case.finding = finding.to_json()
    case.receipt = receipt_for(knowledge, case.service, answers, finding)
    case.revision += 1  # a decision that is being written must look again
    case.save()


def _pass_on(resident: "Resident", row: dict[str, Any], actor: Actor) -> None:
    if row["contradicts"] is not None and not row["fact"].startswith("partner."):
        value = facts.decoded(row["value"])
        facts_actions.contradict(resident, row["fact"], value, "", actor=actor)


def _confirm(case: Case, kind: "FactKind", before: dict[str, Any], after: dict[str, Any]) -> None:
    was, now = (
        {lang: _words(row["value"], kind, lang) for lang in letter.LANGUAGES}
        for row in (before, after)
    )
    inbox.post(
        inbox.thread_of(thread_of(case)),
        kind="correction",
        body=letter.in_both(
            f"U heeft uw aanvraag verbeterd.\n\n{kind.label['nl']}: was {was['nl']}, "
            f"is nu {now['nl']}.\n\nWij rekenen verder met wat u nu heeft ingevuld.",
            f"You corrected your application.\n\n{kind.label['en']}: was {was['en']}, "
            f"is now {now['en']}.\n\nWe go on with what you filled in now.",
        ),
        author=case.organisation.name,
        actor=Actor(kind="organisation", id=case.organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=catalogue.service(case.service).answer_within),
        silent=True,
    )


def _words(value: Any, kind: "FactKind", language: str) -> str:
    if value is None:
        return {"nl": "niet ingevuld", "en": "not filled in"}[language]
    return shown(facts.decoded(value), kind.type, language, kind.names)
