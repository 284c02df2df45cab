"""What the delivery room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

_ROW: dict[str, Kind] = {
    "subject": "id",
    "channel": "code",
    "attempts": "integer",
    "step": "integer",
}
VOCABULARY: dict[str, dict[str, Kind]] = {
    "delivery.notified": _ROW,
    "delivery.failed": _ROW,
    "delivery.posted": {"subject": "id", "on": "date", "step": "integer"},
    "delivery.skipped": _ROW,
    "delivery.cancelled": {"subject": "id", "channel": "code"},
    "delivery.requeued": {"subject": "id", "channel": "code"},
    "delivery.bounced": {"subject": "id", "channel": "code"},
    "delivery.webhook_made": {"webhook": "id"},
    "delivery.webhook_ended": {"webhook": "id"},
    "delivery.event_received": {"event": "id", "type": "code"},
    "delivery.preferred": {"channel": "code", "wanted": "flag", "service": "code"},
}
