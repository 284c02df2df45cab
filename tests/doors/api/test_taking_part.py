"""Who takes part in a conversation by machine, what they add, and tasks done by a portal."""

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.contract import Contract
from tests.doors.api.test_gesprekken import JOKE, ROOT, SUZANNE, begun, say
from tests.doors.api.test_keys import problem
from tests.doors.api.test_mijn_taken import duty

from oogopslag.inbox.models import Attachment, Duty, Message, Participant
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def portal(toeslagen: Machine, settings) -> Machine:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["dienst-toeslagen"])
    return toeslagen


@pytest.fixture
def talk(veenstad: Machine) -> str:
    found = begun(veenstad).json()["id"]
    assert say(veenstad, found, "Wilt u iets toelichten?").status_code == 201
    return str(found)


def part(sender: Machine, talk: str, body: dict[str, Any], **headers: str) -> Any:
    return sender.post(f"{ROOT}/{talk}/deelnemers", body, **headers)


def everybody(sender: Machine, talk: str, **headers: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sender.get(f"{ROOT}/{talk}/deelnemers", **headers).json()[
        "deelnemers"
    ]
    return found


def test_a_unit_of_the_organisation_takes_part_by_name_until_it_leaves(
    veenstad: Machine, portal: Machine, talk: str
) -> None:
    body = {"type": "eenheid", "naam": "Team Inkomen"}
    made, again = part(veenstad, talk, body), part(veenstad, talk, body)
    assert made.status_code == 201, made.content
    assert made.json() == again.json(), "named twice it takes part once"
    unit = made.json()["id"]
    said = veenstad.post(
        f"{ROOT}/{talk}/bijdragen",
        {"bijdrageType": "tekst", "tekst": "Graag voor vrijdag.", "verzondenDoor": unit},
        **{"idempotency-key": "b"},
    )
    assert said.json()["verzondenDoor"] == unit
    assert Message.objects.get(id=said.json()["id"]).author["nl"].startswith("Team Inkomen, ")
    assert everybody(portal, talk, **SUZANNE)[2]["naam"] == "Team Inkomen"
    where = f"{ROOT}/{talk}/deelnemers/{unit}"
    moment = {"end": "2026-11-25T10:00:00Z"}
    assert problem(portal.ask("PATCH", where, moment, **SUZANNE)) == "not-for-this-key"
    assert veenstad.ask("PATCH", where, moment).json()["end"]
    late = {"bijdrageType": "tekst", "tekst": "Nog iets.", "verzondenDoor": unit}
    assert problem(veenstad.post(f"{ROOT}/{talk}/bijdragen", late)) == "not-theirs"


def test_who_helps_a_resident_takes_part_only_with_a_mandate_and_while_it_holds(
    veenstad: Machine, portal: Machine, talk: str
) -> None:
    body = {"type": "vertegenwoordiger", "bsn": builders.JOKE.number}
    assert problem(part(portal, talk, body, **SUZANNE)) == "no-mandate"
    assert problem(part(portal, talk, {**body, "bsn": "999990019"}, **SUZANNE)) == "no-mandate"
    assert problem(part(veenstad, talk, body)) == "not-for-this-key"
    suzanne, joke = who.resident_by_bsn(builders.SUZANNE), who.resident_by_bsn(builders.JOKE)
    day = timezone.localdate() + timedelta(days=30)
    given, code = people.give_mandate(
        suzanne, kind="helper", service="zorgtoeslag", scope="act", until=day
    )
    people.take_mandate(joke, code)
    assert problem(part(portal, talk, body, **SUZANNE)) == "no-mandate", "of another service"
    Message.objects.get(thread=talk).thread.__class__.objects.update(service="zorgtoeslag")
    made = part(portal, talk, body, **SUZANNE)
    assert made.status_code == 201, made.content
    assert builders.JOKE.number not in made.content.decode()
    answer = {"bijdrageType": "tekst", "tekst": "Jazeker.", "verzondenDoor": made.json()["id"]}
    said = portal.post(f"{ROOT}/{talk}/bijdragen", answer, **SUZANNE)
    message = Message.objects.get(id=said.json()["id"])
    assert (message.by, message.author["nl"]) == ("helper", f"{joke.name}, namens {suzanne.name}")
    people.end_mandate(suzanne, given.id)
    after = portal.post(f"{ROOT}/{talk}/bijdragen", {**answer, "tekst": "Nog iets."}, **SUZANNE)
    assert problem(after) == "not-theirs"
    assert Participant.objects.get().helper_id == joke.id


def document(name: str, content: bytes) -> dict[str, Any]:
    inside = base64.b64encode(content).decode()
    return {"bijdrageType": "document", "bijlagen": [{"naam": name, "inhoud": inside}]}


def test_both_sides_add_documents_and_a_lying_one_is_refused_whole(
    veenstad: Machine, portal: Machine, talk: str
) -> None:
    where = f"{ROOT}/{talk}/bijdragen"
    ours = veenstad.post(where, document("plan.png", PNG), **{"idempotency-key": "d"})
    assert ours.status_code == 201, ours.content
    assert ours.json()["bijdrageType"] == "document"
    theirs = portal.post(where, document("foto.png", PNG), **SUZANNE)
    assert len(theirs.json()["bijlagen"]) == 1
    before = Message.objects.count()
    lies = portal.post(where, document("brief.pdf", b"MZ not a letter"), **SUZANNE)
    assert problem(lies) == "file-refused"
    assert "Er is niets bewaard" in lies.json()["detail"], "no draft is kept for a program"
    assert [(one["in"], one["code"]) for one in lies.json()["errors"]] == [("file 1", "lies")]
    empty = portal.post(where, {"bijdrageType": "document", "tekst": "Hierbij"}, **SUZANNE)
    assert problem(empty) == "invalid-request"
    assert Message.objects.count() == before
    assert Attachment.objects.count() == 2


@pytest.fixture
def taken(shared) -> Contract:  # type: ignore[no-untyped-def]
    return Contract(shared, "mijn-taken-openapi-0.1.0.yaml", "/mijn-taken/v0")


def upload(sender: Machine, address: str, *files: Any, **headers: str) -> Any:
    named = {"authorization": f"Bearer {sender.key}", **headers}
    return sender.browser.post(address, {"bestand": list(files)}, headers=named)


def test_a_task_for_a_document_is_done_by_a_portal_that_uploads_it(
    taken: Contract, veenstad: Machine, portal: Machine
) -> None:
    asked = duty(veenstad)
    work = taken.ask(veenstad, "GET", "/taken/{uuid}", uuid=asked.id).json()["uitvoering"]
    assert work["type"] == "upload"
    where = work["submitUrl"].removeprefix("http://localhost:8000")
    photo = SimpleUploadedFile("afschrift.png", PNG)
    assert problem(upload(veenstad, where, photo, **SUZANNE)) == "no-portal"
    assert problem(upload(portal, where, photo, **JOKE)) == "not-found"
    assert problem(upload(portal, where, **SUZANNE)) == "wrong-files"
    bad = SimpleUploadedFile("afschrift.pdf", b"MZ")
    assert problem(upload(portal, where, bad, **SUZANNE)) == "file-refused"
    assert Duty.objects.get().resolved_at is None
    photo.seek(0)
    done = upload(portal, where, photo, **SUZANNE)
    assert done.status_code == 201, done.content
    assert done.json()["status"] == "afgerond"
    assert Attachment.objects.get().name == "afschrift.png"
    photo.seek(0)
    assert upload(portal, where, photo, **SUZANNE).json()["status"] == "afgerond"
    assert Message.objects.filter(by="resident").count() == 1, "done once"


def test_a_task_to_answer_is_a_form_with_its_schema(
    taken: Contract, veenstad: Machine, portal: Machine
) -> None:
    asked = duty(veenstad, kind="answer")
    work = taken.ask(veenstad, "GET", "/taken/{uuid}", uuid=asked.id).json()["uitvoering"]
    assert (work["type"], work["schema"]["required"]) == ("formulier", ["antwoord"])
    where = work["submitUrl"].removeprefix("http://localhost:8000")
    assert problem(portal.post(where, {}, **SUZANNE)) == "invalid-request"
    done = portal.post(where, {"antwoord": "Op 1 maart verhuisd."}, **SUZANNE)
    assert done.json()["status"] == "afgerond"
    assert Message.objects.get(by="resident").body["nl"] == "Op 1 maart verhuisd."
