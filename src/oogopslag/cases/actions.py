"""Everything that changes a case: locked, written down in one journal line, all or nothing."""

from oogopslag.cases import (
    advising,
    applying,
    archive_register,
    archiving,
    attention,
    booking,
    cancelling,
    contacts,
    correcting,
    deciding,
    defaulting,
    delivering,
    destroying,
    expiring,
    extending,
    following,
    forwarding,
    handing,
    hearing,
    lettering,
    made_known,
    objecting,
    paying,
    proposing,
    receiving,
    representing,
    requesting,
    returning,
    revising,
    standing,
    submitting,
    supplementing,
    working,
)
from oogopslag.cases import (
    notified as news,
)

start = applying.start
answer = applying.answer
forget = applying.forget
submit = submitting.submit
Origin = submitting.Origin
know = receiving.know
typed_in = receiving.typed_in
ask_supplement = supplementing.ask_supplement
supplemented = supplementing.supplemented
lapse_pauses = supplementing.lapse_pauses
supplement_until = extending.supplement_until
leave_untreated = supplementing.leave_untreated
withdraw = supplementing.withdraw
correct = correcting.correct
follow_rules = following.follow_rules
ask_advice = advising.ask_advice
give_advice = advising.give_advice
forward = forwarding.forward
extend = extending.extend
stand_still = extending.stand_still
run_again = extending.run_again
give_notice = defaulting.give_notice
plan_hearing = hearing.plan_hearing
hold_hearing = hearing.hold_hearing
waive_hearing = hearing.waive_hearing
to_committee = hearing.to_committee
propose = proposing.propose
send_back = proposing.send_back
decide = deciding.decide
draft_letter = deciding.draft_letter
posted = made_known.posted
deliver = delivering.deliver
archive_due = archiving.archive_due
hold = archiving.hold
release = archiving.release
read_archive_days = archive_register.read_archive_days
tell_destruction_due = expiring.tell_due
prepare_destruction_due = expiring.prepare_due
put_list_forward = destroying.put_forward
send_list_back = destroying.send_list_back
approve_list = destroying.approve_list
leave_out = destroying.leave_out
destroy_due = destroying.destroy_due
record_representative = representing.record_representative
contest_representative = representing.contest_representative
settle_representative = representing.settle_representative
revise = revising.revise
review_due = revising.review_due
object_to = objecting.object_to
report_change = objecting.report_change
assign = working.assign
decide_many = working.decide_many
hand_over_due = handing.hand_over_due
submit_requests = requesting.submit_due
register_letters = lettering.register_due
settle_attention = attention.settle
credited = paying.credited
book = booking.book
cancel_appointment = cancelling.cancel
drop_appointment = cancelling.drop
leave_agendas = cancelling.leave_due
submit_for = standing.submit_for
answer_correction = returning.answer_correction
notified = news.notified
follow_news = news.follow_news
write_contacts = contacts.write_due
