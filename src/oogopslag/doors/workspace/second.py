"""Two pairs of eyes on a page: who may send, propose, or send back."""

from typing import Any
from uuid import UUID

from oogopslag.cases import actions, queries
from oogopslag.core.casework import Outcome
from oogopslag.doors.entry import StaffRequest
from oogopslag.doors.workspace.shell import workplace
from oogopslag.people import queries as people


def may(request: StaffRequest, case: Any, waiting: Any, outcome: Outcome, move: str) -> Any:
    """What the page offers; `move` is what sending would do: decide, leave or revise."""
    moves = queries.moves(case, people.roles_of(request.staff, workplace(request).slug))
    other = waiting is not None and waiting.stands and not waiting.own
    return {
        "waiting": waiting,
        "why_back": request.POST.get("why_back", ""),
        "may_send": move in moves
        and (not case.four_eyes or bool(other and waiting.outcome == outcome)),
        "may_propose": case.four_eyes and "propose" in moves,
        "may_send_back": other and ("decide" in moves or "revise" in moves),
    }


def back(request: StaffRequest, case_id: UUID, *_: Any) -> None:
    actions.send_back(case_id, request.staff, why=request.POST.get("why_back", ""))
