"""What the insight room writes in the journal."""

from oogopslag.journal.vocabulary import Kind

VOCABULARY: dict[str, dict[str, Kind]] = {
    "insight.recomputed": {"model": "code", "month": "date", "cards": "integer"},
    "insight.measured": {"indicator": "code", "klass": "code", "source": "hash"},
    "insight.contested": {"contest": "id", "indicator": "code", "due": "date"},
    "insight.contest_answered": {"contest": "id", "corrected": "flag"},
    "insight.month_closed": {"month": "date", "events": "integer"},
    "insight.body_ended": {"last": "date", "merged": "flag"},
    "insight.survey_sent": {"instrument": "code", "invitations": "integer"},
}
