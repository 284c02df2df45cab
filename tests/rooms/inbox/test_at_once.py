"""What runs every minute stops at nothing, and what happens twice at one moment is kept once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import machine
from tests.doors.api.test_jobs import JOBS, ROWS, fill, made, move

from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox import actions, drafts, participants, running, threads
from oogopslag.inbox.adapters import fbs
from oogopslag.inbox.errors import NoReplyPolicy, WrongJobState
from oogopslag.inbox.models import Draft, Job, JobChunk, Message, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.mandate_models import Mandate
from oogopslag.people.models import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def veenstad(world):  # type: ignore[no-untyped-def]
    return machine()


def test_a_draft_is_pointed_at_once_however_often_it_is_kept(suzanne) -> None:  # type: ignore[no-untyped-def]
    thread = Thread.objects.get(id=builders.case(suzanne).thread)
    Thread.objects.filter(id=thread.id).update(duty_due=timezone.localdate())
    for number in range(3):
        actions.save_draft(thread, drafts.KEEP_DRAFT, f"Ik begon {number}")
        assert drafts.remind_of_drafts() == (number == 0)
    draft = Draft.objects.get(thread=thread)
    assert OutboxRow.objects.filter(subject=draft.id).count() <= 2


def test_conversations_appear_each_in_a_transaction_of_its_own(suzanne, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    late, good = (Thread.objects.get(id=builders.case(suzanne, key=k).thread) for k in "ab")
    earlier = timezone.now() - timedelta(hours=1)
    Thread.objects.update(hidden=True, visible_from=earlier)
    assert threads.reveal() == 2
    assert threads.reveal() == 0
    assert not Thread.objects.filter(id__in=[late.id, good.id], hidden=True).exists()


def test_a_job_that_was_paused_before_its_moment_waits_for_that_moment(veenstad) -> None:  # type: ignore[no-untyped-def]
    job = made(veenstad)
    fill(veenstad, job)
    at = (timezone.now() + timedelta(days=1)).isoformat()
    for verb, other in (("schedule", {"at": at}), ("pause", {}), ("resume", {})):
        answer = move(veenstad, job, verb, **other)
        assert answer.status_code == 200, (verb, answer.content)
    assert answer.json()["state"] == "scheduled"
    running.work()
    assert not Message.objects.exists()


def test_a_key_that_is_over_pauses_its_job(veenstad) -> None:  # type: ignore[no-untyped-def]
    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    Client.objects.update(expires=timezone.now() - timedelta(seconds=1))
    running.work()
    assert Job.objects.get().state == Job.PAUSED
    assert not Message.objects.exists()


def test_a_job_with_a_reply_that_no_message_can_have_refuses_its_rows_one_by_one(veenstad) -> None:  # type: ignore[no-untyped-def]
    job = made(veenstad)
    fill(veenstad, job)
    Job.objects.update(
        template={**Job.objects.get().template, "reply": {"refused": "bulk", "team": "x" * 61}}
    )
    move(veenstad, job, "start")
    running.work()
    found = veenstad.get(f"{JOBS}/{job}").json()
    assert (found["accepted"], found["refused"]) == (0, len(ROWS) - 1)
    with pytest.raises(NoReplyPolicy):
        ReplyPolicy(answer_within=2, team="x" * 61)


def test_a_second_file_at_the_same_moment_is_refused(veenstad) -> None:  # type: ignore[no-untyped-def]
    job = Job.objects.get(id=made(veenstad))
    JobChunk.objects.create(job=job, number=0, first=1, rows=1, content="x")  # the other's
    with pytest.raises(WrongJobState):
        actions.fill_job(veenstad.client, job.id, ["\n".join(ROWS).encode()])


@pytest.mark.parametrize(
    ("field", "value"),
    [("berichtId", "1"), ("berichtId", 7), ("publicatietijdstip", "2026-03-01T09:00:00")],
)
def test_a_store_with_something_that_is_no_letter_has_no_usable_answer(field, value) -> None:  # type: ignore[no-untyped-def]
    row = {
        "berichtId": str(uuid4()), "afzender": "0", "onderwerp": "a", "inhoud": "b",
        "publicatietijdstip": "2026-03-01T09:00:00Z",
    }  # fmt: skip
    assert fbs._stored(row)
    with pytest.raises((AttributeError, TypeError, ValueError)):
        fbs._stored({**row, field: value})


def test_who_helps_many_people_still_takes_part(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    thread = Thread.objects.get(id=builders.case(suzanne).thread)
    until = timezone.localdate() + timedelta(days=30)
    _, code = people.give_mandate(
        suzanne, kind="helper", service="zorgtoeslag", scope=Mandate.ACT, until=until
    )
    people.take_mandate(joke, code)
    mehmet = builders.resident(builders.MEHMET)
    for number in range(31):
        Mandate.objects.create(
            giver=mehmet, helper=joke, kind=Mandate.HELPER, service=f"s{number}",
            scope=Mandate.ACT, since=timezone.localdate(), until=until,
        )  # fmt: skip
    joined = participants.add_helper(thread, joke, actor=builders_actor(suzanne))
    assert participants.author_of(thread, joined.id, by_resident=True)["nl"].endswith(suzanne.name)


def builders_actor(resident):  # type: ignore[no-untyped-def]
    from oogopslag.core.values import Actor

    return Actor(kind="resident", id=str(resident.id))


def test_contested_representatives_stand_first(suzanne, karim, joke) -> None:  # type: ignore[no-untyped-def]
    made_ = [
        people.appoint(
            karim, suzanne, joke, ground=f"ECLI:{number}", until=None,
            organisation="dienst-toeslagen",
        )
        for number in range(3)
    ]  # fmt: skip
    people.contest(suzanne, made_[0].id, "Het is voorbij.")
    rows = who.represented_by("dienst-toeslagen", 2)
    assert rows[0].id == made_[0].id
