"""What the paper room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "paper.remarked": {"remark": "id", "kind": "code", "due": "date"},
    "paper.handled": {"remark": "id"},
    "paper.reviewed": {"guide": "code", "language": "code", "digest": "hash"},
}
