"""Messages by machine: once per key, answered in one call, nothing lost, nothing twice."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_keys import problem

from oogopslag.core.values import Actor, new_id
from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message, Thread
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.models import Client as Row
from oogopslag.people.models import Resident

pytestmark = pytest.mark.django_db
MESSAGES = "/api/v1/messages"


def body(**other: Any) -> dict[str, Any]:
    return {
        "recipient": {"bsn": builders.SUZANNE.number},
        "title": {"nl": "Uw kalender", "en": "Your calendar"},
        "body": {"nl": "Vanaf maandag geldt een nieuwe kalender."},
        "reply": {"answerWithin": 2},
        **other,
    }


def send(sender: Machine, key: str = "one", **other: Any) -> Any:
    return sender.post(MESSAGES, body(**other), **{"idempotency-key": key})


def test_one_call_places_a_message_that_the_resident_can_answer(veenstad: Machine) -> None:
    answer = send(veenstad)
    assert answer.status_code == 201, answer.content
    assert answer.json()["deliveredTo"] == ["inbox", "letter"]
    thread = Thread.objects.get(id=answer.json()["threadId"])
    assert thread.resident.bsn_hash == who.hash_of(builders.SUZANNE)
    message = Message.objects.get(id=answer.json()["id"])
    assert (message.body["nl"], message.answer_within) == (body()["body"]["nl"], 2)
    inbox.reply(
        thread, text="Dank u.", key="r", actor=Actor(kind="resident", id=str(thread.resident_id))
    )
    said = veenstad.get(f"/api/v1/threads/{thread.id}/messages").json()["messages"]
    assert [(one["by"], one["body"]["nl"]) for one in said][1] == ("resident", "Dank u.")
    assert veenstad.get(f"/api/v1/threads/{thread.id}").json()["turn"] == "organisation"


def test_the_same_call_again_gives_the_same_answer_and_no_second_message(veenstad: Machine) -> None:
    first, again = send(veenstad), send(veenstad)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Message.objects.count() == 1
    assert OutboxRow.objects.count() == 1


def test_a_key_with_another_body_is_a_conflict_that_names_what_exists(veenstad: Machine) -> None:
    first = send(veenstad)
    refused = send(veenstad, body={"nl": "Iets anders."})
    assert (refused.status_code, problem(refused)) == (409, "key-conflict")
    assert refused.json()["existing"] == first.json()["id"]
    assert Message.objects.count() == 1


def test_the_same_key_of_another_organisation_is_unrelated(
    veenstad: Machine, toeslagen: Machine
) -> None:
    assert send(veenstad).status_code == send(toeslagen).status_code == 201
    assert Message.objects.count() == 2


def test_a_write_without_a_key_is_refused(veenstad: Machine) -> None:
    refused = veenstad.post(MESSAGES, body())
    assert (refused.status_code, problem(refused)) == (400, "invalid-request")
    assert "Idempotency-Key" in json.dumps(refused.json()["errors"])


def test_all_that_is_wrong_is_named_together_and_no_value_is_repeated(veenstad: Machine) -> None:
    refused = send(
        veenstad, recipient={"bsn": "123456789"}, reply={}, kind="poem", reactBefore="tomorrow"
    )
    assert problem(refused) == "invalid-request"
    named = {one["in"] for one in refused.json()["errors"]}
    assert {"body.message.recipient", "body.message.reply", "body.message.kind",
            "body.message.reactBefore"} <= named  # fmt: skip
    assert "123456789" not in refused.content.decode()


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe{}", b"[]", b'{"recipient": 1e999}'])
def test_a_body_that_cannot_be_read_is_a_problem_document(veenstad: Machine, text: bytes) -> None:
    refused = veenstad.post(MESSAGES, text, **{"idempotency-key": "k"})
    assert refused.status_code == 400
    assert problem(refused) in {"unreadable-request", "invalid-request"}


def test_a_body_of_two_mebibyte_is_refused_and_nothing_is_stored(veenstad: Machine) -> None:
    refused = send(veenstad, body={"nl": "x" * 2 * 1024 * 1024})
    assert (refused.status_code, problem(refused)) == (413, "body-too-large")
    assert not Message.objects.exists()


def test_an_unknown_recipient_is_a_clear_answer(veenstad: Machine) -> None:
    refused = send(veenstad, recipient={"bsn": "999990019"})
    assert (refused.status_code, problem(refused)) == (404, "unknown-recipient")
    assert refused.json()["fallback"] == "letter"
    assert not Thread.objects.exists()


def test_a_deceased_recipient_is_a_clear_answer(veenstad: Machine) -> None:
    Resident.objects.filter(bsn_hash=who.hash_of(builders.SUZANNE)).update(
        deceased_on=date(2026, 1, 2)
    )
    refused = send(veenstad)
    assert (refused.status_code, problem(refused)) == (409, "recipient-deceased")
    assert refused.json() | {"rejected": "deceased", "fallback": "letter"} == refused.json()
    assert not Thread.objects.exists()


def test_somebody_who_takes_no_digital_post_gets_a_letter_and_the_sender_hears_so(
    veenstad: Machine,
) -> None:
    resident = who.resident_by_bsn(builders.SUZANNE)
    people.wish(resident, "email", address="s@example.nl", agreed=True)
    people.wish(resident, "digital", agreed=False)
    answer = send(veenstad, legalEffect={"nl": "Dit is een besluit."}).json()
    assert (answer["rejected"], answer["fallback"]) == ("no-digital-post", "letter")
    assert OutboxRow.objects.get().channel == "letter"


def test_a_title_that_other_systems_would_cut_gets_a_warning(veenstad: Machine) -> None:
    assert send(veenstad, title={"nl": "x" * 51}).json()["warnings"] == ["title-longer-than-50"]
    assert send(veenstad, "two", title={"nl": "x" * 50}).json()["warnings"] == []


def test_a_title_that_hides_what_it_says_is_refused(veenstad: Machine) -> None:
    refused = send(veenstad, title={"nl": "Betaal \u202egnp.exe"})
    assert (refused.status_code, problem(refused)) == (400, "unsafe-text")


def test_ids_of_the_senders_own_are_kept_and_never_taken_twice(veenstad: Machine) -> None:
    message, thread = new_id(), new_id()
    answer = send(veenstad, id=str(message), threadId=str(thread)).json()
    assert (answer["id"], answer["threadId"]) == (str(message), str(thread))
    assert problem(send(veenstad, "two", id=str(message))) == "id-taken"
    assert problem(send(veenstad, "three", threadId=str(thread))) == "id-taken"
    assert problem(send(veenstad, "four", id=str(uuid4()))) == "invalid-request"


def test_an_urgent_message_goes_in_its_lane_and_is_written_down(veenstad: Machine) -> None:
    from oogopslag.journal.models import Line

    answer = send(veenstad, urgent="danger").json()
    assert OutboxRow.objects.get().lane == OutboxRow.URGENT
    line = Line.objects.get(name="people.sent_urgently")
    assert line.data["message"] == answer["id"]
    assert line.data["reason"] == "danger"


def test_a_message_can_continue_a_conversation_of_the_same_resident_only(
    veenstad: Machine, toeslagen: Machine
) -> None:
    thread = send(veenstad).json()["threadId"]
    assert send(veenstad, "two", continues=thread).json()["threadId"] == thread
    other = send(veenstad, "three", continues=thread, recipient={"bsn": builders.JOKE.number})
    assert problem(other) == "not-found"
    assert problem(send(toeslagen, "four", continues=thread)) == "not-found"


def test_what_became_of_a_message_tells_opening_only_where_it_may(veenstad: Machine) -> None:
    plain, legal = (
        send(veenstad).json(),
        send(veenstad, "two", legalEffect={"nl": "U kunt bezwaar maken."}).json(),
    )
    for one in (plain, legal):
        inbox.opened(Thread.objects.get(id=one["threadId"]))
    assert "openedAt" not in veenstad.get(f"{MESSAGES}/{plain['id']}").json()
    assert veenstad.get(f"{MESSAGES}/{legal['id']}").json()["openedAt"].endswith("Z")
    assert veenstad.get(f"{MESSAGES}/{plain['id']}").json()["notices"][0]["channel"] == "letter"


def test_a_conversation_changes_only_with_the_revision_that_was_read(veenstad: Machine) -> None:
    address = f"/api/v1/threads/{send(veenstad).json()['threadId']}"
    read = veenstad.get(address)
    changed = veenstad.ask("PATCH", address, {"due": "2027-01-31"}, **{"if-match": read["ETag"]})
    assert changed.status_code == 200, changed.content
    assert changed.json()["due"] == "2027-01-31"
    stale = veenstad.ask("PATCH", address, {"due": "2027-02-28"}, **{"if-match": read["ETag"]})
    assert (stale.status_code, problem(stale)) == (412, "stale-revision")
    assert stale.json()["revision"] == changed.json()["revision"]
    assert veenstad.get(address).json()["due"] == "2027-01-31"
    missing = veenstad.ask("PATCH", address, {"due": "2027-02-28"})
    assert missing.status_code == 400


def test_a_silent_change_moves_neither_order_nor_counter_nor_notice(veenstad: Machine) -> None:
    address = f"/api/v1/threads/{send(veenstad).json()['threadId']}"
    before = Thread.objects.values("content_changed", "unread").get()
    etag = veenstad.get(address)["ETag"]
    veenstad.ask("PATCH", address, {"labels": ["x"], "silent": True}, **{"if-match": etag})
    assert Thread.objects.values("content_changed", "unread").get() == before
    assert Thread.objects.get().labels == ["x"]
    assert OutboxRow.objects.count() == 1
    veenstad.ask(
        "PATCH", address, {"title": {"nl": "Nieuw"}},
        **{"if-match": veenstad.get(address)["ETag"]},
    )  # fmt: skip
    assert Thread.objects.get().content_changed > before["content_changed"]


def test_an_answer_in_the_conversation_keeps_the_promise(veenstad: Machine) -> None:
    thread = Thread.objects.get(id=send(veenstad).json()["threadId"])
    actor = Actor(kind="resident", id=str(thread.resident_id))
    inbox.reply(thread, text="Wanneer?", key="r", actor=actor)
    address = f"/api/v1/threads/{thread.id}"
    assert veenstad.get(address).json()["turn"] == "organisation"
    said = {"kind": "answer", "body": {"nl": "Maandag."}, "reply": {"answerWithin": 2}}
    posted = veenstad.post(f"{address}/messages", said, **{"idempotency-key": "a"})
    again = veenstad.post(f"{address}/messages", said, **{"idempotency-key": "a"})
    assert (posted.status_code, again.status_code) == (201, 200), posted.content
    assert posted.json() == again.json()
    assert veenstad.get(address).json()["turn"] == "nobody"
    assert len(veenstad.get(f"{address}/messages").json()["messages"]) == 3


def test_pages_follow_each_other_without_holes_or_repeats(veenstad: Machine) -> None:
    for number in range(5):
        send(veenstad, f"k{number}")
    seen: list[str] = []
    page = veenstad.get("/api/v1/threads?limit=2").json()
    while True:
        seen += [one["id"] for one in page["threads"]]
        if "next" not in page:
            break
        page = veenstad.get(f"/api/v1/threads?limit=2&after={page['next']}").json()
    assert seen == [str(key) for key in Thread.objects.order_by("id").values_list("id", flat=True)]
    assert len(seen) == 5


def test_many_messages_give_a_result_per_item_in_their_order(veenstad: Machine) -> None:
    first = send(veenstad, "before")
    items = [
        {**body(), "key": "a"},
        {**body(recipient={"bsn": "999990019"}), "key": "b"},
        {**body(), "key": "c", "kind": "poem"},
        {**body(recipient={"bsn": builders.JOKE.number}), "key": "d"},
        {**body(), "key": "a"},
        {**body(body={"nl": "anders"}), "key": "a"},
        {**body(), "key": "before"},
        {**body(), "key": "e", "threadId": str(new_id())},
    ]
    answer = veenstad.post(f"{MESSAGES}/bulk", {"items": items})
    results = answer.json()["results"]
    assert [one["status"] for one in results] == [201, 404, 400, 201, 200, 409, 409, 201]
    assert results[4]["accepted"] == results[0]["accepted"]
    assert results[5]["problem"]["existing"] == results[0]["accepted"]["id"]
    assert results[6]["problem"]["existing"] == first.json()["id"]
    assert Message.objects.count() == 4
    again = veenstad.post(f"{MESSAGES}/bulk", {"items": items}).json()["results"]
    assert [one["status"] for one in again] == [200, 404, 400, 200, 200, 409, 409, 200]
    assert [one.get("accepted") for one in again] == [one.get("accepted") for one in results]
    assert Message.objects.count() == 4


def test_many_and_one_place_the_same_message(veenstad: Machine) -> None:
    one = send(veenstad, legalEffect={"nl": "Besluit."}, readReceipts=True, labels=["x"]).json()
    item = body(legalEffect={"nl": "Besluit."}, readReceipts=True, labels=["x"]) | {"key": "m"}
    many = veenstad.post(f"{MESSAGES}/bulk", {"items": [item]}).json()["results"][0]["accepted"]
    differs = {"id", "thread_id", "code", "placed", "sender_key", "request_hash"}
    rows = [Message.objects.filter(id=answer["id"]).values().get() for answer in (one, many)]
    first, second = ({k: v for k, v in row.items() if k not in differs} for row in rows)
    assert first == second
    moving = {"id", "content_changed", "updated"}
    threads = [Thread.objects.filter(id=a["threadId"]).values().get() for a in (one, many)]
    assert {k: v for k, v in threads[0].items() if k not in moving} == {
        k: v for k, v in threads[1].items() if k not in moving
    }
    sent = [OutboxRow.objects.get(subject=answer["id"]) for answer in (one, many)]
    assert sent[0].channel == sent[1].channel
    assert sent[0].text["title"] == sent[1].text["title"]
    from oogopslag.journal import queries as journal

    for answer in (one, many):
        lines = journal.of_chain(f"thread:{answer['threadId']}")
        assert [line.name for line in lines] == ["inbox.placed"]
        assert journal.broken_links(f"thread:{answer['threadId']}") == []


def test_more_than_five_hundred_at_once_is_refused(veenstad: Machine) -> None:
    items = [{**body(), "key": f"k{n}"} for n in range(501)]
    refused = veenstad.post(f"{MESSAGES}/bulk", {"items": items})
    assert problem(refused) == "invalid-request"
    assert not Message.objects.exists()


def test_five_hundred_cost_few_queries_and_none_counts_rows(veenstad: Machine) -> None:
    items = [{**body(), "key": f"k{n}"} for n in range(100)]
    veenstad.post(f"{MESSAGES}/bulk", {"items": items[:1]})
    with CaptureQueriesContext(connection) as seen:
        veenstad.post(f"{MESSAGES}/bulk", {"items": items})
    asked = [one["sql"] for one in seen.captured_queries]
    assert not [sql for sql in asked if "COUNT(" in sql]
    assert len(asked) < 30, "\n".join(sql[:90] for sql in asked)


def test_accepting_one_message_stays_within_its_budget(veenstad: Machine) -> None:
    send(veenstad, "warm")
    with CaptureQueriesContext(connection) as seen:
        send(veenstad, "two")
    asked = [one["sql"] for one in seen.captured_queries]
    assert not [sql for sql in asked if "COUNT(" in sql]
    assert len(asked) <= 17, "\n".join(asked)


def test_a_team_key_reaches_its_guests_only_and_fifty_times_a_day(veenstad: Machine) -> None:
    team = machine("team")
    assert problem(send(team)) == "not-a-guest"
    Row.objects.filter(id=team.client.id).update(guests=[who.hash_of(builders.SUZANNE)])
    assert send(team).status_code == 201
    assert send(team).status_code == 200
    Row.objects.filter(id=team.client.id).update(used_today=49, day=timezone.localdate())
    assert send(team, "fiftieth").status_code == 201
    refused = send(team, "fifty-first")
    assert (refused.status_code, problem(refused)) == (429, "trial-used-up")
    assert Message.objects.count() == 2
    assert send(team, "fiftieth").status_code == 200  # a repeat costs nothing


def test_a_test_key_never_reaches_a_resident_and_sees_only_its_sandbox(
    veenstad: Machine, tester: Machine
) -> None:
    real = send(veenstad).json()
    assert problem(send(tester)) == "wrong-kind-of-key"
    assert problem(send(veenstad, "s", recipient={"simulator": "delivered"})) == "wrong-kind-of-key"
    simulated = send(tester, recipient={"simulator": "delivered"})
    assert simulated.status_code == 201, simulated.content
    assert problem(tester.get(f"{MESSAGES}/{real['id']}")) == "not-found"
    assert problem(veenstad.get(f"{MESSAGES}/{simulated.json()['id']}")) == "not-found"
    assert [UUID(t["id"]) for t in tester.get("/api/v1/threads").json()["threads"]] == [
        UUID(simulated.json()["threadId"])
    ]


def test_no_bsn_stands_in_an_answer_a_log_or_the_journal(veenstad: Machine, caplog) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.journal.models import Line
    from oogopslag.people.models import Answered, Call

    caplog.set_level("DEBUG")
    answers = [
        send(veenstad),
        send(veenstad, body={"nl": "anders"}),
        send(veenstad, "two", recipient={"bsn": "999990019"}),
    ]
    stored = [str(list(model.objects.values())) for model in (Line, Call, Answered, OutboxRow)]
    said = [answer.content.decode() for answer in answers]
    for text in (*stored, *said, caplog.text):
        assert builders.SUZANNE.number not in text
        assert "999990019" not in text


@pytest.mark.django_db(transaction=True)
def test_of_two_calls_at_once_one_makes_the_message_and_the_other_gets_its_answer() -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    builders.world()
    sender, gate = machine(), Barrier(4)

    def at_once(_number: int) -> tuple[int, dict[str, Any]]:
        gate.wait()
        answer = Machine(client=None, key=sender.key).post(
            MESSAGES, body(), **{"idempotency-key": "same"}
        )
        connection.close()
        return answer.status_code, answer.json()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(at_once, range(4)))
    assert sorted(status for status, _said in answers) == [200, 200, 200, 201]
    assert len({said["id"] for _status, said in answers}) == 1
    assert Message.objects.count() == Thread.objects.count() == 1
