"""The life of a case: states, moves, who may. One table; an illegal move raises."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands. The Dutch legal terms stand in docs/glossary.md."""

    RECEIVED = "received"
    WAITING = "waiting"  # for a supplement: the term stands still
    DECIDED = "decided"
    DELIVERED = "delivered"  # paid, or the object handed over
    WITHDRAWN = "withdrawn"
    NOT_TREATED = "not_treated"  # Awb 4:5
    FORWARDED = "forwarded"  # Awb 2:3


class Move(StrEnum):
    ASK = "ask"
    SUPPLEMENT = "supplement"
    LAPSE = "lapse"
    ADVISE = "advise"
    EXTEND = "extend"
    PAUSE = "pause"
    FORWARD = "forward"
    HEAR = "hear"
    PROPOSE = "propose"
    DECIDE = "decide"
    REVISE = "revise"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


class Outcome(StrEnum):
    """What a decision gives. A decision in force can be revoked (intrekken) by a newer one."""

    GRANT = "grant"
    PARTLY = "partly"
    REFUSE = "refuse"
    REVOKE = "revoke"
    NOT_TREATED = "not_treated"


DECIDES = (Outcome.GRANT, Outcome.PARTLY, Outcome.REFUSE)
REVISES = (*DECIDES, Outcome.REVOKE)


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
_R, _W = State.RECEIVED, State.WAITING
MOVES: dict[tuple[State, Move], _Rule] = {
    (_R, Move.ASK): _Rule(then=_W, who=_TREAT),
    (_W, Move.SUPPLEMENT): _Rule(then=_R, who=_RESIDENT),
    (_W, Move.LAPSE): _Rule(then=_R, who=_SYSTEM),
    **{(at, Move.ADVISE): _Rule(then=at, who=_TREAT) for at in (_R, _W)},
    **{(at, Move.EXTEND): _Rule(then=at, who=_TREAT) for at in (_R, _W)},
    **{(at, Move.HEAR): _Rule(then=at, who=_TREAT) for at in (_R, _W)},
    (_R, Move.PAUSE): _Rule(then=_R, who=_TREAT),
    (_R, Move.FORWARD): _Rule(then=State.FORWARDED, who=_TREAT),
    **{(at, Move.PROPOSE): _Rule(then=at, who=_TREAT) for at in (_R, _W)},
    **{(at, Move.DECIDE): _Rule(then=State.DECIDED, who=_DECIDE) for at in (_R, _W)},
    **{(at, Move.WITHDRAW): _Rule(then=State.WITHDRAWN, who=_RESIDENT) for at in (_R, _W)},
    **{(at, Move.PROPOSE): _Rule(then=at, who=_TREAT) for at in (State.DECIDED, State.DELIVERED)},
    (_R, Move.LEAVE): _Rule(then=State.NOT_TREATED, who=_DECIDE),
    (State.DECIDED, Move.REVISE): _Rule(then=State.DECIDED, who=_DECIDE),
    (State.DELIVERED, Move.REVISE): _Rule(then=State.DECIDED, who=_DECIDE),
    (State.DECIDED, Move.DELIVER): _Rule(then=State.DELIVERED, who=_TREAT),
}  # fmt: skip
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
