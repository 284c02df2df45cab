"""What the worker does for cases."""

from oogopslag.cases import actions

EVERY_SECOND = (
    actions.hand_over_due,
    actions.submit_requests,
    actions.register_letters,
    actions.follow_news,
    actions.write_contacts,
)
EVERY_MINUTE = (
    actions.lapse_pauses,
    actions.follow_rules,
    actions.review_due,
    actions.destroy_due,
    actions.leave_agendas,
)
EVERY_DAY = (
    actions.archive_due,
    actions.read_archive_days,
    actions.tell_destruction_due,
    actions.prepare_destruction_due,
)
