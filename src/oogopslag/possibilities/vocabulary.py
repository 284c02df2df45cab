"""What the possibilities room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "possibilities.computed": {"on": "date", "services": "integer"},
}
