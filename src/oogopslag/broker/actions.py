"""Everything that changes who joins, what is wished, planned, paid and tested."""

from oogopslag.broker.claiming import (
    claim,
    confirm_with_code,
    confirm_with_eherkenning,
    name_owner,
    send_code,
)
from oogopslag.broker.contracts import add_end_point, run, run_due
from oogopslag.broker.demo_work import write as do_demo_work
from oogopslag.broker.funding import judge, pay, propose, stop
from oogopslag.broker.joined import measure_joined
from oogopslag.broker.managing import (
    add_node,
    add_track,
    climb,
    close,
    escalate,
    expect,
    finish,
    keep_promise,
    promise,
    recalibrate,
    register_app,
    rule,
)
from oogopslag.broker.motivating import (
    answer_wish,
    bundle,
    escalate_wishes,
    join,
    name_measure,
    prove,
    share_contract,
    vote,
    wish,
)
from oogopslag.broker.owncard import count_own_card
from oogopslag.broker.papers import add_form, add_letter, allow_reply, send_letter

__all__ = [
    "add_end_point", "add_form", "add_letter", "add_node", "add_track", "allow_reply",
    "answer_wish", "bundle", "claim", "climb", "close", "confirm_with_code",
    "confirm_with_eherkenning", "count_own_card", "do_demo_work", "escalate",
    "escalate_wishes", "expect", "finish", "join", "judge", "keep_promise", "measure_joined",
    "name_measure", "name_owner", "pay", "promise", "propose", "prove",
    "recalibrate", "register_app", "rule", "run", "run_due", "send_code", "send_letter",
    "share_contract", "stop", "vote", "wish",
]  # fmt: skip
