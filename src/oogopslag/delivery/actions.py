"""Promise a notification, and keep the promise."""

from oogopslag.delivery.adapters.channels import register_channel
from oogopslag.delivery.bouncing import came_back
from oogopslag.delivery.climbing import climb
from oogopslag.delivery.conditions import Condition, register_condition
from oogopslag.delivery.forgetting import forget
from oogopslag.delivery.letters import Content as LetterContent
from oogopslag.delivery.letters import hand_over, make_batch, make_batches, register_letters
from oogopslag.delivery.parcel import Handed, Parcel
from oogopslag.delivery.plan import QUIET_REASONS, Notice, Plan
from oogopslag.delivery.preferences import prefer, unsubscribe
from oogopslag.delivery.promising import cancel, promise, promise_to, remind
from oogopslag.delivery.providers import balance
from oogopslag.delivery.reach import Reach
from oogopslag.delivery.receipts import ask_receipts, told
from oogopslag.delivery.sending import Delivered, deliver, deliver_due
from oogopslag.delivery.sweeping import requeue, sweep
from oogopslag.delivery.webhooks import rotate_keys

__all__ = [
    "QUIET_REASONS",
    "Condition",
    "Delivered",
    "Handed",
    "LetterContent",
    "Notice",
    "Parcel",
    "Plan",
    "Reach",
    "ask_receipts",
    "balance",
    "came_back",
    "cancel",
    "climb",
    "deliver",
    "deliver_due",
    "forget",
    "hand_over",
    "make_batch",
    "make_batches",
    "prefer",
    "promise",
    "promise_to",
    "register_channel",
    "register_condition",
    "register_letters",
    "remind",
    "requeue",
    "rotate_keys",
    "sweep",
    "told",
    "unsubscribe",
]
