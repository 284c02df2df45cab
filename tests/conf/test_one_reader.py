"""What a browser kept for one reader is gone before the next one reads."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import builders

from oogopslag.conf.device import COOKIE, WIPE

pytestmark = pytest.mark.django_db


def signed_in(client: Client, resident) -> Client:  # type: ignore[no-untyped-def]
    builders.signed_in(resident)  # has an account now
    client.force_login(resident.account, backend="oogopslag.people.backend.Backend")
    return client


def test_somebody_else_in_the_same_browser_finds_nothing_of_the_first(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(Client(), suzanne)
    first = client.get("/")
    assert "Clear-Site-Data" not in first
    mark = client.cookies[COOKIE]
    assert mark["httponly"]
    assert str(suzanne.account.pk) != mark.value
    assert COOKIE not in client.get("/").cookies

    client.cookies.pop("oogopslag", None)  # the session ended by itself
    assert "Clear-Site-Data" not in client.get(reverse("p_login"))
    assert "Clear-Site-Data" not in signed_in(client, suzanne).get("/")
    client.cookies.pop("oogopslag", None)
    assert signed_in(client, joke).get("/")["Clear-Site-Data"] == WIPE
    assert "Clear-Site-Data" not in client.get("/")


def test_signing_out_leaves_no_mark(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(Client(), suzanne)
    client.get("/")
    left = client.post(reverse("p_logout"))
    assert "storage" in left["Clear-Site-Data"]
    assert client.cookies[COOKIE].value == ""


def test_who_is_not_signed_in_gets_no_mark() -> None:
    client = Client()
    client.get(reverse("p_login"))
    assert COOKIE not in client.cookies
