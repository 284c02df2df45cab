"""What the possibilities room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "possibilities.computed": {"on": "date", "services": "integer"},
    "possibilities.offered": {"offer": "id", "service": "code", "laws": "hash"},
    "possibilities.offer_answered": {"offer": "id", "service": "code", "answer": "code"},
    "possibilities.offer_resolved": {"offer": "id", "service": "code", "result": "code"},
    "possibilities.swept": {"month": "date", "seen": "integer", "made": "integer"},
}
