"""What the inbox writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "inbox.placed": {"message": "id", "kind": "code"},
    "inbox.replied": {"message": "id", "promised": "date"},
    "inbox.answered": {"message": "id"},
    "inbox.opened": {"message": "id"},
    "inbox.asked": {"duty": "id", "due": "date", "pauses": "flag"},
    "inbox.resolved": {"duty": "id"},
}
