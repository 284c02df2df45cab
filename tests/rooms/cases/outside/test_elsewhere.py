"""What stands with other organisations: what came is shown, what did not is named."""

import json
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import builders, zgw
from tests.loopback import drips, says
from tests.rooms.cases.outside.conftest import over_the_wire, row

from oogopslag.cases import elsewhere, queries
from oogopslag.cases.errors import NotFromThere
from oogopslag.cases.models import Attention, Elsewhere
from oogopslag.core.values import Bsn
from oogopslag.facts.models import DataUse

# Real sockets on the loopback take their time.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TASK = {
    "uuid": "5b0e6a1c-8f5e-4c1a-9a54-0c9a3f6d2b11",
    "titel": {"nl": "Kentekenbewijs uploaden"},
    "status": "open",
    "deadline": "2026-12-12T23:59:59+01:00",
    "uitvoering": {"type": "upload", "fallbackUrl": "https://loket.veenstad.example/taak/1"},
}


@pytest.fixture(autouse=True)
def patience(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A machine under load must not make a page of these tests impatient."""
    monkeypatch.setattr(elsewhere, "FIRST", 5.0)


def register(*bsns: Bsn, number: str = "ZAAK-1") -> Any:
    twin = zgw.twin(root="http://placeholder")
    for place, bsn in enumerate(bsns):
        zgw.case_in(twin, bsn.number, number if place == 0 else f"{number}-{place}")
    return twin


def wire(twin: Any, listening: Any) -> str:
    """The twin's addresses are made anew with the port it listens on."""
    url = listening(over_the_wire(twin))
    store = json.loads(json.dumps(twin.store.resources).replace(twin.root, url))
    twin.store.resources.clear()
    twin.store.resources.update(store)
    return str(url)


def tasks(*rows: dict[str, Any]) -> Any:
    """A provider of MijnTaken that holds these tasks for everybody who asks."""

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        found: Any = {"taken": list(rows)}
        if handler.command == "GET":
            found = next((r for r in rows if handler.path.endswith(str(r.get("uuid")))), None)
        says(200 if found else 404, json.dumps(found or {}).encode())(handler, body)

    return answer


def test_cases_of_several_registers_stand_in_one_list_beside_our_own(
    suzanne, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    first = wire(register(builders.SUZANNE, number="ZAAK-A"), listening)
    second = wire(register(builders.SUZANNE, builders.JOKE, number="ZAAK-B"), listening)
    asking(zgw=f"{row('gemeente-veenstad', first)}; {row('svb', second)}")
    builders.case(suzanne)
    page = builders.signed_in(suzanne).get(reverse("r_cases")).content.decode()
    assert "ZAAK-A" in page
    assert "ZAAK-B" in page
    assert "Bewonersparkeervergunning" in page
    assert "Zorgtoeslag" in page


def test_nobody_sees_anothers_case(suzanne, joke, listening, asking) -> None:  # type: ignore[no-untyped-def]
    asking(zgw=row("gemeente-veenstad", wire(register(builders.SUZANNE), listening)))
    (case,) = queries.elsewhere_of(suzanne).cases
    address = reverse("r_foreign_case", args=[case.source, case.key])
    assert "ZAAK-1" in builders.signed_in(suzanne).get(address).content.decode()
    other = builders.signed_in(joke)
    assert other.get(address).status_code == 404
    assert "ZAAK-1" not in other.get(reverse("r_cases")).content.decode()
    with pytest.raises(NotFromThere):
        queries.foreign_case(joke, case.source, case.key)


def test_a_dead_register_is_named_and_the_others_are_shown(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    good = wire(register(builders.SUZANNE), listening)
    asking(
        zgw=f"{row('svb', 'http://127.0.0.1:9')}; {row('gemeente-veenstad', good)};"
        f"{row('dienst-toeslagen', listening(says(500)))}"
    )
    page = builders.signed_in(suzanne).get(reverse("r_glance")).content.decode()
    assert "ZAAK-1" in page
    assert "Sociale Verzekeringsbank (SVB) geeft nu geen antwoord" in page or "SVB" in page
    assert [one.state for one in queries.elsewhere_of(suzanne).sources] == [
        "failed", "good", "failed",
    ]  # fmt: skip


def test_a_slow_source_does_not_hold_the_page_and_fills_in_later(
    suzanne, listening, asking, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(elsewhere, "FIRST", 0.3)

    def slow(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        time.sleep(0.8)
        tasks(TASK)(handler, body)

    good = wire(register(builders.SUZANNE), listening)
    asking(zgw=row("gemeente-veenstad", good), mijn_taken=f"svb {listening(slow)} token")
    client = builders.signed_in(suzanne)
    page = client.get(reverse("r_glance")).content.decode()
    assert "Wij wachten nog op" in page
    assert "data-elsewhere" in page
    assert "Opnieuw kijken" in page
    assert "Kentekenbewijs" not in page
    rest = client.get(reverse("r_elsewhere"), {"deel": "overzicht"}).content.decode()
    assert "Kentekenbewijs uploaden" in rest
    assert "Wij wachten nog op" not in rest
    assert client.get(reverse("r_elsewhere"), {"deel": "iets"}).status_code == 404


def test_an_answer_that_is_kept_says_how_old_it_is_when_its_source_fails(
    suzanne, listening, asking, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    up = {"up": True}
    twin = register(builders.SUZANNE)

    def sometimes(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        (over_the_wire(twin) if up["up"] else says(500))(handler, body)

    url = listening(sometimes)
    store = json.dumps(twin.store.resources).replace("http://placeholder", url)
    twin.store.resources.update(json.loads(store))
    asking(zgw=row("gemeente-veenstad", url))
    assert queries.elsewhere_of(suzanne).cases
    up["up"] = False
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    found = queries.elsewhere_of(suzanne)
    assert [one.number for one in found.cases] == ["ZAAK-1"]
    (source,) = found.failed
    assert source.fetched is not None
    assert source.fetched < later - timedelta(minutes=59)


def test_a_source_is_left_in_peace_as_long_as_it_asks(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    asked: list[int] = []

    def busy(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        asked.append(1)
        says(429, retry_after="600")(handler, body)

    asking(zgw=row("gemeente-veenstad", listening(busy)))
    for _ in range(5):
        queries.elsewhere_of(suzanne)
    assert len(asked) == 1
    waits = Elsewhere.objects.get().ask_again - timezone.now()
    assert timedelta(seconds=590) < waits < timedelta(seconds=601)


def test_kept_answers_cost_one_query_and_no_sources_cost_none(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as seen:
        queries.elsewhere_of(suzanne)
    assert len(seen) == 0
    asking(zgw=row("gemeente-veenstad", wire(register(builders.SUZANNE), listening)))
    queries.elsewhere_of(suzanne)
    with CaptureQueriesContext(connection) as seen:
        assert queries.elsewhere_of(suzanne).cases
    assert len(seen) == 1


def test_a_refused_client_stands_on_that_organisations_work_list_once(
    suzanne, joke, anne, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    asking(zgw=row("gemeente-veenstad", listening(says(403))))
    queries.elsewhere_of(suzanne)
    queries.elsewhere_of(joke)
    problem = Attention.objects.get()
    assert (problem.code, problem.organisation.slug, problem.times) == (
        "refused", "gemeente-veenstad", 2,
    )  # fmt: skip
    page = builders.signed_in(anne).get(reverse("w_worklist")).content.decode()
    assert "controleer daar de client-id" in page


def test_our_own_case_is_shown_once_and_another_term_is_told_to_the_worker(
    suzanne, karim, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    ours = builders.case(suzanne)
    twin = register(builders.SUZANNE, number=ours.number)
    for case in twin.store.resources["zaken"].values():
        case["uiterlijkeEinddatumAfdoening"] = "2030-01-01"
    asking(zgw=row("dienst-toeslagen", wire(twin, listening)))
    assert queries.elsewhere_of(suzanne).cases == ()
    (row_,) = queries.attention_for(ours.organisation)
    assert row_.about == ours.number


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (TASK, "Document insturen"),
        ({**TASK, "uitvoering": {**TASK["uitvoering"], "type": "formulier"}}, "Formulier invullen"),
        ({**TASK, "uitvoering": {**TASK["uitvoering"], "type": "betaling"}}, "Betalen"),
        ({**TASK, "uitvoering": {**TASK["uitvoering"], "type": "dans-optreden"}}, "Uitvoeren"),
        ({**TASK, "uitvoering": {"type": "upload"}}, "bel ze"),
        ({**TASK, "uitvoering": {"fallbackUrl": "javascript:alert(1)"}}, "bel ze"),
        ({**TASK, "deadline": "2026-12-12", "status": "iets-nieuws"}, "Document insturen"),
    ],
)
def test_every_kind_of_task_can_be_used(suzanne, listening, asking, task, words) -> None:  # type: ignore[no-untyped-def]
    asking(mijn_taken=f"svb {listening(tasks(task))} token")
    client = builders.signed_in(suzanne)
    page = client.get(reverse("r_glance")).content.decode()
    assert "Kentekenbewijs uploaden" in page
    assert words in page
    assert "javascript:" not in page
    if words != "bel ze":
        answer = client.get(reverse("r_task", args=["taken:svb", task["uuid"]]))
        assert answer["Location"] == "https://loket.veenstad.example/taak/1"


def test_a_task_that_was_done_meanwhile_is_not_carried_out_again(
    suzanne, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    task = dict(TASK)
    asking(mijn_taken=f"svb {listening(tasks(task))} token")
    client = builders.signed_in(suzanne)
    client.get(reverse("r_glance"))
    task["status"] = "afgerond"
    answer = client.get(reverse("r_task", args=["taken:svb", task["uuid"]]))
    assert answer.status_code == 404
    assert "al gedaan" in answer.content.decode()
    page = client.get(reverse("r_glance")).content.decode()
    assert "Kentekenbewijs" not in page


def test_the_last_day_of_a_task_is_inclusive_in_the_netherlands(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    late = {**TASK, "deadline": "2026-12-12T22:59:59+00:00"}
    asking(mijn_taken=f"svb {listening(tasks(late))} token")
    assert str(queries.elsewhere_of(suzanne).tasks[0].due) == "2026-12-12"


def contacts(seen: list[Any]) -> Any:
    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        seen.append((handler.command, handler.path, body, handler.headers["authorization"]))
        if handler.path.startswith("/partijen"):
            known = f"objectId={builders.SUZANNE.number}" in handler.path
            rows: list[Any] = [{"uuid": "p-1"}] if known else []
        elif handler.command == "POST":
            made = {"klantcontact": {**json.loads(body)["klantcontact"], "uuid": "k-9"}}
            return says(201, json.dumps(made).encode())(handler, body)
        else:
            rows = [
                {"uuid": "k-1", "kanaal": "telefoon", "onderwerp": "Vraag over parkeren",
                 "inhoud": "Zij belde.", "vertrouwelijk": False,
                 "plaatsgevondenOp": "2026-11-03T10:00:00+01:00"},
                {"uuid": "k-2", "kanaal": "balie", "onderwerp": "Geheim", "vertrouwelijk": True},
                {"uuid": "k-3", "kanaal": "oogopslag", "onderwerp": "Van ons"},
            ]  # fmt: skip
        says(200, json.dumps({"results": rows}).encode())(handler, body)
        return None

    return answer


def test_contacts_stand_beside_the_conversations_without_confidential_ones(
    suzanne, joke, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    url = listening(contacts([]))
    asking(klantinteracties=f"gemeente-veenstad {url} token")
    page = builders.signed_in(suzanne).get(reverse("r_inbox")).content.decode()
    assert "Vraag over parkeren" in page
    assert "per telefoon" in page
    assert "Geheim" not in page
    assert "Van ons" not in page
    assert "parkeren" not in builders.signed_in(joke).get(reverse("r_inbox")).content.decode()


def test_asking_others_leaves_a_line_the_resident_can_read(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    asking(zgw=row("gemeente-veenstad", wire(register(), listening)))
    before = DataUse.objects.filter(resident=suzanne).count()
    queries.elsewhere_of(suzanne)
    queries.elsewhere_of(suzanne)
    assert DataUse.objects.filter(resident=suzanne).count() == before + 1


def test_a_register_that_drips_ends_with_the_page(suzanne, listening, asking, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(elsewhere, "FIRST", 0.3)
    asking(zgw=row("gemeente-veenstad", listening(drips())))
    start = time.monotonic()
    assert queries.elsewhere_of(suzanne).late
    assert time.monotonic() - start < 3
