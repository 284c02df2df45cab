"""Surveys: weights, intervals that cover, and small cells that stay hidden."""

import numpy as np
import pytest

from oogopslag.core import survey
from oogopslag.core.survey import Respondent

MARGINS = {"leeftijd": {"jong": 0.5, "oud": 0.5}, "gebied": {"stad": 0.6, "land": 0.4}}


def people(yes: int, no: int) -> list[Respondent]:
    return [Respondent(cells={}, code="ja")] * yes + [Respondent(cells={}, code="nee")] * no


def test_the_seed_case_shows_one_percent_with_its_interval() -> None:
    asked = people(14, 1_401)

    found = survey.estimate(asked, np.ones(len(asked)), "ja")

    assert found.n == 1_415
    assert [round((x or 0) * 100, 1) for x in (found.low, found.high)] == [0.6, 1.7]
    assert round((found.share or 0) * 100) == 1


def test_few_answers_are_hidden_and_some_get_no_percentage() -> None:
    hidden = survey.estimate(people(5, 4), np.ones(9), "ja")
    bare = survey.estimate(people(15, 14), np.ones(29), "ja")

    assert (hidden.n, hidden.share) == (None, None)
    assert (bare.n, bare.share) == (29, None)


def test_one_small_cell_is_not_found_back_from_its_total() -> None:
    assert survey.hidden_cells({"a": 4, "b": 12, "c": 50}) == {"a", "b"}
    assert survey.hidden_cells({"a": 4, "b": 6, "c": 50}) == {"a", "b"}
    assert survey.hidden_cells({"a": 40, "b": 60}) == frozenset()


def test_a_question_that_nobody_answered_has_no_figure_and_no_error() -> None:
    weights, empty = survey.rake([], MARGINS)

    assert survey.estimate([], weights, "ja").share is None
    assert len(empty) == 4


def drawn(rng: np.random.Generator) -> list[Respondent]:
    """A sample in which the young answer less often, from a population that thinks by age."""
    found = []
    for _ in range(400):
        age = "jong" if rng.random() < 0.25 else "oud"
        area = "stad" if rng.random() < 0.6 else "land"
        says = rng.random() < (0.7 if age == "jong" else 0.3)
        found.append(
            Respondent(cells={"leeftijd": age, "gebied": area}, code="ja" if says else "nee")
        )
    return found


@pytest.mark.slow
def test_the_interval_covers_the_truth_in_93_to_97_of_100_draws() -> None:
    rng, covered = np.random.default_rng(5), 0
    for _ in range(1_000):
        sample = drawn(rng)
        weights, _ = survey.rake(sample, MARGINS)
        found = survey.estimate(sample, weights, "ja")
        covered += (found.low or 0) <= 0.5 <= (found.high or 0)

    assert 930 <= covered <= 970


def test_weights_make_the_margins_fit_and_stay_below_five() -> None:
    sample = drawn(np.random.default_rng(1))

    weights, empty = survey.rake(sample, MARGINS)

    young = np.array([one.cells["leeftijd"] == "jong" for one in sample])
    assert weights[young].sum() / weights.sum() == pytest.approx(0.5, abs=1e-6)
    assert weights.max() <= survey.MOST_WEIGHT
    assert empty == ()
    assert survey.effective_size(weights) < len(sample)


def test_nobody_under_25_is_named_and_not_made_up() -> None:
    sample = [one for one in drawn(np.random.default_rng(2)) if one.cells["leeftijd"] == "oud"]

    weights, empty = survey.rake(sample, MARGINS)

    assert empty == ("leeftijd: jong",)
    assert np.isfinite(weights).all()
