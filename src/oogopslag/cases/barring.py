"""What the law does not let a decision pass over, whoever proposes or sends it."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from oogopslag.cases import hearing
from oogopslag.cases.errors import (
    AskFirst,
    DecidedBefore,
    HearFirst,
    HearObjector,
    MoveNotPossible,
    TooLateToLeave,
)
from oogopslag.cases.models import Case, Pause
from oogopslag.core import terms
from oogopslag.core.casework import Outcome

if TYPE_CHECKING:
    from oogopslag.people.models import Staff


def refuse(case: Case, staff: "Staff", outcome: Outcome) -> None:
    """Raises DecidedBefore (Awb 10:3), HearObjector (7:2), HearFirst (4:7), AskFirst and
    TooLateToLeave (4:5): after four weeks an application is decided on, complete or not.
    MoveNotPossible for not treating an objection.
    """
    if case.kind == Case.OBJECTION:
        if outcome == Outcome.NOT_TREATED:  # that is for applications (Awb 4:5)
            raise MoveNotPossible
        # Whoever proposed it took it together with who sent it.
        if hearing.took_part(case, staff):
            raise DecidedBefore
        if outcome != Outcome.GRANT and not hearing.heard(case):
            raise HearObjector
    elif outcome == Outcome.NOT_TREATED:
        lapsed = lapsed_on(case)
        if lapsed is None:
            raise AskFirst
        if timezone.localdate() > terms.leave_by(lapsed):
            raise TooLateToLeave
    elif outcome != Outcome.GRANT:
        contradicted = any(row.get("contradicts") is not None for row in case.answers)
        asked = Pause.objects.filter(case=case, reason="supplement").exists()
        if contradicted and not asked:
            raise HearFirst


def lapsed_on(case: Case) -> date | None:
    """The last day of the last request that was not answered; None when all were."""
    last = Pause.objects.filter(case=case, reason="supplement").order_by("-since", "-id").first()
    return last.lapses if last and last.lapsed else None
