"""What the cases room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "cases.started": {"service": "code"},
    "cases.submitted": {"service": "code", "decide_by": "date", "laws": "hash", "sampled": "flag"},
    "cases.asked": {"due": "date", "decide_by": "date"},
    "cases.supplemented": {"decide_by": "date"},
    "cases.lapsed": {"decide_by": "date"},
    "cases.withdrawn": {},
    "cases.corrected": {"fact": "code", "laws": "hash"},
    "cases.decided": {"outcome": "code", "departed": "flag", "late": "flag", "letter": "hash"},
    "cases.objected": {"decision": "id", "in_time": "flag", "decide_by": "date"},
    "cases.change_reported": {"service": "code"},
    "cases.rule_followed": {"laws": "hash", "valid_from": "date"},
}
