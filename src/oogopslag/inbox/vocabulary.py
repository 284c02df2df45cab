"""What the inbox writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "inbox.placed": {"message": "id", "kind": "code", "text": "hash"},
    "inbox.started": {"message": "id", "service": "code"},
    "inbox.replied": {"message": "id", "promised": "date", "text": "hash"},
    "inbox.answered": {"message": "id"},
    "inbox.settled": {"answered": "flag"},
    "inbox.opened": {"message": "id", "level": "code", "language": "code"},
    "inbox.confirmed": {"message": "id"},
    "inbox.retracted": {"message": "id"},
    "inbox.asked": {"duty": "id", "kind": "code", "due": "date", "pauses": "flag", "clock": "code"},
    "inbox.resolved": {"duty": "id"},
    "inbox.promised": {"promise": "id", "kind": "code", "due": "date"},
    "inbox.promise_kept": {"promise": "id", "kind": "code", "due": "date", "late": "flag"},
    "inbox.promise_missed": {"promise": "id", "kind": "code", "due": "date"},
    "inbox.promise_dropped": {"promise": "id", "kind": "code", "due": "date"},
    "inbox.updated": {"fields": "codes", "revision": "integer", "silent": "flag"},
    "inbox.revealed": {},
    "inbox.related": {"event": "id"},
    "inbox.forwarded": {"target": "id", "to": "code", "received": "date"},
    "inbox.marked_formal": {"message": "id", "kind": "code", "received": "date"},
    "inbox.assigned": {"staff": "id"},
    "inbox.noted": {"note": "id"},
    "inbox.closed": {},
    "inbox.scanned": {"attachment": "id", "state": "code", "file": "hash"},
    "inbox.job_filled": {"job": "id", "rows": "integer"},
    "inbox.job_moved": {"job": "id", "to": "code"},
    "inbox.begun": {},
    "inbox.destroyed": {"messages": "integer", "files": "integer"},
}
