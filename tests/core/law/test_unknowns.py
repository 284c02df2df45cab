"""Unknown facts as laws, on rules and people nobody thought of.

A new fact never flips a decided verdict, ranges only shrink, and the list of questions only
shrinks: while nobody knows who somebody's children are, what would be asked of them is on it.
"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from oogopslag.core.law import Finding, Person, Value, Verdict, evaluate
from oogopslag.core.law.population import read, wanted_by
from oogopslag.core.law.tree import Scheme
from oogopslag.core.law.words import sentence
from tests.core.law.population.generated import DICTIONARY, ON, acceptable, schemes, tables
from tests.core.law.population.test_agreement import LATEST

STANDING = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@dataclass
class Learning:
    """Somebody of whom more and more is known; `truth` is what there is to learn."""

    truth: Person
    facts: dict[str, Value] = field(default_factory=dict)
    members: dict[str, list["Learning"]] = field(default_factory=dict)

    def person(self) -> Person:
        return Person(
            facts=dict(self.facts),
            relations={
                name: tuple(m.person() for m in all_) for name, all_ in self.members.items()
            },
        )

    def unlearned(self) -> list[tuple["Learning", str]]:
        """Facts and relations that can be learned next, with of whom."""
        names = [(self, n) for n in (*self.truth.facts, *self.truth.relations)]
        open_ = [(who, n) for who, n in names if n not in self.facts and n not in self.members]
        return open_ + [
            one for all_ in self.members.values() for m in all_ for one in m.unlearned()
        ]

    def learn(self, name: str) -> None:
        """Learns one thing."""
        if name in self.truth.facts:
            self.facts[name] = self.truth.facts[name]
        else:
            self.members[name] = [Learning(one) for one in self.truth.relations[name]]


def found(scheme: Scheme, who: Learning) -> Finding:
    return evaluate(scheme, who.person(), ON, DICTIONARY)


def bounds(finding: Finding) -> tuple[int, int]:
    """What can be paid: nothing when there is certainly no right."""
    if finding.verdict == Verdict.NOT:
        return 0, 0
    low, high = finding.amount_low or 0, finding.amount_high or 0
    return (low, high) if finding.verdict == Verdict.ENTITLED else (min(0, low), max(0, high))


def sharper(before: Finding, after: Finding) -> None:
    if before.verdict in {Verdict.ENTITLED, Verdict.NOT}:
        assert after.verdict == before.verdict
    (least, most), (low, high) = bounds(before), bounds(after)
    assert least <= low and high <= most
    assert set(after.missing) <= set(before.missing)


@pytest.mark.slow
@STANDING
@given(schemes(), tables(gaps=False), st.data())
def test_what_is_learned_only_sharpens_the_answer(
    scheme: Scheme, frame: pl.DataFrame, data: Any
) -> None:
    assume(acceptable(scheme))
    for name, rule in scheme.rules.items():
        note(f"{name}: {sentence(rule.node, 'nl')}")
    people = read(frame.lazy(), DICTIONARY, wanted_by([scheme], DICTIONARY, LATEST))
    who = Learning(people.person(0, depth=2))
    before = found(scheme, who)
    for _ in range(12):
        if not (open_ := who.unlearned()):
            break
        one, name = data.draw(st.sampled_from(open_))
        one.learn(name)
        after = found(scheme, who)
        sharper(before, after)
        before = after
    truth = evaluate(scheme, people.person(0, depth=2), ON, DICTIONARY)
    sharper(before, truth)
