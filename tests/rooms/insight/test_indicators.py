"""Every indicator of the design: its formula, who gives its events, or whom else it takes."""

import ast
import re
from pathlib import Path

import pytest

from oogopslag.core.readiness.model import Indicator
from oogopslag.insight import content, own_tests, translating
from oogopslag.journal.vocabulary import events as journal_events

SOURCE = Path(__file__).resolve().parents[3] / "src" / "oogopslag"
DESIGN = [
    *(f"R{number}" for number in range(1, 8)),
    *(f"W{number}" for number in range(1, 7)),
    *(f"P{number}" for number in range(1, 8)),
    *(f"G{number}" for number in range(1, 11)),
    *(f"V{number}" for number in range(1, 8)),
    *(f"I{number}" for number in range(1, 7)),
    *(f"L{number}" for number in range(1, 8)),
]
"""The fifty indicators of the seven dimensions."""

SURVEYS = {"P7", "V6", "L4", "L5"}
TESTED_ELSEWHERE = {
    "R5": "broker/contracts.py",
    "I2": "insight/screens.py",
    "G9": "insight/screens.py",
}
"""Tests with a module of their own, which writes the indicator's id."""

# What no room does: nothing reads letters aloud in the inbox (the device does). Named here so that
# nobody supposes otherwise.
NOT_PRODUCED_YET = {"letter.read_aloud"}


def model() -> dict[str, Indicator]:
    return dict(content.model().indicators)


def words_of(*files: Path) -> set[str]:
    """Every text that stands in these modules as a constant."""
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def events_of(one: Indicator) -> set[str]:
    places = [one.of, one.hits, one.count, one.median[0] if one.median else None]
    places += list(one.compared or ())
    return {name for place in places if place for name in place.get("event", ())}


def test_the_design_has_fifty_and_the_model_has_them_all() -> None:
    assert len(DESIGN) == 50
    assert set(DESIGN) <= set(model())


@pytest.mark.parametrize("key", list(content.model().indicators))
def test_each_says_how_it_is_measured_or_whom_it_takes(key: str) -> None:
    one = model()[key]
    own = words_of(SOURCE / "insight" / "own_tests.py")
    if one.by == "events":
        assert events_of(one), f"{key} is to come from events and names none"
        assert events_of(one) <= set(content.vocabulary().events)
    elif key in SURVEYS:
        assert one.by == "survey"
        assert key in words_of(SOURCE / "insight" / "answers.py")
    elif key in TESTED_ELSEWHERE:
        assert key in words_of(SOURCE / TESTED_ELSEWHERE[key])
    else:
        assert key in own or one.why, f"{key}: nobody measures it and it does not say whom it takes"


@pytest.mark.parametrize("event", sorted({e for one in model().values() for e in events_of(one)}))
def test_each_event_is_given_by_a_line_that_a_room_writes(event: str) -> None:
    given = words_of(*(SOURCE / "insight" / "translated").glob("*.py"))
    assert (event in given) != (event in NOT_PRODUCED_YET)


@pytest.mark.parametrize("line", translating.FOLLOWED)
def test_each_line_that_is_counted_is_declared_and_written(line: str) -> None:
    assert line in journal_events()
    room = line.split(".", 1)[0]
    written = words_of(
        *(
            f
            for f in (SOURCE / room).rglob("*.py")
            if f.name not in {"vocabulary.py", "reactions.py"}
        )
    )
    # Lines of the delivery room are named with what happened to the row.
    assert line in written or (room == "delivery" and re.search(r'f"delivery\.', "".join(
        f.read_text() for f in (SOURCE / room).rglob("*.py"))))  # fmt: skip


def test_what_takes_somebody_outside_says_so_in_both_languages() -> None:
    for one in model().values():
        if one.why:
            # L1 alone has an event that tells half: no system records yet what a change did.
            assert one.by != "events" or one.id == "L1"
            assert set(one.why) == {"nl", "en"}


def test_a_ratio_may_be_above_one_and_has_no_interval() -> None:
    assert model()["R3"].ratio
    assert not [one.id for one in model().values() if one.ratio and one.id != "R3"]


def test_old_formulas_stay_to_replay_old_results() -> None:
    assert content.versions() == ("2026-1", "2026-2", "2026-3")
    assert content.model("2026-1").indicators["R3"].of is None
    assert own_tests.FEWEST_CASES >= 10
