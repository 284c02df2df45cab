"""Open VTB berichten, each answer checked against its published contract."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests import builders
from tests.doors.api.conftest import OINS, Machine
from tests.doors.api.contract import Contract
from tests.doors.api.test_messages import send

from oogopslag.delivery import actions as delivery
from oogopslag.inbox import federated
from oogopslag.inbox.models import Message, Thread

pytestmark = pytest.mark.django_db
LETTERS, LETTER = "/berichten", "/berichten/{uuid}"


@pytest.fixture
def vtb(shared) -> Contract:  # type: ignore[no-untyped-def]
    return Contract(shared, "open-vtb-berichten-openapi-0.1.0.yaml", "/open-vtb/berichten/api/v1")


def letter(**other: Any) -> dict[str, Any]:
    return {
        "onderwerp": "Uw parkeervergunning",
        "berichtTekst": "Uw vergunning is verlengd.",
        "ontvanger": f"urn:nld:brp:bsn:{builders.SUZANNE.number}",
        "mijnOverheidBerichtenbox": True,
        "referentie": "P-1",
        "isGerelateerdAan": [{"urn": "urn:nld:gemeenteveenstad:zaak:zaaknummer:1"}],
        **other,
    }


def test_a_letter_comes_in_and_goes_out_as_it_came(vtb: Contract, veenstad: Machine) -> None:
    made = vtb.ask(veenstad, "POST", LETTERS, letter())
    assert made.status_code == 201, made.text
    for name, value in letter().items():
        assert made.json()[name] == value, name
    read = vtb.ask(veenstad, "GET", LETTER, uuid=made.json()["uuid"])
    assert read.json() == made.json()
    message = Message.objects.select_related("thread").get(id=made.json()["uuid"])
    assert message.thread.title["nl"] == "Uw parkeervergunning"


def test_lists_hold_what_this_organisation_delivered_this_way(
    vtb: Contract, veenstad: Machine, toeslagen: Machine
) -> None:
    first = vtb.ask(veenstad, "POST", LETTERS, letter()).json()["uuid"]
    other = [{"urn": "urn:nld:gemeenteveenstad:zaak:zaaknummer:2"}]
    second = vtb.ask(veenstad, "POST", LETTERS, letter(isGerelateerdAan=other)).json()["uuid"]
    send(veenstad)
    page = vtb.ask(veenstad, "GET", LETTERS, query={"pageSize": 1}).json()
    assert (page["count"], [one["uuid"] for one in page["results"]]) == (2, [second])
    assert page["next"].endswith("page=2")
    about = vtb.ask(veenstad, "GET", LETTERS, query={"isGerelateerdAan": other[0]["urn"]}).json()
    assert [one["uuid"] for one in about["results"]] == [second]
    assert vtb.ask(toeslagen, "GET", LETTERS).json()["count"] == 0
    assert vtb.ask(toeslagen, "GET", LETTER, uuid=first, declared=False).status_code == 404


def test_a_person_in_the_address_is_refused(vtb: Contract, veenstad: Machine) -> None:
    query = {"ontvanger": letter()["ontvanger"]}
    refused = vtb.ask(veenstad, "GET", LETTERS, query=query, declared=False)
    assert refused.status_code == 400
    assert builders.SUZANNE.number not in refused.text


def test_only_a_portal_marks_a_letter_as_opened_and_it_is_no_proof(
    vtb: Contract, veenstad: Machine, toeslagen: Machine, settings
) -> None:  # type: ignore[no-untyped-def]
    key = vtb.ask(veenstad, "POST", LETTERS, letter()).json()["uuid"]
    body = {"geopendOp": "2026-11-25T10:00:00Z"}
    headers = {"X-Ontvanger": f"BSN:{builders.SUZANNE.number}"}
    asked = {"uuid": key, "headers": headers, "declared": False}
    assert vtb.ask(toeslagen, "PATCH", LETTER, body, **asked).status_code == 403
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["dienst-toeslagen"])
    marked = vtb.ask(toeslagen, "PATCH", LETTER, body, **asked)
    assert marked.json()["geopendOp"]
    assert vtb.ask(veenstad, "GET", LETTER, uuid=key).json()["geopendOp"] is None
    assert opened(vtb, veenstad) == []
    assert Message.objects.get().first_opened is None


@pytest.mark.parametrize("why", ["permission", "legal effect"])
def test_the_sender_sees_the_mark_only_with_permission_or_legal_effect(
    vtb: Contract, veenstad: Machine, suzanne: Any, why: str
) -> None:
    key, other = (vtb.ask(veenstad, "POST", LETTERS, letter()).json()["uuid"] for _ in range(2))
    for one in (key, other):
        federated.mark(suzanne, UUID(one), read=True)
    assert opened(vtb, veenstad) == []
    if why == "permission":
        rows = Thread.objects.filter(messages=key)
        rows.update(read_receipts=True, service="afval")
        assert opened(vtb, veenstad) == [], "the sender asked, the resident did not answer yet"
        delivery.prefer(suzanne, "afval", "read", wanted=True)
    else:
        Message.objects.filter(id=key).update(legal_effect={"nl": "Dit is een besluit."})
    assert opened(vtb, veenstad) == [key]
    assert vtb.ask(veenstad, "GET", LETTER, uuid=key).json()["geopendOp"]


def opened(vtb: Contract, sender: Machine) -> list[str]:
    """The letters that the sender learns were opened; the other half of the list is the rest."""
    found = [
        {one["uuid"] for one in vtb.ask(sender, "GET", LETTERS, query=query).json()["results"]}
        for query in ({"geopendOp__isnull": "false"}, {"geopendOp__isnull": "true"}, {})
    ]
    assert found[0] | found[1] == found[2]
    assert not found[0] & found[1]
    return sorted(found[0])


def test_what_does_not_fit_is_a_problem_and_nothing_is_stored(
    vtb: Contract, veenstad: Machine
) -> None:
    wrong = [
        letter(onderwerp="x" * 51),
        letter(berichtTekst="x" * 4001),
        letter(ontvanger="urn:nld:brp:bsn:123456789"),
        letter(ontvanger="urn:nld:hr:kvknummer:12345678"),
        letter(handelingsPerspectief="dansen"),
        {},
    ]
    for body in wrong:
        assert vtb.ask(veenstad, "POST", LETTERS, body, declared=False).status_code == 400, body
    assert not Message.objects.exists()
