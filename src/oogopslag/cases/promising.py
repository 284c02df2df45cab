"""The day by which a case is decided, as a promise of its body: kept, missed, never doubled."""

from oogopslag.cases.models import Case, Pause
from oogopslag.cases.moving import decide_by
from oogopslag.core import casework
from oogopslag.core.casework import State
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox

DECISION = "decision"
_DECIDED = (State.DECIDED, State.DELIVERED, State.NOT_TREATED)


def follow(case: Case) -> None:
    """Makes the promise follow the case, within the transaction that moved it.

    While the term stands still there is no day, so no promise; a decision keeps it; a case that
    was withdrawn or went to another body leaves none. One that was missed stays missed.
    """
    if case.thread is None:
        return
    thread = inbox.thread_of(case.thread)
    actor = Actor(kind="organisation", id=case.organisation.slug)
    state = State(case.state)
    if state in casework.OPEN:
        still = Pause.objects.filter(case=case, until=None).exists()
        day = None if still else case.decide_by
        inbox.promise_day(thread, kind=DECISION, due=day, actor=actor)
    elif state in _DECIDED:
        # Decided while the term stood still: then the day stands as far as it had moved.
        inbox.promise_day(thread, kind=DECISION, due=decide_by(case), actor=actor)
        inbox.keep_promise(thread, kind=DECISION, actor=actor)
    else:
        inbox.promise_day(thread, kind=DECISION, due=None, actor=actor)
