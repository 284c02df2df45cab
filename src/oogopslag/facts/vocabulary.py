"""What the facts room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "facts.changed": {"sources": "codes", "failed": "codes"},
    "facts.stated": {"fact": "code"},
    "facts.correction_settled": {"fact": "code", "source": "code", "outcome": "code"},
    "facts.contradicted": {"fact": "code", "source": "code"},
    "facts.persons_loaded": {"persons": "integer", "refused": "integer"},
}
