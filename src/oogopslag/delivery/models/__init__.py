"""What delivery keeps; one noun per file."""

from oogopslag.delivery.models.demo import DemoMail
from oogopslag.delivery.models.device import Device
from oogopslag.delivery.models.letter import Letter, LetterBatch
from oogopslag.delivery.models.outbox import OutboxRow
from oogopslag.delivery.models.preference import Preference, QuietBreak
from oogopslag.delivery.models.provider import Provider

__all__ = [
    "DemoMail",
    "Device",
    "Letter",
    "LetterBatch",
    "OutboxRow",
    "Preference",
    "Provider",
    "QuietBreak",
]
