"""What the people room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "people.arrived": {"level": "code"},
    "people.staff_arrived": {"roles": "codes"},
    "people.workplace_chosen": {},
    "people.roles_set": {"staff": "id", "roles": "codes"},
    "people.death_doubted": {"doubt": "id", "since": "date"},
    "people.death_undone": {"doubt": "id", "since": "date"},
    "people.death_kept": {"doubt": "id", "since": "date"},
    "people.wish_changed": {"channel": "code", "agreed": "flag"},
    "people.address_broke": {"channel": "code"},
    "people.address_mended": {"channel": "code"},
    "people.signed_out_everywhere": {"sessions": "integer"},
    "people.client_made": {"client": "id", "kind": "code"},
    "people.client_changed": {"client": "id", "what": "code"},
    "people.client_revoked": {"client": "id"},
    "people.sent_urgently": {"client": "id", "message": "id", "reason": "code"},
    "people.mandate_given": {"mandate": "id", "kind": "code", "service": "code"},
    "people.mandate_taken": {"mandate": "id", "kind": "code", "service": "code"},
    "people.mandate_ended": {"mandate": "id", "kind": "code", "service": "code"},
    "people.mandate_contested": {"mandate": "id", "kind": "code", "service": "code"},
    "people.mandate_upheld": {"mandate": "id", "kind": "code", "service": "code"},
    "people.mandate_used": {"mandate": "id", "what": "code"},
    "people.bsn_key_rotated": {"residents": "integer"},
}
