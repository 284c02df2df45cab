"""The life of a case: states, moves, who may. One table; an illegal move raises."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands. The Dutch legal terms stand in docs/glossary.md."""

    RECEIVED = "received"
    WAITING = "waiting"  # for a supplement: the term stands still
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    NOT_TREATED = "not_treated"  # Awb 4:5


class Move(StrEnum):
    ASK = "ask"
    SUPPLEMENT = "supplement"
    LAPSE = "lapse"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


class Outcome(StrEnum):
    """What a decision gives."""

    GRANT = "grant"
    PARTLY = "partly"
    REFUSE = "refuse"


class IllegalMove(Exception):
    """This cannot be done with a case that stands where it stands."""

    def __init__(self, state: State, move: Move) -> None:
        self.state, self.move = state, move
        super().__init__(f"A case that is {state} cannot {move}.")


@dataclass(frozen=True, kw_only=True)
class _Rule:
    then: State
    who: frozenset[str]


_TREAT, _DECIDE = frozenset({"treat", "decide"}), frozenset({"decide"})
_RESIDENT, _SYSTEM = frozenset({"resident"}), frozenset({"system"})
MOVES: dict[tuple[State, Move], _Rule] = {
    (State.RECEIVED, Move.ASK): _Rule(then=State.WAITING, who=_TREAT),
    (State.WAITING, Move.SUPPLEMENT): _Rule(then=State.RECEIVED, who=_RESIDENT),
    (State.WAITING, Move.LAPSE): _Rule(then=State.RECEIVED, who=_SYSTEM),
    (State.RECEIVED, Move.DECIDE): _Rule(then=State.DECIDED, who=_DECIDE),
    (State.WAITING, Move.DECIDE): _Rule(then=State.DECIDED, who=_DECIDE),
    (State.RECEIVED, Move.WITHDRAW): _Rule(then=State.WITHDRAWN, who=_RESIDENT),
    (State.WAITING, Move.WITHDRAW): _Rule(then=State.WITHDRAWN, who=_RESIDENT),
    (State.RECEIVED, Move.LEAVE): _Rule(then=State.NOT_TREATED, who=_DECIDE),
}
OPEN = frozenset({State.RECEIVED, State.WAITING})


def advance(state: State, move: Move) -> State:
    """The state after a move. Raises IllegalMove."""
    if (state, move) not in MOVES:
        raise IllegalMove(state, move)
    return MOVES[state, move].then


def may(state: State, move: Move, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may make this move now."""
    rule = MOVES.get((state, move))
    return rule is not None and bool(rule.who & roles)


def moves(state: State, roles: frozenset[str]) -> frozenset[Move]:
    """Everything somebody with these roles may do now."""
    return frozenset(move for (at, move) in MOVES if at == state and may(state, move, roles))
