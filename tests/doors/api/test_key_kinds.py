"""What a team key may not do with what a normal key of the same organisation made, and who hears
that a letter was opened."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests import builders
from tests.doors.api.conftest import Machine, machine
from tests.doors.api.test_jobs import JOBS, fill, made, move
from tests.doors.api.test_keys import problem
from tests.doors.api.test_messages import send

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import Event
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries, running
from oogopslag.inbox.models import Message, Thread

pytestmark = pytest.mark.django_db
OPENED = "nl.overheid.berichten.bericht-geopend"


@pytest.fixture
def team(veenstad: Machine) -> Machine:
    """A trial key of the same organisation, without guests."""
    return machine("team")


def test_a_team_key_neither_sees_nor_starts_the_jobs_of_a_normal_key(
    veenstad: Machine, team: Machine
) -> None:
    job = made(veenstad)
    fill(veenstad, job)
    asked = [
        move(team, job, "start"), team.get(f"{JOBS}/{job}"), team.get(f"{JOBS}/{job}/preview"),
        team.get(f"{JOBS}/{job}/refused"), fill(team, made(veenstad, "second")),
    ]  # fmt: skip
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    assert team.get(JOBS).json()["jobs"] == []
    running.work()
    assert not Message.objects.exists()


def test_a_team_key_runs_a_job_of_its_own_for_its_guests_only(team: Machine) -> None:
    job = made(team)
    fill(team, job)
    assert move(team, job, "start").status_code == 200
    running.work()
    found = team.get(f"{JOBS}/{job}").json()
    assert (found["state"], found["accepted"], found["refused"]) == ("done", 0, 6)


def test_a_team_key_hears_no_events_and_ends_no_webhook(veenstad: Machine, team: Machine) -> None:
    hooks = "/api/v1/webhooks"
    refused = [
        team.get("/api/v1/events"),
        team.get(hooks),
        team.post(hooks, {"url": "https://example.nl/"}, **{"idempotency-key": "w"}),
        team.ask("DELETE", f"{hooks}/{UUID(int=1)}"),
        team.post(f"{hooks}/{UUID(int=1)}/replay", {}),
    ]
    assert [(one.status_code, problem(one)) for one in refused] == [
        (403, "not-for-this-key")
    ] * len(refused)


@pytest.mark.parametrize("permitted", [False, True])
def test_a_sender_who_asks_for_it_hears_of_opening_only_with_the_residents_permission(
    veenstad: Machine, suzanne: Any, permitted: bool
) -> None:
    if permitted:
        delivery.prefer(suzanne, "afval", "read", wanted=True)
    sent = send(veenstad, readReceipts=True, service="afval").json()
    inbox.opened(queries.row_of_resident(suzanne, UUID(sent["threadId"])))
    told = veenstad.get(f"/api/v1/messages/{sent['id']}").json()
    assert ("openedAt" in told) is permitted
    assert Event.objects.filter(type=OPENED).exists() is permitted


def test_a_portal_that_marks_a_letter_as_read_tells_the_sender_nothing_unasked(
    veenstad: Machine, suzanne: Any, settings: Any
) -> None:
    settings.CONFIG = replace(settings.CONFIG, portal_oins=veenstad.client.organisation.oin)
    sent = send(veenstad, readReceipts=True).json()
    where = f"/mijn-gesprekken/v0/gesprekken/{sent['threadId']}/bijdragen/{sent['id']}"
    marked = veenstad.ask(
        "PATCH", f"{where}/gelezen-bijdragen", {"momentGelezen": "2026-01-01T00:00:00Z"},
        **{"x-ontvanger": f"BSN:{builders.SUZANNE.number}"},
    )  # fmt: skip
    assert marked.json()["gelezenBijdragen"], marked.content
    assert veenstad.get(f"{where}/gelezen-bijdragen").json() == {"gelezenBijdragen": []}
    assert Thread.objects.get().read_receipts


def test_a_conversation_of_the_sandbox_and_a_real_one_never_share_a_key(
    veenstad: Machine, tester: Machine
) -> None:
    def begin(sender: Machine, **whom: str) -> Any:
        body = {"gespreksonderwerp": "Proef", "deelnemers": [{"type": "inwoner", **whom}]}
        return sender.post("/mijn-gesprekken/v0/gesprekken", body, **{"idempotency-key": "k"})

    tried = begin(tester, simulator="delivered")
    real = begin(veenstad, bsn=builders.SUZANNE.number)
    assert (tried.status_code, real.status_code) == (201, 201), real.content
    assert tried.json()["id"] != real.json()["id"]

    def say(sender: Machine, talk: str) -> Any:
        where = f"/mijn-gesprekken/v0/gesprekken/{talk}/bijdragen"
        body = {"bijdrageType": "tekst", "tekst": "Goedemiddag."}
        return sender.post(where, body, **{"idempotency-key": "k"})

    said = [say(tester, tried.json()["id"]), say(veenstad, real.json()["id"])]
    assert [one.status_code for one in said] == [201, 201], said[1].content
    again = [say(tester, tried.json()["id"]), say(veenstad, real.json()["id"])]
    assert [one.status_code for one in again] == [200, 200]


def test_a_key_that_looks_like_one_of_another_space_is_a_key_of_its_own(
    veenstad: Machine, tester: Machine
) -> None:
    tried = send(tester, key="k", recipient={"simulator": "delivered"})
    real = [send(veenstad, key=key) for key in ("test:k", "own:test:k", "k", "fbs:k", "vtb:k")]
    assert [one.status_code for one in (tried, *real)] == [201] * 6
    assert Message.objects.filter(by="organisation").count() == 6
    assert send(veenstad, key="test:k").json() == real[0].json()
