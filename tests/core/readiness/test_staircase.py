"""Gates, levels, hysteresis and scores of the staircase."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogopslag.core.readiness import score, staircase
from oogopslag.core.readiness.evidence import EvidenceClass, Series, carried, grey
from oogopslag.core.readiness.gates import held
from oogopslag.core.readiness.intervals import difference, needed, wilson
from oogopslag.core.readiness.model import Gate, Model, read_model
from oogopslag.core.readiness.reference import Kind, reference_classes
from oogopslag.core.readiness.window import widened
from tests.core.readiness.conftest import CONTENT, one

STAIRCASE = read_model(CONTENT / "staircase" / "2026-3.yaml")
SHAPE = (1, 1)
AT_LEAST_80 = Gate(key="g", level=1, indicator="W2", threshold=0.8, least=True, wilson=True,
                   name={"nl": "x", "en": "x"})  # fmt: skip


@pytest.mark.parametrize(
    ("hits", "n", "percent", "passes"),
    [(46, 50, 81.2, True), (27, 30, 74.4, False), (54, 60, 79.9, False), (63, 70, 80.8, True)],
)
def test_a_share_passes_on_its_lower_bound(hits: int, n: int, percent: float, passes: bool) -> None:
    result = held(AT_LEAST_80, one((hits, n)), SHAPE)

    assert round(float(result.low[0, 0]) * 100, 1) == percent
    assert bool(result.holds[0, 0]) is passes


def test_an_at_most_gate_passes_on_its_upper_bound() -> None:
    gate = replace(AT_LEAST_80, threshold=0.05, least=False)

    assert not held(gate, one((0, 50)), SHAPE).holds[0, 0]
    assert held(gate, one((0, 80)), SHAPE).holds[0, 0]


def test_even_without_failures_a_gate_needs_cases() -> None:
    assert needed(0.80) == 16
    assert needed(0.95) == 73


def test_whole_counts_need_no_interval() -> None:
    gate = replace(AT_LEAST_80, wilson=False)

    assert held(gate, one((4, 5)), SHAPE).holds[0, 0]
    assert not held(gate, one((3, 4)), SHAPE).holds[0, 0]


def test_what_is_not_measured_is_not_reached() -> None:
    for gate in (AT_LEAST_80, replace(AT_LEAST_80, threshold=0.5, least=False, wilson=False)):
        assert not held(gate, None, SHAPE).holds[0, 0]
        assert not held(gate, one((0, 0)), SHAPE).holds[0, 0]


def test_a_plain_declaration_never_raises_a_level() -> None:
    declared = one((1, 1), klass=EvidenceClass.DECLARED)

    assert not held(replace(AT_LEAST_80, wilson=False), declared, SHAPE).holds[0, 0]


def test_evidence_is_ordered_by_strength() -> None:
    strengths = [EvidenceClass(letter).strength for letter in "ATESVD"]

    assert strengths[0] == strengths[1]
    assert strengths[1:] == sorted(strengths[1:], reverse=True)


def test_a_gap_is_judged_on_the_upper_bound_of_the_difference() -> None:
    gap, low, high = difference(56, 70, 48, 80)

    # Newcombe (1998), table II, example (a), method 10: 0.2000 with 0.0524 to 0.3339.
    assert float(gap) == pytest.approx(0.2)
    assert float(low) == pytest.approx(0.0524, abs=5e-5)
    assert float(high) == pytest.approx(0.3339, abs=5e-5)


def test_a_small_service_is_measured_over_more_months_up_to_a_year() -> None:
    n = np.array([[10] * 15, [200] * 15])

    total, width = widened((n // 2,), n, enough=60, months=12)

    assert width[0, 14] == 6
    assert total[0, 14] == 30
    assert (width[1] == 1).all()
    assert total[0, 2] == 15


def levels_of(raw: list[int]) -> list[int]:
    return [int(x) for x in staircase.steadied(np.array([raw]))[0]]


def test_a_level_goes_down_only_after_two_months_below() -> None:
    assert levels_of([2, 1, 2, 2]) == [2, 2, 2, 2]
    assert levels_of([2, 1, 1, 1]) == [2, 2, 1, 1]
    assert levels_of([3, 0, 1, 1]) == [3, 3, 1, 1]
    assert levels_of([0, 3, 3]) == [0, 3, 3]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_a_level_never_rises_while_a_lower_gate_fails(raw: list[int]) -> None:
    levels = levels_of(raw)

    for month in range(1, len(levels)):
        if levels[month] > levels[month - 1]:
            assert levels[month] <= raw[month]
        assert levels[month] <= max(levels[month - 1], raw[month])


@given(st.data())
def test_no_higher_gate_makes_up_for_a_lower_one(data: st.DataObject) -> None:
    model = STAIRCASE
    holds = {gate.key: data.draw(st.booleans(), label=gate.key) for gate in model.gates}
    gates = [replace(held(gate, None, SHAPE), holds=np.array([[holds[gate.key]]]))
             for gate in model.gates]  # fmt: skip

    level = int(staircase.raw_levels(model, gates, SHAPE)[0, 0])

    assert all(holds[gate.key] for gate in model.gates if gate.level <= level)
    if level < 5:
        assert not all(holds[gate.key] for gate in model.gates if gate.level == level + 1)


def organisation(model: Model, levels: list[int], volumes: list[int]) -> int:
    standing = staircase.of_organisations(
        model,
        np.array([[x] for x in levels]),
        np.array([[x] for x in volumes]),
        np.zeros(len(levels), np.int64),
        1,
    )
    assert standing.spread[0, 0].sum() == sum(x >= 0 for x in levels)
    return int(standing.level[0, 0])


def test_an_organisation_needs_volume_and_count(model: Model) -> None:
    assert organisation(model, [2, 2, 2, 1, 1], [10, 10, 10, 1, 1]) == 2
    # The count is there, the volume is not.
    assert organisation(model, [2, 2, 2, 1, 1], [10, 10, 10, 10, 1]) == 1
    # The volume is there, the count is not.
    assert organisation(model, [2, 2, 1, 1, 1], [90, 90, 1, 1, 1]) == 1


def test_no_large_service_stays_two_levels_behind(model: Model) -> None:
    assert organisation(model, [2, 2, 2, 2, 0], [100, 100, 100, 100, 1]) == 1
    assert organisation(model, [2, 2, 2, 2, 2, 0], [100, 100, 100, 100, 100, 1]) == 2


def test_an_organisation_without_services_stands_on_nothing(model: Model) -> None:
    assert organisation(model, [-1], [5]) == 0


def test_the_index_lets_nothing_buy_off_an_empty_dimension() -> None:
    scores = [np.array([90.0])] * 6 + [np.array([5.0])]

    assert float(score.index(scores)[0]) == 59.6
    assert round(sum(float(x[0]) for x in scores) / 7, 1) == 77.9


def test_a_mandatory_indicator_that_is_missing_two_months_scores_nothing(model: Model) -> None:
    measured = {one_.id: one((9, 10), (9, 10), (9, 10)) for one_ in model.of_dimension("D1")}
    measured["R2"] = one((9, 10), (0, 0), (0, 0))

    scores = score.dimension_scores(model, measured, (1, 3))["D1"][0]
    before = score.dimension_scores(
        read_model(CONTENT / "staircase" / "2026-2.yaml"), measured, (1, 3)
    )["D1"][0]

    # R1 0.9 → 90; R2 (0.9 − 0.5) / (1 − 0.5) → 80; R5 0.9 → 90. The weakest: 80, and missing: 0.
    assert scores.tolist() == [80.0, 80.0, 0.0]
    # Until 2026-2 their mean: 260 / 3, and 180 / 3 without R2.
    assert before.tolist() == [86.7, 86.7, 60.0]


def test_quick_answers_do_not_buy_off_letters_that_nobody_can_answer(model: Model) -> None:
    measured = {"W1": one((0, 200)), "W2": one((200, 200)), "W5": one((200, 200))}

    scores = score.dimension_scores(model, measured, SHAPE)

    assert float(scores["D2"][0, 0]) == 0.0


def test_evidence_counts_for_as_long_as_its_class_lasts() -> None:
    months = [(1, 1)] + [(0, 0)] * 13

    def months_kept(klass: EvidenceClass) -> int:
        return int(carried(one(*months, klass=klass)).measured.sum())

    assert months_kept(EvidenceClass.TEST) == 2
    assert months_kept(EvidenceClass.VERIFIED) == 12
    assert months_kept(EvidenceClass.EVENTS) == 1
    assert grey(36)
    assert not grey(35)


def test_a_jump_beyond_three_deviations_is_flagged() -> None:
    calm = np.array([0.80, 0.81, 0.80, 0.82, 0.81, 0.80, 0.81, 0.82])
    jumped = calm.copy()
    jumped[5:] += 0.15

    assert score.jumps(calm) == []
    assert score.jumps(jumped) == [5]


def test_comparison_is_within_a_class_of_at_least_ten() -> None:
    members = {f"g{i}": Kind(layer="municipal", size=4, urbanity=3) for i in range(12)}
    members["alone"] = Kind(layer="municipal", size=8, urbanity=1)
    members |= {f"p{i}": Kind(layer="provincial", size=1, urbanity=1) for i in range(12)}

    classes = reference_classes(members)

    assert classes["alone"] == classes["g0"]
    assert len(classes["p0"]) == 12
    assert not classes["p0"] & classes["g0"]


def test_nothing_measured_gives_the_widest_interval() -> None:
    low, high = wilson(0, 0)

    assert (float(low), float(high)) == (0.0, 1.0)
    assert Series(hits=np.array([[0]]), n=np.array([[0]])).measured.sum() == 0
