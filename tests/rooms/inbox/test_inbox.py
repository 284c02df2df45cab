"""Both ways: replies, promises, drafts, attachments, whose turn, and what is proof."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.inbox import actions, queries
from oogopslag.inbox.actions import ReplyPolicy
from oogopslag.inbox.errors import (
    EmptyMessage,
    FileRefused,
    FileTooLarge,
    NoReplyPolicy,
    ReplyNotAllowed,
)
from oogopslag.inbox.models import Message, Promise

pytestmark = pytest.mark.django_db
BOTH = {"nl": "Zorgtoeslag", "en": "Allowance"}


def letter(thread, **more) -> Message:  # type: ignore[no-untyped-def]
    about = {"policy": ReplyPolicy(answer_within=2), **more}
    return actions.post(
        thread, kind="information", body={"nl": "Dag."}, author=BOTH,
        actor=Actor(kind="organisation", id="dienst-toeslagen"), **about,
    )  # fmt: skip


def me(thread) -> Actor:  # type: ignore[no-untyped-def]
    return Actor(kind="resident", id=str(thread.resident_id))


def test_a_letter_without_a_reply_policy_cannot_be_sent() -> None:
    with pytest.raises(NoReplyPolicy):
        ReplyPolicy()
    with pytest.raises(NoReplyPolicy):
        ReplyPolicy(answer_within=2, refused="bulk")


def test_a_reply_promises_an_answer_and_an_answer_keeps_it(thread, suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    actions.reply(thread, text="Wanneer?", key="k", actor=me(thread))
    due = terms.add_working_days(timezone.localdate(), 2)
    seen = queries.thread(suzanne, thread.id)
    assert (seen.turn, seen.promised) == ("organisation", due)
    actions.answer(thread, staff=karim, text="Morgen.", key="a")
    seen = queries.thread(suzanne, thread.id)
    assert (seen.turn, seen.promised) == ("nobody", None)
    assert Promise.objects.get().kept


def test_the_same_reply_sent_twice_is_there_once(thread) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    first = actions.reply(thread, text="Wanneer?", key="k", actor=me(thread))
    again = actions.reply(thread, text="Wanneer?", key="k", actor=me(thread))
    assert first.id == again.id
    assert Promise.objects.count() == 1


def test_a_closed_conversation_takes_no_reply(thread) -> None:  # type: ignore[no-untyped-def]
    letter(thread, policy=ReplyPolicy(refused="bulk"))
    with pytest.raises(ReplyNotAllowed):
        actions.reply(thread, text="Maar…", key="k", actor=me(thread))


def test_an_empty_message_is_not_sent(thread) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    with pytest.raises(EmptyMessage):
        actions.reply(thread, text=" \n ", key="k", actor=me(thread))


def test_a_photo_of_fifty_megabytes_is_refused_and_nothing_is_sent(thread) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    photo = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"0" * (50 * 1024 * 1024))
    with pytest.raises(FileTooLarge):
        actions.reply(thread, text="Kijk", key="k", actor=me(thread), files=[photo])
    assert not Message.objects.filter(by="resident").exists()


@pytest.mark.parametrize(
    "content",
    [b"<script>alert(1)</script>", b"#!/bin/sh", b"MZ\x90\x00\xff\xfe", b"PK\x03\x04\xff"],
)
def test_a_file_is_judged_by_its_content_not_by_its_name(thread, content) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    with pytest.raises(FileRefused):
        actions.reply(
            thread, text="x", key="k", actor=me(thread),
            files=[SimpleUploadedFile("loonstrook.pdf", content)],
        )  # fmt: skip


def test_a_reason_for_no_reply_must_be_a_public_one() -> None:
    with pytest.raises(NoReplyPolicy):
        ReplyPolicy(refused="geen-zin")


def test_opening_is_proof_once_and_clears_the_counter(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    message = letter(thread)
    assert queries.unread(suzanne) == 1
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    message.refresh_from_db()
    first = message.first_opened
    actions.opened(queries.row_of_resident(suzanne, thread.id))
    message.refresh_from_db()
    assert first
    assert message.first_opened == first
    assert queries.unread(suzanne) == 0


def test_a_silent_message_moves_no_counter_and_sends_no_notice(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.delivery.models import OutboxRow

    letter(thread, silent=True)
    assert queries.unread(suzanne) == 0
    assert not OutboxRow.objects.exists()


def test_a_duty_makes_it_the_residents_turn_until_it_is_done(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    duty = actions.ask(
        thread, letter(thread), kind="document", title=BOTH, due=timezone.localdate(),
        actor=Actor(kind="organisation"),
    )  # fmt: skip
    assert queries.thread(suzanne, thread.id).turn == "resident"
    actions.resolve(duty, actor=me(thread))
    actions.resolve(duty, actor=me(thread))
    assert queries.thread(suzanne, thread.id).turn == "nobody"


def test_a_draft_is_kept_and_goes_when_it_is_sent(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    actions.save_draft(thread, actions.KEEP_DRAFT, "Ik wil")
    assert queries.thread(suzanne, thread.id).draft == "Ik wil"
    actions.reply(thread, text="Ik wil weten", key="k", actor=me(thread))
    assert queries.thread(suzanne, thread.id).draft == ""
