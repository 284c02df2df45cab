"""What delivery keeps; one noun per file."""

from oogopslag.delivery.models.demo import DemoMail
from oogopslag.delivery.models.device import Device
from oogopslag.delivery.models.letter import Letter, LetterBatch
from oogopslag.delivery.models.outbox import OutboxRow
from oogopslag.delivery.models.preference import Preference, QuietBreak
from oogopslag.delivery.models.provider import Provider
from oogopslag.delivery.models.webhook import Event, Received, Webhook

__all__ = [
    "DemoMail",
    "Device",
    "Event",
    "Letter",
    "LetterBatch",
    "OutboxRow",
    "Preference",
    "Provider",
    "QuietBreak",
    "Received",
    "Webhook",
]
