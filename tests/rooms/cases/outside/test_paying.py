"""Fees with a reference and a QR code, visits to a desk, and all documents in one place."""

import contextlib
import dataclasses
import io
import zipfile
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests import builders
from tests.loopback import says

from oogopslag.cases import actions, queries
from oogopslag.cases.adapters import agenda
from oogopslag.cases.errors import SlotTaken, UnknownCase, WrongPayment
from oogopslag.cases.models import Appointment, Payment
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.service import Desk, Fee
from oogopslag.core.payment import is_reference, reference_of
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.outside.errors import Unusable

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLACE = {"nl": "Stadhuis, Markt 1", "en": "Town hall, Markt 1"}


@pytest.fixture
def costs(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content may describe it: with a fee and a visit."""
    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(
        services["zorgtoeslag"],
        fee=Fee(cents=96_00, iban="NL91 ABNA 0417 1643 00", holder="Dienst Toeslagen"),
        desk=Desk(minutes=30, opens=time(9), closes=time(11), place=PLACE),
    )
    monkeypatch.setattr(catalogue, "_services", lambda: services)


@pytest.mark.parametrize(
    ("text", "reference"), [("539007547034", "RF18539007547034"), ("G72UUR", "RF45G72UUR")]
)
def test_a_reference_has_the_check_digits_of_iso_11649(text: str, reference: str) -> None:
    assert reference_of(text) == reference
    assert is_reference(reference)
    assert not is_reference(reference[:-1] + "X")


@pytest.mark.parametrize("text", ["", "x" * 22, "a b", "é1"])
def test_a_reference_takes_21_letters_and_digits(text: str) -> None:
    with pytest.raises(ValueError, match="at most 21"):
        reference_of(text)


def test_a_fee_is_asked_paid_once_and_told(suzanne, joke, costs) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    asked = queries.payment_of(suzanne, case.id)
    assert (asked.amount, asked.paid) == (96_00, None)
    assert is_reference(asked.reference)
    with pytest.raises(UnknownCase):
        queries.payment_of(joke, case.id)
    with pytest.raises(WrongPayment):
        actions.credited(asked.reference, 95_00)
    with pytest.raises(WrongPayment):
        actions.credited("RF18539007547034", 96_00)
    actions.credited(asked.reference.lower(), 96_00)
    actions.credited(asked.reference, 96_00)
    assert Payment.objects.get().paid
    page = builders.signed_in(suzanne).get(reverse("r_thread", args=[case.thread]))
    assert page.content.decode().count("Wij hebben uw betaling") == 1


def test_the_qr_code_holds_what_a_bank_needs(suzanne, costs) -> None:  # type: ignore[no-untyped-def]
    import cv2
    import numpy as np
    from segno import helpers

    case = builders.case(suzanne)
    asked = queries.payment_of(suzanne, case.id)
    svg = queries.payment_qr(asked)
    assert svg.startswith(b"<svg")
    same = helpers.make_epc_qr(
        name=asked.holder,
        iban="NL91ABNA0417164300",
        amount=96,
        reference=asked.reference,
        encoding="utf-8",
    )
    text = ""
    for scale in (8, 6, 5, 10, 12, 4):  # this reader misses some codes at some sizes
        out = io.BytesIO()
        same.save(out, kind="png", scale=scale, border=4)
        image = cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
        text = text or cv2.QRCodeDetector().detectAndDecode(image)[0]
    lines = text.split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[5:8] == ["Dienst Toeslagen", "NL91ABNA0417164300", "EUR96"]
    assert asked.reference in lines
    client = builders.signed_in(suzanne)
    assert client.get(reverse("r_pay_qr", args=[case.id])).content == svg
    page = client.get(reverse("r_pay", args=[case.id])).content.decode()
    assert asked.reference in page


# --- visits


def busy_with(*periods: tuple[datetime, datetime]) -> bytes:
    rows = "".join(
        f"FREEBUSY;FBTYPE=BUSY:{a:%Y%m%dT%H%M%SZ}/{b:%Y%m%dT%H%M%SZ}\r\n" for a, b in periods
    )
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//NL\r\nBEGIN:VFREEBUSY\r\nUID:1\r\n"
        f"DTSTAMP:20260101T000000Z\r\n{rows}END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    ).encode()


def first(found: Any) -> datetime:
    return found.days[0][1][0]


def test_free_moments_are_working_hours_without_what_is_taken(suzanne, joke, costs) -> None:  # type: ignore[no-untyped-def]
    case, other = builders.case(suzanne), builders.case(joke)
    found = queries.free_moments(suzanne, case.id)
    assert len(found.days) == 10
    assert [timezone.localtime(one).strftime("%H:%M") for one in found.days[0][1]] == [
        "09:00", "09:30", "10:00", "10:30",
    ]  # fmt: skip
    start = first(found)
    actions.book(suzanne, case.id, start)
    assert start not in queries.free_moments(joke, other.id).days[0][1]
    with pytest.raises(SlotTaken):
        actions.book(joke, other.id, start)
    with pytest.raises(SlotTaken):
        actions.book(joke, other.id, start + timedelta(minutes=7))
    with pytest.raises(UnknownCase):
        queries.free_moments(joke, case.id)


def test_a_new_moment_takes_the_place_of_the_old_one_and_can_be_cancelled(suzanne, costs) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    moments = queries.free_moments(suzanne, case.id).days[0][1]
    actions.book(suzanne, case.id, moments[0])
    actions.book(suzanne, case.id, moments[1])
    assert Appointment.objects.filter(cancelled=None).get().start == moments[1]
    ics = queries.appointment_ics(suzanne, case.id).decode()
    assert "Stadhuis" in ics
    actions.cancel_appointment(suzanne, case.id)
    assert queries.appointment_of(suzanne, case.id) is None
    assert b"METHOD:CANCEL" in queries.appointment_ics(suzanne, case.id)


def test_the_agenda_of_the_desk_is_read_and_written(suzanne, costs, listening, asking) -> None:  # type: ignore[no-untyped-def]
    day = queries.free_moments(suzanne, builders.case(suzanne).id).days[0][1]
    seen: list[tuple[str, str, bytes]] = []

    def desk(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        seen.append((handler.command, handler.headers.get("if-none-match", ""), body))
        if handler.command == "PUT":
            return says(201, b"")(handler, body)
        until = day[0] + timedelta(hours=1)
        busy = busy_with((day[0].astimezone(UTC), until.astimezone(UTC)))
        return says(200, busy, "text/calendar")(handler, body)

    asking(agendas=f"dienst-toeslagen {listening(desk)} token")
    case = builders.case(suzanne, key="b")
    found = queries.free_moments(suzanne, case.id)
    assert first(found) == day[2]
    actions.book(suzanne, case.id, day[2])
    command, condition, body = seen[-1]
    assert (command, condition) == ("PUT", "*")
    assert case.number.encode() in body
    assert b"Suzanne" not in body


@pytest.mark.parametrize("status", [412, 500])
def test_a_moment_the_agenda_refuses_is_not_kept(suzanne, costs, listening, asking, status) -> None:  # type: ignore[no-untyped-def]
    def desk(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        answer = says(200, busy_with(), "text/calendar")
        (says(status) if handler.command == "PUT" else answer)(handler, body)

    asking(agendas=f"dienst-toeslagen {listening(desk)} token")
    case = builders.case(suzanne)
    with pytest.raises(SlotTaken):
        actions.book(suzanne, case.id, first(queries.free_moments(suzanne, case.id)))
    assert queries.appointment_of(suzanne, case.id) is None


def test_an_agenda_that_is_silent_is_said_on_the_page(suzanne, costs, asking) -> None:  # type: ignore[no-untyped-def]
    asking(agendas="dienst-toeslagen http://127.0.0.1:9 token")
    case = builders.case(suzanne)
    assert queries.free_moments(suzanne, case.id).unsure
    page = builders.signed_in(suzanne).get(reverse("r_book", args=[case.id])).content.decode()
    assert "geeft nu geen antwoord" in page


@pytest.mark.parametrize(
    "content", [b"", b"no calendar", b"BEGIN:VCALENDAR\r\nEND:VEVENT", b"\xff"]
)
def test_a_calendar_that_cannot_be_read_is_unusable_or_empty(content: bytes) -> None:
    with contextlib.suppress(Unusable):
        assert agenda.read_busy(content) == []


# --- documents


def test_every_document_is_in_one_place_and_in_one_archive(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.decided(suzanne, karim).case
    inbox.reply(
        inbox.thread_of(case.thread), text="Hierbij.", key="k",
        actor=Actor(kind="resident", id=str(suzanne.id)),
        files=[SimpleUploadedFile("mijn bewijs.txt", b"bewijs")],
    )  # fmt: skip
    from oogopslag.inbox.models import Attachment

    Attachment.objects.update(found_clean=timezone.now())
    client = builders.signed_in(suzanne)
    page = client.get(reverse("r_documents")).content.decode()
    for words in ("Ontvangstbevestiging Zorgtoeslag", "Besluit Zorgtoeslag", "mijn bewijs.txt"):
        assert words in page
    answer = client.get(reverse("r_documents_zip"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == len(set(names)) == 3
    assert sum(archive.read(name).startswith(b"%PDF") for name in names) == 2
    assert any(archive.read(name) == b"bewijs" for name in names)
    other = builders.signed_in(joke)
    assert "Zorgtoeslag" not in other.get(reverse("r_documents")).content.decode()
    empty = b"".join(other.get(reverse("r_documents_zip")).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(empty)).namelist() == []
