"""MijnGesprekken: a conversation both ways, by the words and user stories of its design."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.test_keys import problem

from oogopslag.delivery import actions as delivery
from oogopslag.inbox.models import Message, Thread
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
ROOT = "/mijn-gesprekken/v0/gesprekken"
SUZANNE = {"x-ontvanger": f"BSN:{builders.SUZANNE.number}"}
JOKE = {"x-ontvanger": f"BSN:{builders.JOKE.number}"}


@pytest.fixture
def portal(toeslagen: Machine, settings) -> Machine:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["dienst-toeslagen"])
    return toeslagen


def begun(sender: Machine, **other: Any) -> Any:
    body = {
        "gespreksonderwerp": "Uw aanvraag",
        "deelnemers": [{"type": "inwoner", "bsn": builders.SUZANNE.number}],
        **other,
    }
    return sender.post(ROOT, body, **{"idempotency-key": "g"})


def say(sender: Machine, talk: str, text: str, **headers: Any) -> Any:
    answering = headers.pop("answering", None)
    body = {"bijdrageType": "tekst", "tekst": text, "isAntwoordOp": answering}
    return sender.post(f"{ROOT}/{talk}/bijdragen", body, **headers)


def test_a_conversation_begins_once_and_has_a_number_people_can_read(veenstad: Machine) -> None:
    first, again = begun(veenstad), begun(veenstad)
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json() == again.json()
    talk = first.json()
    assert set(talk) == {
        "id", "nummer", "zaakId", "gespreksonderwerp", "aanvangsmoment", "momentEinde",
    }  # fmt: skip
    assert talk["nummer"].startswith("G-")
    assert talk["momentEinde"] is None
    assert Thread.objects.count() == 1


def test_both_sides_contribute_and_answers_name_what_they_answer(
    veenstad: Machine, portal: Machine
) -> None:
    talk = begun(veenstad).json()["id"]
    question = say(veenstad, talk, "Wilt u iets toelichten?")
    assert question.status_code == 201, question.content
    key = {"idempotency-key": "r1"}
    answer = say(portal, talk, "Jazeker.", answering=question.json()["id"], **SUZANNE, **key)
    again = say(portal, talk, "Jazeker.", answering=question.json()["id"], **SUZANNE, **key)
    assert answer.json()["isAntwoordOp"] == question.json()["id"]
    assert again.json()["id"] == answer.json()["id"]
    found = veenstad.get(f"{ROOT}/{talk}/bijdragen").json()["bijdragen"]
    assert [one["tekst"] for one in found] == ["Wilt u iets toelichten?", "Jazeker."]
    sides = veenstad.get(f"{ROOT}/{talk}/deelnemers").json()["deelnemers"]
    assert [one["type"] for one in sides] == ["inwoner", "organisatie"]
    assert [one["verzondenDoor"] for one in found] == [sides[1]["id"], sides[0]["id"]]
    assert builders.SUZANNE.number not in str(sides)


def test_pages_of_contributions_follow_each_other(veenstad: Machine) -> None:
    talk = begun(veenstad).json()["id"]
    for number in range(3):
        say(veenstad, talk, f"bericht {number}", **{"idempotency-key": f"b{number}"})
    page = veenstad.get(f"{ROOT}/{talk}/bijdragen?aantal=2").json()
    rest = veenstad.get(page["volgende"]).json()
    texts = [one["tekst"] for one in page["bijdragen"] + rest["bijdragen"]]
    assert texts == ["bericht 0", "bericht 1", "bericht 2"]
    assert "volgende" not in rest


def test_the_reader_has_a_mark_and_the_author_has_none(veenstad: Machine, portal: Machine) -> None:
    talk = begun(veenstad).json()["id"]
    letter = say(veenstad, talk, "Vraag").json()["id"]
    reply = say(portal, talk, "Antwoord", **SUZANNE).json()["id"]
    marks = f"{ROOT}/{talk}/bijdragen/{{}}/gelezen-bijdragen"
    moment = {"momentGelezen": "2026-11-25T10:00:00+01:00"}
    own = portal.ask("PATCH", marks.format(reply), moment, **SUZANNE)
    assert problem(own) == "not-found"
    read = portal.ask("PATCH", marks.format(letter), moment, **SUZANNE)
    assert len(read.json()["gelezenBijdragen"]) == 1
    assert veenstad.get(marks.format(letter)).json()["gelezenBijdragen"] == []  # not asked for
    Thread.objects.update(read_receipts=True)
    assert veenstad.get(marks.format(letter)).json()["gelezenBijdragen"] == []  # no permission
    delivery.prefer(who.resident_by_bsn(builders.SUZANNE), "", "read", wanted=True)
    assert len(veenstad.get(marks.format(letter)).json()["gelezenBijdragen"]) == 1
    veenstad.ask("PATCH", marks.format(reply), moment)
    assert len(portal.get(marks.format(reply), **SUZANNE).json()["gelezenBijdragen"]) == 1
    assert Message.objects.get(id=letter).first_opened is None  # a mark is no proof


def test_sent_is_sent(veenstad: Machine) -> None:
    talk = begun(veenstad).json()["id"]
    letter = say(veenstad, talk, "Vraag").json()["id"]
    for address in (f"{ROOT}/{talk}", f"{ROOT}/{talk}/bijdragen/{letter}"):
        assert veenstad.ask("DELETE", address).status_code in {404, 405}
    assert Message.objects.filter(id=letter, retracted=None).exists()


def test_an_ended_conversation_takes_no_answer(veenstad: Machine, portal: Machine) -> None:
    talk = begun(veenstad).json()["id"]
    say(veenstad, talk, "Tot slot")
    ended = veenstad.ask("PATCH", f"{ROOT}/{talk}", {"momentEinde": "2026-11-25T10:00:00Z"})
    assert ended.json()["momentEinde"]
    assert problem(say(portal, talk, "Nog iets", **SUZANNE)) == "reply-not-allowed"


def test_nobody_sees_anothers_conversation(
    veenstad: Machine, toeslagen: Machine, portal: Machine, tester: Machine
) -> None:
    talk = begun(veenstad).json()["id"]
    letter = say(veenstad, talk, "Vraag").json()["id"]
    where = [
        f"{ROOT}/{talk}",
        f"{ROOT}/{talk}/deelnemers",
        f"{ROOT}/{talk}/bijdragen",
        f"{ROOT}/{talk}/bijdragen/{letter}/gelezen-bijdragen",
    ]
    for address in where:
        assert problem(portal.get(address)) == "not-found"  # as an organisation
        assert problem(portal.get(address, **JOKE)) == "not-found"  # as another resident
        assert problem(tester.get(address)) == "not-found"
        assert portal.get(address, **SUZANNE).status_code == 200
    assert problem(veenstad.get(ROOT, **SUZANNE)) == "no-portal"
    assert [one["id"] for one in portal.get(ROOT, **SUZANNE).json()["gesprekken"]] == [talk]
    assert portal.get(ROOT).json()["gesprekken"] == []
    assert problem(portal.get(f"{ROOT}/{uuid4()}", **SUZANNE)) == "not-found"
