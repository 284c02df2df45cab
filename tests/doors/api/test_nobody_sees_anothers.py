"""Every address that names something refuses another organisation, and a sandbox stays closed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse
from tests import builders
from tests.doors.api.conftest import Machine
from tests.doors.api.test_gesprekken import begun, say
from tests.doors.api.test_jobs import made
from tests.doors.api.test_messages import send
from tests.doors.api.test_mijn_taken import duty
from tests.doors.api.test_vtb import letter
from tests.loopback import says, served
from tests.promises.test_entry import patterns

pytestmark = pytest.mark.django_db
SAID = {"body": {"nl": "x"}, "reply": {"answerWithin": 2}}
KEY = {"idempotency-key": "theirs"}
PATCH = "application/merge-patch+json"
FORM = "multipart/form-data; boundary=x"
# By name of the address: which of Veenstad's things it names, and every call that does something.
CALLS: dict[str, tuple[str, list[tuple[str, Any, dict[str, str]]]]] = {
    "api_message": ("message", [("GET", None, {})]),
    "api_message_proof": ("message", [("GET", None, {})]),
    "api_message_retract": ("message", [("POST", {}, {})]),
    "api_thread": ("thread", [("GET", None, {}), ("PATCH", {}, {"if-match": '"1"'})]),
    "api_thread_messages": ("thread", [("GET", None, {}), ("POST", SAID, KEY)]),
    "api_job": ("job", [("GET", None, {})]),
    "api_job_rows": ("job", [("PUT", b"bsn\n1", {"content_type": "text/csv"})]),
    "api_job_preview": ("job", [("GET", None, {})]),
    "api_job_refused": ("job", [("GET", None, {})]),
    "api_job_move": ("job", [("POST", {"do": "cancel"}, {})]),
    "api_webhook": ("webhook", [("DELETE", None, {})]),
    "api_webhook_replay": ("webhook", [("POST", {}, {})]),
    "api_taken_one": ("duty", [("GET", None, {})]),
    "api_taken_files": (
        "duty",
        [("POST", b"", {"content_type": "multipart/form-data; boundary=x"})],
    ),
    "api_taken_answer": ("duty", [("POST", {"antwoord": "x"}, {})]),
    "api_vtb_letter": ("vtb", [("GET", None, {}), ("PATCH", {"geopendOp": None}, {})]),
    "api_fbs_letter": (
        "message",
        [("GET", None, {}), ("PATCH", {}, {"content_type": PATCH}), ("DELETE", None, {})],
    ),
    "api_fbs_file": ("message", [("GET", None, {})]),
    "api_fbs_box_letter": (
        "message",
        [("GET", None, {}), ("PATCH", {}, {"content_type": PATCH}), ("DELETE", None, {})],
    ),
    "api_fbs_box_file": ("message", [("GET", None, {})]),
    "api_gesprek": ("thread", [("GET", None, {}), ("PATCH", {}, {"content_type": PATCH})]),
    "api_deelnemers": (
        "thread",
        [("GET", None, {}), ("POST", {"type": "eenheid", "naam": "x"}, {})],
    ),
    "api_deelnemer": ("thread", [("GET", None, {}), ("PATCH", {}, {"content_type": PATCH})]),
    "api_bijdragen": (
        "thread",
        [("GET", None, {}), ("POST", {"bijdrageType": "tekst", "tekst": "x"}, {})],
    ),
    "api_gelezen": ("thread", [("GET", None, {})]),
}


def named() -> Iterator[URLPattern]:
    for route in patterns(get_resolver()):
        if getattr(route.callback, "entry", "") == "machine" and route.pattern.converters:
            yield route


ROUTES = {str(route.name): route for route in named()}


@pytest.fixture
def things(veenstad: Machine, settings) -> dict[str, str]:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, webhooks_to_loopback=True)
    sent = send(veenstad).json()
    with served(says(204, b"")) as url:
        hook = veenstad.post("/api/v1/webhooks", {"url": url}, **{"idempotency-key": "w"})
    vtb = veenstad.post("/open-vtb/berichten/api/v1/berichten", letter())
    talk = begun(veenstad).json()["id"]
    say(veenstad, talk, "Vraag")
    return {
        "message": sent["id"],
        "thread": sent["threadId"],
        "job": made(veenstad),
        "webhook": hook.json()["id"],
        "duty": str(duty(veenstad, "d").id),
        "vtb": vtb.json()["uuid"],
    }


def test_every_address_that_names_something_is_in_this_test() -> None:
    assert set(CALLS) == set(ROUTES)


def test_another_organisation_and_another_kind_of_key_find_nothing(
    things: dict[str, str], toeslagen: Machine, tester: Machine
) -> None:
    number = {"x-ontvanger": f"BSN:{builders.SUZANNE.number}"}
    for name, (thing, calls) in CALLS.items():
        names = dict.fromkeys(ROUTES[name].pattern.converters, things[thing])
        address = reverse(name, kwargs=names)
        for somebody in (toeslagen, tester):
            for method, body, more in calls:
                for header in ({}, number):
                    answer = somebody.ask(method, address, body, **more, **header)
                    assert answer.status_code in {403, 404}, (name, method, answer.content)
                    assert "Suzanne" not in answer.content.decode()
