"""The proof bundle: complete for both sides, chained, and what the sender may not know withheld."""

import hashlib
import json

import pytest
from tests.rooms.inbox.helpers import asked, letter

from oogopslag.delivery import actions as delivery
from oogopslag.inbox import actions, queries
from oogopslag.inbox.models import Message
from oogopslag.journal.models import Line
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db
EFFECT = {"nl": "Dit is een besluit.", "en": "This is a decision."}


def test_the_bundle_holds_placed_told_and_opened_in_an_unbroken_chain(  # type: ignore[no-untyped-def]
    thread, suzanne, toeslagen
) -> None:
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    message = letter(thread, legal_effect=EFFECT)
    delivery.deliver_due()
    actions.opened(queries.row_of_resident(suzanne, thread.id), level="substantial")
    for proof in (
        queries.proof_of_resident(suzanne, message.id),
        queries.proof_of_organisation(toeslagen, message.id),
    ):
        assert proof.sound
        assert (proof.text, proof.opened_level) == ({"nl": "Dag."}, "substantial")
        assert [link.name for link in proof.links] == ["inbox.placed", "inbox.opened"]
        (told,) = proof.told
        assert (told.line.channel, told.line.state, told.line.attempts) == ("email", "sent", 1)
        assert "besluit" in told.line.text["nl"]
        assert [link.name for link in told.links] == ["delivery.notified"]


def test_anybody_can_check_the_chain_with_sha256_and_nothing_of_ours(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    message = asked(thread)
    previous = ""
    for link in queries.proof_of_resident(suzanne, message.id).links:
        content = [
            str(link.id), link.name, link.moment.isoformat(), link.actor, str(suzanne.id),
            "dienst-toeslagen", f"thread:{thread.id}", link.position, link.data, previous,
        ]  # fmt: skip
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        assert (link.previous, link.digest) == (previous, digest)
        previous = digest


def test_a_line_that_was_changed_afterwards_shows(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    message = asked(thread)
    Line.objects.filter(name="inbox.replied").update(actor="system")
    assert not queries.proof_of_resident(suzanne, message.id).sound


def test_the_sender_of_an_ordinary_message_does_not_know_that_it_was_opened(  # type: ignore[no-untyped-def]
    thread, suzanne, toeslagen
) -> None:
    message = letter(thread)
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    proof = queries.proof_of_organisation(toeslagen, message.id)
    assert proof.first_opened is None
    assert [link.withheld for link in proof.links] == [False, True]
    assert "inbox.opened" not in str(proof)
    assert proof.sound
    assert queries.thread_for_staff(toeslagen, thread.id).messages[0].first_opened is None
    assert queries.proof_of_resident(suzanne, message.id).first_opened


def test_a_withheld_line_says_neither_what_nor_when(thread, suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    message = letter(thread)
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    hidden = queries.proof_of_organisation(toeslagen, message.id).links[1]
    assert (hidden.id, hidden.moment, hidden.name, hidden.data) == (None, None, "", {})
    assert queries.proof_data(queries.proof_of_organisation(toeslagen, message.id))


@pytest.mark.parametrize("permitted", [False, True])
def test_a_notice_that_was_not_needed_any_more_does_not_tell_that_it_was_opened(  # type: ignore[no-untyped-def]
    thread, suzanne, toeslagen, permitted
) -> None:
    if permitted:
        thread.read_receipts = True
        thread.save()
        delivery.prefer(suzanne, "zorgtoeslag", "read", wanted=True)
    message = letter(thread)
    (before,) = queries.proof_of_organisation(toeslagen, message.id).told
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    assert delivery.deliver_due().skipped == 1
    (told,) = queries.proof_of_organisation(toeslagen, message.id).told
    if permitted:
        assert (told.line.state, told.line.reason) == ("skipped", "no longer wanted")
        assert told.links
    else:
        assert (told.line.state, told.line.reason, told.links) == ("later", "", ())
        assert (told.line.attempts, told.line.settled) == (before.line.attempts, None)
    (own,) = queries.proof_of_resident(suzanne, message.id).told
    assert own.line.state == "skipped"


def test_with_permission_for_the_service_the_sender_knows(thread, suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    thread.read_receipts = True
    thread.save()
    delivery.prefer(suzanne, "zorgtoeslag", "read", wanted=True)
    letter(thread)
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    assert queries.thread_for_staff(toeslagen, thread.id).messages[0].first_opened


def test_received_said_by_the_resident_is_proof_once(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    message = letter(thread)
    actions.confirm(thread, message)
    first = Message.objects.get(id=message.id).confirmed
    actions.confirm(thread, message)
    assert first
    assert Message.objects.get(id=message.id).confirmed == first
    assert Line.objects.filter(name="inbox.confirmed").count() == 1


def test_nobody_reads_anothers_bundle(thread, joke, anne) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.people import queries as who

    message = letter(thread)
    with pytest.raises(queries.UnknownThread):
        queries.proof_of_resident(joke, message.id)
    with pytest.raises(queries.UnknownThread):
        queries.proof_of_organisation(who.organisation("gemeente-veenstad"), message.id)


def test_is_this_real_says_who_and_when_and_nothing_more(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    message = letter(thread)
    typed = f"{message.code[:4].lower()} {message.code[4:].lower()}"
    found = queries.genuine(typed)
    assert found
    assert found.organisation == {"nl": "Dienst Toeslagen", "en": found.organisation["en"]}
    assert "Suzanne" not in str(found)
    assert "Dag." not in str(found)
    assert queries.genuine("ZZZZZZZZ") is None
    assert queries.genuine("") is None
