"""Messages by machine: once per key, with or without a case, and never half."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.rooms.inbox.conftest import BOTH

from oogopslag.core.values import Actor, new_id
from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox import actions, queries
from oogopslag.inbox.actions import Incoming, ReplyPolicy
from oogopslag.inbox.errors import (
    IdTaken,
    KeyConflict,
    MessageTooLong,
    RecipientDeceased,
    StaleRevision,
    UnknownThread,
    UnsafeMessage,
)
from oogopslag.inbox.models import Message, Thread
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
ACTOR = Actor(kind="organisation", id="dienst-toeslagen")
A, B = "a" * 64, "b" * 64


def incoming(resident, **more) -> Incoming:  # type: ignore[no-untyped-def]
    about = {
        "key": "k1",
        "request_hash": A,
        "resident": resident,
        "title": BOTH,
        "safe_title": {"nl": "Een bericht"},
        "body": {"nl": "Dag Suzanne."},
        "policy": ReplyPolicy(answer_within=2),
    }
    return Incoming(**{**about, **more})


def test_a_message_without_a_case_is_there_once_however_often_it_is_sent(
    suzanne, toeslagen
) -> None:  # type: ignore[no-untyped-def]
    own = new_id()
    first = actions.accept(toeslagen, incoming(suzanne, thread_id=own), actor=ACTOR)
    again = actions.accept(toeslagen, incoming(suzanne, thread_id=own), actor=ACTOR)
    assert (first.created, again.created) == (True, False)
    assert replace(again, created=True) == first
    assert first.thread == own
    assert Message.objects.count() == Thread.objects.count() == OutboxRow.objects.count() == 1
    assert queries.thread(suzanne, own).case is None


def test_the_same_key_for_something_else_names_what_exists(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    first = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    with pytest.raises(KeyConflict) as refused:
        actions.accept(toeslagen, incoming(suzanne, request_hash=B), actor=ACTOR)
    assert refused.value.existing == first.message


def test_the_same_key_at_another_organisation_is_another_message(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    city = who.organisation("gemeente-veenstad")
    first = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    other = actions.accept(city, incoming(suzanne, request_hash=B), actor=ACTOR)
    assert other.created
    assert other.message != first.message


def test_a_conversation_goes_on_only_for_its_own_body_and_resident(  # type: ignore[no-untyped-def]
    suzanne, joke, toeslagen
) -> None:
    first = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    more = actions.accept(
        toeslagen,
        incoming(suzanne, key="k2", thread=first.thread, in_reply_to=first.message),
        actor=ACTOR,
    )
    assert more.thread == first.thread
    for wrong in (
        (toeslagen, incoming(joke, key="k3", thread=first.thread)),
        (who.organisation("gemeente-veenstad"), incoming(suzanne, thread=first.thread)),
    ):
        with pytest.raises(UnknownThread):
            actions.accept(*wrong, actor=ACTOR)


def test_an_id_that_is_taken_is_refused(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    first = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    for taken in ({"message_id": first.message}, {"thread_id": first.thread}):
        with pytest.raises(IdTaken):
            actions.accept(toeslagen, incoming(suzanne, key="k2", **taken), actor=ACTOR)


def test_to_somebody_who_died_nothing_is_placed(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    suzanne.deceased_on = timezone.localdate()
    suzanne.save()
    with pytest.raises(RecipientDeceased):
        actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    assert not Thread.objects.exists()
    assert not OutboxRow.objects.exists()


def test_somebody_who_takes_no_digital_post_gets_a_letter_and_the_sender_is_told(  # type: ignore[no-untyped-def]
    suzanne, toeslagen
) -> None:
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    people.wish(suzanne, "digital", agreed=False)
    told = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    assert (told.rejected, told.fallback) == ("no_digital_post", "letter")
    assert told.delivered_to == ("inbox", "letter")
    assert OutboxRow.objects.get().channel == "letter"


def test_a_body_of_two_mebibytes_is_refused_whole(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MessageTooLong):
        actions.accept(
            toeslagen, incoming(suzanne, body={"nl": "x" * 2 * 1024 * 1024}), actor=ACTOR
        )
    assert not Thread.objects.exists()


@pytest.mark.parametrize("title", ["Betaal nu\u202egnp.exe", "Eén\u2066regel", "a\x00b", "a\nb"])
def test_a_title_that_reads_as_something_else_is_refused(suzanne, toeslagen, title: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnsafeMessage):
        actions.accept(toeslagen, incoming(suzanne, title={"nl": title}), actor=ACTOR)
    assert not Thread.objects.exists()


def test_what_is_for_later_shows_and_notifies_at_its_moment(  # type: ignore[no-untyped-def]
    suzanne, toeslagen, monkeypatch
) -> None:
    from oogopslag.delivery import actions as delivery
    from oogopslag.inbox import threads

    moment = timezone.now() + timedelta(days=2)
    told = actions.accept(toeslagen, incoming(suzanne, visible_from=moment), actor=ACTOR)
    threads.reveal()
    assert (queries.threads_of(suzanne), queries.unread(suzanne)) == ([], 0)
    with pytest.raises(UnknownThread):
        queries.thread(suzanne, told.thread)
    assert delivery.deliver_due().sent == 0
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=1))
    threads.reveal()
    assert [row.id for row in queries.threads_of(suzanne)] == [told.thread]
    assert queries.unread(suzanne) == 1
    assert delivery.deliver_due().sent == 1


def test_a_change_needs_the_newest_revision_and_a_silent_one_moves_nothing(  # type: ignore[no-untyped-def]
    suzanne, toeslagen
) -> None:
    told = actions.accept(toeslagen, incoming(suzanne), actor=ACTOR)
    before = Thread.objects.get(id=told.thread)
    new = {"title": {"nl": "Nieuwe titel"}, "labels": ["x"]}
    actions.change(told.thread, toeslagen, revision=1, values=new, actor=ACTOR, silent=True)
    after = Thread.objects.get(id=told.thread)
    assert (after.title, after.labels, after.revision) == ({"nl": "Nieuwe titel"}, ["x"], 2)
    assert after.content_changed == before.content_changed
    assert after.updated > before.updated
    assert queries.unread(suzanne) == 1
    with pytest.raises(StaleRevision) as refused:
        actions.change(told.thread, toeslagen, revision=1, values=new, actor=ACTOR)
    assert refused.value.current == 2
