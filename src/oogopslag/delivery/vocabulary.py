"""What the delivery room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "delivery.notified": {"subject": "id", "channel": "code", "attempts": "integer"},
    "delivery.failed": {"subject": "id", "channel": "code", "attempts": "integer"},
    "delivery.skipped": {"subject": "id", "channel": "code", "attempts": "integer"},
}
