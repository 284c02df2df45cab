"""What is submitted reaches Open VTB once, also when it is down, slow, or its answer is lost."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone
from tests import builders
from tests.loopback import Handler, says

from oogopslag.cases import actions, attention, requesting
from oogopslag.cases.adapters.open_vtb.twin import Kind, Twin
from oogopslag.cases.models import Case, Request
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
ORGANISATION, ROOT = "dienst-toeslagen", "/verzoeken/api/v1"


def over_the_wire(twin: Twin, *, loses_answers: int = 0) -> Handler:
    """The twin behind a socket; at first some answers to POST get lost on the way."""
    left = [loses_answers]

    def answer(handler: Any, body: bytes) -> None:
        request = httpx.Request(
            handler.command, f"http://{handler.headers['host']}{handler.path}",
            headers=dict(handler.headers), content=body,
        )  # fmt: skip
        reply = asyncio.run(twin.handle_async_request(request))
        if handler.command == "POST" and left[0]:
            left[0] -= 1
            says(500)(handler, body)
        else:
            says(reply.status_code, reply.content)(handler, body)

    return answer


@pytest.fixture
def twin() -> Twin:
    return Twin("geheim", [Kind(name="Zorgtoeslag", schema={"type": "object"})])


@pytest.fixture
def case(listening, asking, suzanne, twin: Twin) -> Any:  # type: ignore[no-untyped-def]
    def make(handler: Handler | None = None) -> Case:
        asking(open_vtb=f"{ORGANISATION} {listening(handler or over_the_wire(twin))}{ROOT} geheim")
        return builders.case(suzanne)  # type: ignore[no-any-return]

    return make


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + timedelta(hours=7)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_what_is_submitted_becomes_a_request_there_with_what_was_answered(
    case: Any, twin: Twin
) -> None:
    made = case()
    assert twin.requests == [], "nothing is sent inside the transaction"
    assert actions.submit_requests() == 1
    assert actions.submit_requests() == 0
    (there,) = twin.requests
    assert there["verzoekBron"] == {"naam": "Oogopslag", "kenmerk": made.number}
    assert there["aanvraagGegevens"] == requesting.answers_of(made)
    assert there["aanvraagGegevens"], "the answers of the form"
    assert there["isGerelateerdAan"] == [{"urn": f"urn:nld:oogopslag:zaak:{made.id}"}]
    row = Request.objects.get()
    assert (row.urn, row.trouble, row.next_try) == (there["urn"], "", None)


def test_an_answer_that_got_lost_makes_no_second_request(
    case: Any, twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    case(over_the_wire(twin, loses_answers=1))
    assert actions.submit_requests() == 0
    assert Request.objects.get().trouble == "unusable"
    later(monkeypatch)
    assert actions.submit_requests() == 1
    assert len(twin.requests) == 1
    assert Request.objects.get().urn == twin.requests[0]["urn"]


def test_while_it_is_down_the_application_is_with_us_and_goes_later(
    case: Any, twin: Twin, asking: Any, listening: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case(says(503, retry_after="120"))
    assert actions.submit_requests() == 0
    row = Request.objects.get()
    assert row.trouble == "too_busy"
    assert row.next_try >= timezone.now() + timedelta(seconds=110)
    asking(open_vtb=f"{ORGANISATION} {listening(over_the_wire(twin))}{ROOT} geheim")
    later(monkeypatch)
    assert actions.submit_requests() == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"name": "Iets anders"}, "no_request_type"),
        ({"schema": {"type": "object", "required": ["bestaat_niet"]}}, "answers_do_not_fit"),
    ],
)
def test_what_somebody_must_mend_stands_on_the_work_list(
    case: Any, other: dict[str, Any], code: str
) -> None:
    wrong = Twin("geheim", [Kind(**{"name": "Zorgtoeslag", "schema": {"type": "object"}, **other})])
    made = case(over_the_wire(wrong))
    actions.submit_requests()
    (row,) = attention.open_for(who.organisation(ORGANISATION))
    assert row.about.startswith(made.number)
    assert row.sentence == attention.sentence(code)
    assert Request.objects.get().trouble == code
    assert wrong.requests == []


def test_without_an_address_nothing_is_promised(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    assert not Request.objects.exists()
