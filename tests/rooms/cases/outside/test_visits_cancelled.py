"""A visit that does not go on leaves the agenda of the desk, and the resident's own."""

import dataclasses
from datetime import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar
from tests import builders
from tests.loopback import says

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Appointment
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.service import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FREE = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def desk(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content may describe it: with a visit."""
    services = dict(catalogue._services())
    place = {"nl": "Stadhuis", "en": "Town hall"}
    services["zorgtoeslag"] = dataclasses.replace(
        services["zorgtoeslag"],
        desk=Desk(minutes=30, opens=time(9), closes=time(11), place=place),
    )
    monkeypatch.setattr(catalogue, "_services", lambda: services)


class Agenda:
    """An agenda that keeps what was put in it, as a CalDAV server does; `silent`: it refuses."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.silent = False

    def __call__(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.command != "PUT":
            return says(200, FREE, "text/calendar")(handler, body)
        new = handler.headers.get("if-none-match") == "*"
        if self.silent:
            return says(503)(handler, body)
        if new and handler.path in self.kept:
            return says(412)(handler, body)
        self.kept[handler.path] = body
        return says(201, b"")(handler, body)

    def visit(self) -> Any:
        (content,) = self.kept.values()
        return Calendar.from_ical(content)


@pytest.fixture
def agenda(desk, listening, asking) -> Agenda:  # type: ignore[no-untyped-def]
    made = Agenda()
    asking(agendas=f"dienst-toeslagen {listening(made)} token")
    return made


def booked(suzanne: Any) -> Any:
    case = builders.case(suzanne)
    actions.book(suzanne, case.id, queries.free_moments(suzanne, case.id).days[0][1][0])
    return case


def test_a_cancelled_visit_is_marked_so_in_the_agenda_of_the_desk(suzanne, agenda) -> None:  # type: ignore[no-untyped-def]
    case = booked(suzanne)
    assert agenda.visit().walk("VEVENT")[0]["STATUS"] == "CONFIRMED"
    actions.cancel_appointment(suzanne, case.id)
    event = agenda.visit().walk("VEVENT")[0]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "METHOD" not in agenda.visit(), "what lies in an agenda has none (RFC 4791, 4.1)"
    assert event["DTSTAMP"].dt != event["DTSTART"].dt


def test_an_agenda_that_is_silent_hears_it_later(suzanne, agenda) -> None:  # type: ignore[no-untyped-def]
    case = booked(suzanne)
    agenda.silent = True
    actions.cancel_appointment(suzanne, case.id)
    assert queries.appointment_of(suzanne, case.id) is None
    assert actions.leave_agendas() == 0
    agenda.silent = False
    assert actions.leave_agendas() == 1
    assert actions.leave_agendas() == 0
    assert agenda.visit().walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_the_visit_that_another_takes_the_place_of_is_cancelled_there_too(suzanne, agenda) -> None:  # type: ignore[no-untyped-def]
    case = booked(suzanne)
    actions.book(suzanne, case.id, queries.free_moments(suzanne, case.id).days[1][1][0])
    said = [Calendar.from_ical(one).walk("VEVENT")[0]["STATUS"] for one in agenda.kept.values()]
    assert sorted(said) == ["CANCELLED", "CONFIRMED"]


def test_a_case_that_is_withdrawn_takes_its_visit_along(suzanne, agenda) -> None:  # type: ignore[no-untyped-def]
    case = booked(suzanne)
    actions.withdraw(case.id, suzanne)
    assert not Appointment.objects.filter(cancelled=None).exists()
    actions.leave_agendas()
    assert agenda.visit().walk("VEVENT")[0]["STATUS"] == "CANCELLED"
    with pytest.raises(UnknownCase):
        queries.free_moments(suzanne, case.id)


def test_the_residents_own_agenda_gets_it_and_loses_it(suzanne, desk) -> None:  # type: ignore[no-untyped-def]
    case = booked(suzanne)
    client = builders.signed_in(suzanne)
    where = reverse("r_book_ics", args=[case.id])
    before = Calendar.from_ical(client.get(where).content)
    client.post(reverse("r_book_cancel", args=[case.id]))
    after = Calendar.from_ical(client.get(where).content)
    assert [before["METHOD"], after["METHOD"]] == ["PUBLISH", "CANCEL"]
    first, second = before.walk("VEVENT")[0], after.walk("VEVENT")[0]
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    page = client.get(reverse("r_book", args=[case.id])).content.decode()
    assert where in page
