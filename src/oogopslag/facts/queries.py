"""What can be asked about what we know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.core.law import Person, Text, Value
from oogopslag.facts import corrections, encoding, logbook, many, sources
from oogopslag.facts.children import Child as Child  # noqa: PLC0414 -- part of Knowledge
from oogopslag.facts.children import child_of, knowing
from oogopslag.facts.models import Contradiction, DataUse, Fact, Relative, SourceState
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

source_name = sources.name_of
today = sources.today
typed = encoding.typed
as_typed = encoding.as_typed
encoded = encoding.encoded
decoded = encoding.decoded
corrections_for = corrections.corrections_for
logbook_of = logbook.lines_of
of_many = many.of_many


@dataclass(frozen=True, kw_only=True)
class ContradictionView:
    """What the resident says instead, and why."""

    stated: Value
    explanation: str
    made: datetime


@dataclass(frozen=True, kw_only=True)
class KnownFact:
    """One fact with where it comes from. `word`: it is the resident's own."""

    name: str
    value: Value
    source: str
    source_name: Text
    as_of: date
    fetched: datetime
    contradicted: ContradictionView | None
    word: bool


@dataclass(frozen=True, kw_only=True)
class FailedSource:
    """A register that did not answer last time; `last_good` is the age of what is shown."""

    code: str
    name: Text
    since: datetime
    last_good: datetime | None


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All that is known of somebody; `person` is the form the law reads.

    `children` stand in the order of the person's own.
    """

    values: Mapping[str, KnownFact]
    partner: Mapping[str, KnownFact]
    children: tuple[Child, ...]
    person: Person
    relatives: Mapping[str, tuple[str, ...]]
    failed: tuple[FailedSource, ...]
    asked: datetime | None

    def knowing(self, answers: Mapping[str, Value]) -> Person:
        """The person with what was answered, also about the partner and each child."""
        return knowing(self.person, self.children, answers)


@dataclass(frozen=True, kw_only=True)
class DataUseView:
    """One line under "Wie gebruikte mijn gegevens"."""

    id: UUID
    moment: datetime
    who: Text
    purpose: Text
    names: tuple[str, ...]
    service: str


def known(resident: "Resident") -> Knowledge:
    """Facts, relatives and the state of the sources, in five queries and two for a partner."""
    facts = _facts(resident)
    states = list(SourceState.objects.filter(resident=resident))
    relatives = list(Relative.objects.filter(resident=resident).order_by("id"))
    partner = _partner_facts(relatives)
    complete = {relation for state in states for relation in state.relations}
    relations = {
        relation: tuple(_relative(one, partner) for one in relatives if one.relation == relation)
        for relation in complete
    }
    return Knowledge(
        values=facts,
        partner=partner,
        children=tuple(
            child_of(one, _added(one)) for one in relatives if one.relation == "kinderen"
        ),
        person=Person(
            facts={name: fact.value for name, fact in facts.items()}, relations=relations
        ),
        relatives={
            relation: tuple(one.name for one in relatives if one.relation == relation)
            for relation in complete
        },
        failed=tuple(_failed(state) for state in states if state.failed),
        asked=min((state.asked for state in states), default=None),
    )


def _facts(resident: "Resident") -> dict[str, KnownFact]:
    """One fact a name: the register's where there is one, else the resident's own word."""
    said = {row.name: row for row in Contradiction.objects.filter(resident=resident, settled=None)}
    found: dict[str, KnownFact] = {}
    rows = sorted(Fact.objects.filter(resident=resident), key=lambda row: row.source == "resident")
    for row in rows:
        if row.name not in found:
            found[row.name] = _known(row, said.get(row.name))
    return found


def _known(row: Fact, said: Contradiction | None) -> KnownFact:
    return KnownFact(
        name=row.name,
        value=encoding.decoded(row.value),
        source=row.source,
        source_name=sources.name_of(row.source),
        as_of=row.as_of,
        fetched=row.fetched,
        contradicted=ContradictionView(
            stated=encoding.decoded(said.stated), explanation=said.explanation, made=said.made
        )
        if said
        else None,
        word=row.source == "resident",
    )


def _partner_facts(relatives: list[Relative]) -> dict[str, KnownFact]:
    """What registers say of the partner, when the partner is known here too."""
    row = next((one for one in relatives if one.relation == "partner"), None)
    other = people.resident_by_hash(row.person_hash) if row else None
    if other is None:
        return {}
    rows = Fact.objects.filter(resident=other).exclude(source="resident")
    return {row.name: _known(row, None) for row in rows}


def _relative(one: Relative, partner: Mapping[str, KnownFact]) -> Person:
    """A relative with what the register shows; a partner with their own registers too."""
    facts = encoding.all_decoded(one.facts)
    facts |= {name: fact.value for name, fact in _added(one).items()}
    if one.relation == "partner":
        facts |= {name: fact.value for name, fact in partner.items()}
    return Person(facts=facts)


def _added(one: Relative) -> dict[str, KnownFact]:
    """What other registers add to a relative, each with its source and date."""
    return {
        name: KnownFact(
            name=name,
            value=encoding.decoded(value),
            source=source,
            source_name=sources.name_of(source),
            as_of=date.fromisoformat(said["as_of"]),
            fetched=datetime.combine(date.fromisoformat(said["as_of"]), time(), tzinfo=UTC),
            contradicted=None,
            word=False,
        )
        for source, said in one.more.items()
        for name, value in said["facts"].items()
    }


def _failed(state: SourceState) -> FailedSource:
    return FailedSource(
        code=state.source,
        name=sources.name_of(state.source),
        since=state.asked,
        last_good=state.last_good,
    )


def partner_of(resident: "Resident") -> "Resident | None":
    """The partner, when the register names one who is known here."""
    row = Relative.objects.filter(resident=resident, relation="partner").first()
    return people.resident_by_hash(row.person_hash) if row else None


def uses_of(resident: "Resident", before: UUID | None = None, limit: int = 30) -> list[DataUseView]:
    """Who used this resident's facts, newest first; `before` is the last line already shown."""
    rows = DataUse.objects.filter(resident=resident)
    if before:
        rows = rows.filter(id__lt=before)
    return [
        DataUseView(
            id=row.id,
            moment=row.moment,
            who=row.who,
            purpose=row.purpose,
            names=tuple(row.names),
            service=row.service,
        )
        for row in rows.order_by("-id")[:limit]
    ]


def failed_sources(resident: "Resident") -> list[FailedSource]:
    """The registers that did not answer last time; one query."""
    rows = SourceState.objects.filter(resident=resident, failed=True).order_by("source")
    return [_failed(row) for row in rows]


def children_of(resident: "Resident") -> list[tuple[Value | None, "Resident | None"]]:
    """Children that the register names: birth date, and the resident where known here."""
    rows = Relative.objects.filter(resident=resident, relation="kinderen").order_by("id")
    return [
        (
            encoding.all_decoded(row.facts).get("geboortedatum"),
            people.resident_by_hash(row.person_hash),
        )
        for row in rows
    ]
