"""Two pairs of eyes, looked at in a browser at both widths."""

import dataclasses

import pytest

from oogopslag.catalogue import queries as catalogue
from tests import builders
from tests.journeys.test_main import sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_one_proposes_and_a_colleague_reads_it(desk: Walker, phone: Walker, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(services["zorgtoeslag"], four_eyes=True)
    monkeypatch.setattr(catalogue, "_services", lambda: services)
    case = builders.case(builders.resident())
    ali = builders.staff("treat", "decide", name="Ali Colleague")
    theirs = builders.signed_in(ali)
    sign_in_staff(desk, "Karim Bos")
    sign_in_staff(phone, "Karim Bos")
    desk.go(f"/werk/zaken/{case.id}/besluit/")
    desk.page.get_by_label("Minuten werk").fill("een uur")
    desk.press("Leg voor aan een collega")
    desk.look("minuten-fout")
    desk.page.get_by_label("Minuten werk").fill("12")
    desk.press("Leg voor aan een collega")
    desk.look("zaak-voorgesteld")
    desk.go(f"/werk/zaken/{case.id}/besluit/")
    desk.look("eigen-voorstel")
    address = f"/werk/zaken/{case.id}/besluit/"
    assert theirs.post(address, {"do": "back", "why_back": "Noem het inkomen."}).status_code == 302
    phone.go(address)
    phone.look("teruggestuurd")
    assert "Noem het inkomen." in phone.text()
    assert theirs.post(
        address, {"do": "propose", "outcome": "grant", "motivation": "Recht.", "letter_nl": "Dag.",
                  "letter_en": "", "revision": "2"},
    ).status_code == 302  # fmt: skip
    for walker in (desk, phone):
        walker.go(address)
        walker.look("voorstel-van-een-collega")
    phone.press("Besluit versturen")
    assert "Besloten op" in phone.text()
