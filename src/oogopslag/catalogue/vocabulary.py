"""What the catalogue writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "catalogue.loaded": {"digest": "hash", "services": "integer"},
    "catalogue.rule_drafted": {"rule": "id", "scheme": "code"},
    "catalogue.rule_proposed": {
        "rule": "id",
        "scheme": "code",
        "valid_from": "date",
        "digest": "hash",
    },
    "catalogue.rule_returned": {"rule": "id", "scheme": "code"},
    "catalogue.rule_published": {
        "rule": "id",
        "scheme": "code",
        "valid_from": "date",
        "digest": "hash",
        "running": "flag",
    },
}
