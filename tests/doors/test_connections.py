"""An organisation's developer makes a key, tries it, sees the log, and revokes it."""

import json
import re

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.doors.workspace.connections import EXAMPLE
from oogopslag.people.models import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne(world):  # type: ignore[no-untyped-def]
    return builders.staff("develop", organisation="gemeente-veenstad", name="Sanne Kok")


def made(browser) -> tuple[Client, str]:  # type: ignore[no-untyped-def]
    page = browser.post(reverse("w_connection_make"), {"name": "proef", "kind": "test"})
    key = re.search(r"<code>(oog_test_\w+_[\w-]+)</code>", page.content.decode())
    assert key
    return Client.objects.get(), key[1]


def test_a_developer_makes_a_key_that_is_shown_once(sanne) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(sanne)
    client, key = made(browser)
    assert client.organisation.slug == "gemeente-veenstad"
    for address in (reverse("w_connections"), reverse("w_connection", args=[client.id])):
        page = browser.get(address).content.decode()
        assert "proef" in page
        assert key.split("_", 3)[3] not in page


def test_a_key_without_a_name_is_not_made_and_what_was_chosen_stays(sanne) -> None:  # type: ignore[no-untyped-def]
    page = builders.signed_in(sanne).post(reverse("w_connection_make"), {"kind": "team"})
    assert page.status_code == 400
    assert re.search(r'value="team" checked', page.content.decode())
    assert not Client.objects.exists()


def test_a_call_from_the_page_is_answered_as_the_machine_would_be(sanne) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(sanne)
    client, key = made(browser)
    address = reverse("w_connection_try", args=[client.id])
    page = browser.post(address, {"key": "wrong", "body": "{}"}).content.decode()
    assert "wrong-key" in page
    typed = {"key": key, "body": json.dumps({"title": {"nl": ""}})}
    page = browser.post(address, typed).content.decode()
    assert "invalid-request" in page
    assert page.count(key) == 1  # it stands in the field again, and nowhere is it kept
    good = browser.post(address, {"key": key, "body": json.dumps(EXAMPLE)}).content.decode()
    assert "deliveredTo" in good
    page = browser.get(reverse("w_connection", args=[client.id])).content.decode()
    assert "invalid-request" in page  # in the log
    assert key not in page


def test_a_developer_sees_no_cases_and_no_other_organisations_keys(sanne, karim) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(sanne)
    client, _key = made(browser)
    assert browser.get(reverse("w_worklist"))["Location"] == reverse("w_connections")
    assert browser.get(reverse("w_account")).status_code == 200
    other = builders.staff("develop", organisation="dienst-toeslagen", name="Ander")
    for somebody in (other, karim):
        theirs = builders.signed_in(somebody)
        one = [client.id]
        assert theirs.get(reverse("w_connection", args=one)).status_code == 404
        assert theirs.post(reverse("w_connection_try", args=one)).status_code == 404
        assert theirs.post(reverse("w_connection_secure", args=one)).status_code == 404
        theirs.post(reverse("w_connection_revoke", args=one))
    assert Client.objects.get().revoked is None
    assert builders.signed_in(karim).get(reverse("w_connections")).status_code == 404


def test_guests_are_kept_as_a_code_and_a_wrong_bsn_changes_nothing(sanne) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(sanne)
    client, _key = made(browser)
    address = reverse("w_connection_secure", args=[client.id])
    assert browser.post(address, {"guests": "123456789"}).status_code == 400
    assert Client.objects.get().guests == []
    assert browser.post(address, {"guests": f"{builders.SUZANNE.number}\n"}).status_code == 302
    (guest,) = Client.objects.get().guests
    assert len(guest) == 64
    assert builders.SUZANNE.number not in guest


def test_revoking_ends_the_key(sanne) -> None:  # type: ignore[no-untyped-def]
    browser = builders.signed_in(sanne)
    client, key = made(browser)
    browser.post(reverse("w_connection_revoke", args=[client.id]))
    asked = browser.get("/api/v1/limits", headers={"authorization": f"Bearer {key}"})
    assert asked.json()["type"].endswith("revoked-key")
