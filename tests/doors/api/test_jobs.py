"""Jobs: a file of rows, looked at first, each row once, with holes found and nothing twice."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_keys import problem

from oogopslag.core.values import Bsn
from oogopslag.inbox import running
from oogopslag.inbox.models import Job as Row
from oogopslag.inbox.models import JobChunk, JobRow, Mailbox, Message
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.models import Client

pytestmark = pytest.mark.django_db
JOBS = "/api/v1/jobs"
TEMPLATE = {
    "title": {"nl": "Uw afvalkalender"},
    "body": {"nl": "Beste ((naam)), uw container wordt geleegd op ((dag))."},
    "reply": {"refused": "bulk"},
}
ROWS = [
    "bsn,naam,dag",
    f"{builders.SUZANNE.number},Suzanne,maandag",
    f'{builders.JOKE.number},"Joke, van Rijn",dinsdag',
    "999990019,Onbekend,woensdag",
    "123456789,Fout,woensdag",
    f"{builders.MEHMET.number},te weinig",
    f"{builders.MEHMET.number},((bsn)),vrijdag",
]


def made(sender: Machine, key: str = "job", **other: Any) -> str:
    body = {"name": "kalender", "template": {**TEMPLATE, **other}}
    answer = sender.post(JOBS, body, **{"idempotency-key": key})
    assert answer.status_code in {200, 201}, answer.content
    return str(answer.json()["id"])


def fill(sender: Machine, job: str, text: str | bytes = "\n".join(ROWS)) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return sender.ask("PUT", f"{JOBS}/{job}/rows", content, content_type="text/csv")


def move(sender: Machine, job: str, do: str, **other: str) -> Any:
    return sender.post(f"{JOBS}/{job}/moves", {"do": do, **other})


def test_a_file_is_looked_at_before_it_starts_and_each_row_gets_its_own_text(
    veenstad: Machine,
) -> None:
    job = made(veenstad)
    looked = fill(veenstad, job).json()
    assert (looked["job"]["state"], looked["job"]["rows"]) == ("ready", 6)
    texts = [one["body"]["nl"] for one in looked["messages"]]
    assert texts[1] == "Beste Joke, van Rijn, uw container wordt geleegd op dinsdag."
    assert builders.SUZANNE.number not in str(looked)
    running.work()
    assert not Message.objects.exists()
    move(veenstad, job, "start")
    running.work()
    found = veenstad.get(f"{JOBS}/{job}").json()
    assert (found["state"], found["accepted"], found["refused"]) == ("done", 3, 3)
    assert sorted(Message.objects.values_list("body__nl", flat=True)) == [
        "Beste ((bsn)), uw container wordt geleegd op vrijdag.",
        "Beste Joke, van Rijn, uw container wordt geleegd op dinsdag.",
        "Beste Suzanne, uw container wordt geleegd op maandag.",
    ]
    refused = veenstad.get(f"{JOBS}/{job}/refused").json()["rows"]
    assert refused == [
        {"row": 3, "reason": "unknown-recipient"},
        {"row": 4, "reason": "wrong-bsn"},
        {"row": 5, "reason": "wrong-cells"},
    ]


def test_rows_stand_encrypted_and_are_gone_when_the_job_is_done(veenstad: Machine) -> None:
    job = made(veenstad)
    fill(veenstad, job)
    assert builders.SUZANNE.number not in str(list(JobChunk.objects.values()))
    move(veenstad, job, "start")
    running.work()
    assert set(JobChunk.objects.values_list("content", flat=True)) == {""}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bsn,naam,dag\n1,Zoë,x".encode("latin-1"), "wrong-encoding"),
        ("bsn,naam,dag\n1,a,x".encode("utf-16"), "wrong-encoding"),
        (b"\x50\x4b\x03\x04\x00\x00\xff", "wrong-encoding"),
        ("bsn,naam\n1,a", "missing-columns"),
        ("naam,dag\na,b", "no-recipient-column"),
        ("bsn,bsn,naam,dag\n1,1,a,b", "wrong-heading"),
        ('bsn,naam,dag\n1,"a"b,c', "broken-row"),
        ("bsn,naam,dag", "no-rows"),
        ("\n", "no-recipient-column"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_whole_with_its_row(
    veenstad: Machine, text: str | bytes, code: str
) -> None:
    job = made(veenstad)
    refused = fill(veenstad, job, text)
    assert (refused.status_code, problem(refused)) == (400, "unreadable-rows")
    assert refused.json()["errors"][0]["code"] == code
    assert not JobChunk.objects.exists()
    assert fill(veenstad, job).status_code == 200  # the job still waits for a good file


def test_a_mark_at_the_start_and_semicolons_are_fine(veenstad: Machine) -> None:
    text = "\ufeffBSN;naam;dag\r\n" + f"{builders.SUZANNE.number};Zoë;maandag\r\n"
    looked = fill(veenstad, made(veenstad), text).json()
    assert looked["messages"][0]["body"]["nl"].startswith("Beste Zoë,")


def test_a_plan_waits_for_its_moment(veenstad: Machine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    job = made(veenstad)
    fill(veenstad, job)
    moment = timezone.now() + timedelta(hours=2)
    planned = move(veenstad, job, "schedule", startAt=moment.isoformat())
    assert planned.json()["state"] == "scheduled"
    running.work()
    assert not Message.objects.exists()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=1))
    running.work()
    assert Message.objects.count() == 3
    assert problem(move(veenstad, job, "schedule")) == "invalid-request"


def test_a_job_pauses_between_chunks_and_goes_on(veenstad: Machine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.inbox import rows

    monkeypatch.setattr(rows, "CHUNK", 2)
    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    assert running._chunk(Row.objects.get().id)
    assert move(veenstad, job, "pause").json()["accepted"] == 2
    running.work()
    assert Message.objects.count() == 2
    move(veenstad, job, "resume")
    running.work()
    assert veenstad.get(f"{JOBS}/{job}").json()["state"] == "done"
    assert Message.objects.count() == 3


def test_a_cancelled_job_places_nothing_more_and_forgets_its_rows(veenstad: Machine) -> None:
    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    assert move(veenstad, job, "cancel").json()["state"] == "cancelled"
    running.work()
    assert not Message.objects.exists()
    assert set(JobChunk.objects.values_list("content", flat=True)) == {""}
    for verb in ("start", "resume", "pause"):
        refused = move(veenstad, job, verb)
        assert (refused.status_code, problem(refused)) == (409, "wrong-job-state")


def test_the_sweep_finds_a_row_without_a_result_and_places_only_that(veenstad: Machine) -> None:
    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    assert running._chunk(Row.objects.get().id)
    lost = JobRow.objects.get(row=2)
    Message.objects.filter(id=lost.message).delete()
    lost.delete()
    assert running.sweep() == 1
    assert running.sweep() == 0
    assert Message.objects.count() == 3
    assert sorted(JobRow.objects.values_list("row", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_chunk_done_twice_makes_nothing_twice(veenstad: Machine) -> None:
    from django.db import IntegrityError, transaction

    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    key = Row.objects.get().id
    assert running._chunk(key)
    JobChunk.objects.update(done=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        running._chunk(key)
    assert Message.objects.count() == 3


def test_a_revoked_key_pauses_its_job(veenstad: Machine) -> None:
    job = made(veenstad)
    fill(veenstad, job)
    move(veenstad, job, "start")
    Client.objects.update(revoked=timezone.now())
    running.work()
    assert not Message.objects.exists()
    assert Row.objects.get().state == "paused"


def test_a_job_of_the_sandbox_stays_there(veenstad: Machine, tester: Machine) -> None:
    job = made(tester)
    text = f"simulator,naam,dag\ndelivered,A,x\nunknown,B,x\n{builders.SUZANNE.number},C,x"
    fill(tester, job, text)
    move(tester, job, "start")
    running.work()
    found = tester.get(f"{JOBS}/{job}").json()
    assert (found["accepted"], found["refused"]) == (1, 2)
    assert problem(veenstad.get(f"{JOBS}/{job}")) == "not-found"
    other = made(machine(organisation="dienst-toeslagen"))
    assert problem(veenstad.get(f"{JOBS}/{other}")) == "not-found"
    assert problem(fill(veenstad, other)) == "not-found"
    assert problem(move(veenstad, other, "start")) == "not-found"


def test_the_same_call_makes_one_job(veenstad: Machine) -> None:
    assert made(veenstad) == made(veenstad)
    assert Row.objects.count() == 1
    body = {"name": "anders", "template": TEMPLATE}
    refused = veenstad.post(JOBS, body, **{"idempotency-key": "job"})
    assert problem(refused) == "key-conflict"


def numbers(many: int) -> list[str]:
    """BSNs of residents who were made for this: each has a number that can be one."""
    found = []
    for start in range(99999900, 99999900 - 200, -1):
        digits = [int(one) for one in str(start)]
        last = sum(d * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
        if last < 10:
            found.append(f"{start}{last}")
    made = found[:many]
    for number in made:
        people.register_resident(Bsn(number))
    return made


def test_a_chunk_costs_equally_many_queries_for_five_rows_and_for_fifty(
    veenstad: Machine, django_assert_max_num_queries: Any
) -> None:
    given, asked = numbers(55), []
    for name, part in (("five", given[:5]), ("fifty", given[5:])):
        job = made(veenstad, name)
        fill(veenstad, job, "\n".join(["bsn,naam,dag", *(f"{one},A,x" for one in part)]))
        move(veenstad, job, "start")
        with django_assert_max_num_queries(28) as seen:
            assert running._chunk(UUID(job))
        # SQLite takes about a thousand values at a time; a bulk insert counts once here.
        shapes = [" ".join(one["sql"].split()[:3]) for one in seen.captured_queries]
        shapes = [one for one in shapes if "SAVEPOINT" not in one]
        asked.append([s for n, s in enumerate(shapes) if not n or s != shapes[n - 1]])
    assert asked[0] == asked[1]
    assert Message.objects.count() == 55
    boxes = {who.hash_of(Bsn(one)) for one in given}
    unread = Mailbox.objects.filter(resident__bsn_hash__in=boxes).values_list("unread", flat=True)
    assert list(unread) == [1] * 55


def test_somebody_who_stands_in_a_file_three_times_has_three_unread(veenstad: Machine) -> None:
    once, often = numbers(2)
    job = made(veenstad)
    fill(veenstad, job, "\n".join(["bsn,naam,dag", f"{once},A,x", *[f"{often},A,x"] * 3]))
    move(veenstad, job, "start")
    running.work()
    rows = Mailbox.objects.values_list("resident__bsn_hash", "unread")
    assert dict(rows) == {who.hash_of(Bsn(once)): 1, who.hash_of(Bsn(often)): 3}
