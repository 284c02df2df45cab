"""Everything that changes a case: locked, written down in one journal line, all or nothing."""

from oogopslag.cases import (
    applying,
    correcting,
    deciding,
    following,
    objecting,
    submitting,
    supplementing,
)

start = applying.start
answer = applying.answer
forget = applying.forget
submit = submitting.submit
ask_supplement = supplementing.ask_supplement
supplemented = supplementing.supplemented
lapse_pauses = supplementing.lapse_pauses
withdraw = supplementing.withdraw
correct = correcting.correct
follow_rules = following.follow_rules
decide = deciding.decide
draft_letter = deciding.draft_letter
object_to = objecting.object_to
report_change = objecting.report_change
