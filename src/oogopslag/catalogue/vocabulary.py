"""What the catalogue writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "catalogue.loaded": {"digest": "hash", "services": "integer"},
}
