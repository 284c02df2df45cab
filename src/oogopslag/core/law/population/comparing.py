"""What a change of rules does: two versions over the same people, and who gains or loses."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.population.calendar import number_of
from oogopslag.core.law.population.compiling import DEPENDS, ENTITLED, compiled
from oogopslag.core.law.population.people import NOBODY, People, shape_of
from oogopslag.core.law.population.source import Wanted, read
from oogopslag.core.law.population.sweeping import Answers, Here, sweep
from oogopslag.core.law.population.wanting import wanted_by
from oogopslag.core.law.subject import FactDictionary
from oogopslag.core.law.tree import Scheme

Array = np.ndarray[Any, Any]
TOWN, BORN = "gemeente_code", "geboortedatum"
HOUSEHOLDS = ("child", "alone", "alone_with_children", "together", "together_with_children")
STEPS = (0, 10_00, 25_00, 50_00, 100_00, 250_00, 1_000_00)
"""Edges of the amounts by which people gain or lose, in cents per period."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A scheme as it is read on a day."""

    scheme: Scheme
    on: date


@dataclass
class Side:
    """One version over everybody; cents per period, of those certainly entitled."""

    valid_from: str
    on: str
    entitled: int = 0
    depends: int = 0
    cents: int = 0
    questions: int = 0


@dataclass
class Group:
    """Some of the people: who gains, loses or stays the same, who is undecided; net cents."""

    name: str
    people: int = 0
    gain: int = 0
    lose: int = 0
    same: int = 0
    undecided: int = 0
    cents: int = 0


@dataclass
class Step:
    """Who gains (or loses) more than `above` and at most `up_to` cents a period; None: no end."""

    above: int
    up_to: int | None
    gain: int = 0
    lose: int = 0


@dataclass
class Comparison:
    """From the first version to the second. `began` and `ended` count rights, not amounts."""

    scheme: str
    period: str | None
    first: Side
    second: Side
    everybody: Group
    began: int = 0
    ended: int = 0
    gained: int = 0
    lost: int = 0
    steps: list[Step] = field(default_factory=list)
    households: list[Group] = field(default_factory=list)
    towns: list[Group] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def compare(
    first: Version,
    second: Version,
    frame: pl.LazyFrame,
    dictionary: FactDictionary,
    *,
    latest: date,
    executor: Executor,
) -> Comparison:
    """Raises LawError for two schemes, or money over two periods; PopulationError."""
    if first.scheme.name != second.scheme.name:
        raise LawError(
            f"These are two schemes, {first.scheme.name} and {second.scheme.name}: give two "
            "versions of one."
        )
    if first.scheme.period != second.scheme.period:
        raise LawError(
            f"The first gives money per {first.scheme.period}, the second per "
            f"{second.scheme.period}: they cannot be compared."
        )
    people = read(frame, dictionary, _wanted(first, second, dictionary, latest))
    sides = [_answers(one, people, dictionary, executor) for one in (first, second)]
    found = Comparison(
        scheme=second.scheme.name,
        period=second.scheme.period,
        first=Side(first.scheme.valid_from.isoformat(), first.on.isoformat()),
        second=Side(second.scheme.valid_from.isoformat(), second.on.isoformat()),
        everybody=Group("everybody"),
        steps=[Step(low, high) for low, high in zip(STEPS, (*STEPS[1:], None), strict=True)],
    )
    households, towns = _household(people, second.on), _town(people)
    found.households = [Group(name) for name in HOUSEHOLDS]
    found.towns = [Group(name) for name in (*people.texts, "")]
    start = 0
    for one, other in zip(*sides, strict=True):
        rows = slice(start, start + len(one.verdict))
        _add(found, one, other, households[rows], towns[rows])
        start = rows.stop
    found.households = [group for group in found.households if group.people]
    found.towns = [group for group in found.towns if group.people]
    return found


def _wanted(first: Version, second: Version, dictionary: FactDictionary, latest: date) -> Wanted:
    wanted = wanted_by([first.scheme, second.scheme], dictionary, latest)
    return replace(
        wanted,
        facts=wanted.facts | ({TOWN, BORN} & set(dictionary)),
        relations=wanted.relations | {"partner", "kinderen"},
    )


def _answers(
    one: Version, people: People, dictionary: FactDictionary, executor: Executor
) -> Iterator[Answers]:
    plan = compiled([one.scheme], one.on, dictionary, shape_of(people))
    for chunk in sweep(plan, Here(people), len(people), executor):
        yield chunk.answers[one.scheme.name]


def _household(people: People, on: date) -> Array:
    """The place of each person's household in HOUSEHOLDS; under 18 counts as a child."""
    everybody = slice(0, len(people))
    partner, children = people.relations.get("partner"), people.relations.get("kinderen")
    none = np.zeros(len(people), dtype=bool)
    together = none if partner is None else partner.first(everybody) != NOBODY
    parent = none if children is None else np.diff(children.starts_of(everybody)) > 0
    kind: Array = 1 + together.astype(np.int64) * 2 + parent.astype(np.int64)
    if (born := people.columns.get(BORN)) is not None:
        leap = (on.month, on.day) == (2, 29)  # 18 years before a leap year is none
        adult_since = number_of(on.replace(year=on.year - 18, day=28 if leap else on.day))
        kind[born.values > adult_since] = 0
    return kind


def _town(people: People) -> Array:
    """The place of each person's municipality in the texts; the last place is unknown."""
    column = people.columns.get(TOWN)
    if column is None:
        return np.full(len(people), len(people.texts))
    known = column.values >= 0 if column.nulls is None else ~column.nulls & (column.values >= 0)
    return np.where(known, column.values, len(people.texts))


def _open(answers: Answers) -> Array:
    found: Array = answers.verdict == DEPENDS
    if answers.low is not None and answers.high is not None:
        found = found | ((answers.verdict == ENTITLED) & (answers.low != answers.high))
    return found


def _paid(answers: Answers) -> Array:
    """Cents of who is entitled; a right without money counts as nothing."""
    right = answers.verdict == ENTITLED
    if answers.low is None:
        return np.zeros(len(right), dtype=np.int64)
    return np.where(right, answers.low, 0).astype(np.int64)


def _add(found: Comparison, one: Answers, other: Answers, household: Array, town: Array) -> None:
    before, after = one.verdict == ENTITLED, other.verdict == ENTITLED
    known = ~(_open(one) | _open(other))
    change = np.where(known, _paid(other) - _paid(one), 0)
    for side, answers in ((found.first, one), (found.second, other)):
        side.entitled += int((answers.verdict == ENTITLED).sum())
        side.depends += int((answers.verdict == DEPENDS).sum())
        side.questions += int(answers.missing.sum(dtype=np.int64))
        side.cents += int(_paid(answers).sum())
    found.began += int((known & ~before & after).sum())
    found.ended += int((known & before & ~after).sum())
    found.gained += int(change[change > 0].sum())
    found.lost -= int(change[change < 0].sum())
    for step in found.steps:
        top = step.up_to if step.up_to is not None else np.iinfo(np.int64).max
        step.gain += int(((change > step.above) & (change <= top)).sum())
        step.lose += int(((-change > step.above) & (-change <= top)).sum())
    nobody = np.zeros(len(change), dtype=np.int64)
    for groups, place in (
        ([found.everybody], nobody), (found.households, household), (found.towns, town),
    ):  # fmt: skip
        _grouped(groups, place, change, known)


def _grouped(groups: list[Group], place: Array, change: Array, known: Array) -> None:
    size = len(groups)

    def counted(where: Array) -> Array:
        return np.bincount(place[where], minlength=size)

    cents = np.zeros(size, dtype=np.int64)
    np.add.at(cents, place, change)  # whole cents: a weighted count would make floats of them
    everybody = np.ones(len(place), dtype=bool)
    rows = zip(
        groups, counted(everybody), counted(change > 0), counted(change < 0),
        counted(known & (change == 0)), counted(~known), cents, strict=True,
    )  # fmt: skip
    for group, people, gain, lose, same, undecided, net in rows:
        group.people += int(people)
        group.gain += int(gain)
        group.lose += int(lose)
        group.same += int(same)
        group.undecided += int(undecided)
        group.cents += int(net)
