"""The life of a case: every move there is, and no other."""

import itertools

import pytest

from oogopslag.core.casework import MOVES, OPEN, IllegalMove, Move, State, advance, may, moves


def test_a_case_goes_from_receipt_over_a_supplement_to_a_decision() -> None:
    state = State.RECEIVED
    for move in (Move.ASK, Move.SUPPLEMENT, Move.DECIDE):
        state = advance(state, move)
    assert state == State.DECIDED


@pytest.mark.parametrize(
    ("state", "move"),
    [pair for pair in itertools.product(State, Move) if pair not in MOVES],
)
def test_any_other_move_is_refused(state: State, move: Move) -> None:
    with pytest.raises(IllegalMove):
        advance(state, move)


def test_after_its_end_only_a_decision_can_be_delivered_or_changed() -> None:
    everybody = frozenset({"resident", "treat", "decide", "system"})
    for state in set(State) - OPEN - {State.DECIDED, State.DELIVERED}:
        assert moves(state, everybody) == frozenset()
    assert moves(State.DECIDED, everybody) == {Move.DELIVER, Move.REVISE, Move.PROPOSE}
    assert moves(State.DELIVERED, everybody) == {Move.REVISE, Move.PROPOSE}
    assert advance(State.DELIVERED, Move.PROPOSE) == State.DELIVERED
    assert advance(State.DELIVERED, Move.REVISE) == State.DECIDED


def test_who_treats_may_ask_and_not_decide() -> None:
    assert may(State.RECEIVED, Move.ASK, frozenset({"treat"}))
    assert not may(State.RECEIVED, Move.DECIDE, frozenset({"treat"}))
    assert not may(State.RECEIVED, Move.DECIDE, frozenset({"resident"}))
