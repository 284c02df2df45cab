"""Signing in over OpenID Connect, with every wrong value refused, and no BSN left behind."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.contrib.sessions.models import Session
from tests import builders

from oogopslag.doors.demo import tokens
from oogopslag.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
Change = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def address(served, settings, world) -> str:  # type: ignore[no-untyped-def]
    settings.BASE_URL = served.url
    return str(served.url)


@pytest.fixture
def world(transactional_db):  # type: ignore[no-untyped-def]
    builders.world()


def browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, follow_redirects=True, timeout=20)


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def choose(client: httpx.Client, realm: str = "digid", **chosen: str) -> httpx.Response:
    page = client.get(f"/inloggen/{realm}/")
    return client.post(str(page.url), data={**fields(page.text), **chosen})


def test_a_resident_signs_in_and_the_bsn_is_nowhere(address, caplog) -> None:  # type: ignore[no-untyped-def]
    caplog.set_level(logging.DEBUG)
    with browser(address) as client:
        page = choose(client, persona="999000020")
    assert page.status_code == 200
    assert "Suzanne" in page.text
    urls = [str(response.url) for response in (*page.history, page)]
    kept = [one.get_decoded() for one in Session.objects.all()]
    for place in (urls, kept, page.text, caplog.text, list(Account.objects.values())):
        assert "999000020" not in str(place)


def test_a_bsn_of_the_register_can_be_typed_with_spaces(address) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        assert "Mehmet" in choose(client, bsn="9990 000 32").text


@pytest.mark.parametrize(
    ("bsn", "sentence"),
    [
        ("999000021", "kan niet kloppen"),
        ("abc", "kan niet kloppen"),
        ("999993653", "hier bekend"),
        ("", "kan niet kloppen"),
    ],
)
def test_a_wrong_bsn_gets_a_sentence_and_keeps_what_was_typed(address, bsn, sentence) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        client.headers["accept-language"] = "nl"
        page = choose(client, bsn=bsn)
    assert page.status_code == 400
    assert sentence in page.text
    assert f'value="{bsn}"' in page.text


def test_somebody_who_died_cannot_sign_in(address) -> None:  # type: ignore[no-untyped-def]
    from datetime import date

    from oogopslag.people import actions

    actions.register_resident(builders.JOKE, deceased_on=date(2026, 1, 1))
    with browser(address) as client:
        page = choose(client, persona=builders.JOKE.number)
    assert page.status_code == 403
    assert "BRP" in page.text


def test_staff_arrive_in_the_workspace_with_their_roles(address) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        page = choose(client, "medewerkers", persona="karim-bos")
    assert str(page.url).endswith("/werk/")


WRONG: dict[str, Change] = {
    "issuer": lambda c: {**c, "iss": "https://elsewhere.example"},
    "audience": lambda c: {**c, "aud": "another"},
    "nonce": lambda c: {**c, "nonce": "replayed"},
    "no nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "expired": lambda c: {**c, "exp": int(time.time()) - 3600},
    "level too low": lambda c: {**c, "acr": "http://eidas.europa.eu/LoA/low"},
    "level unknown": lambda c: {**c, "acr": "9"},
    "no level": lambda c: {k: v for k, v in c.items() if k != "acr"},
    "no subject": lambda c: {k: v for k, v in c.items() if k != "sub"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_token_with_one_wrong_value_is_refused(address, monkeypatch, wrong) -> None:  # type: ignore[no-untyped-def]
    import jwt

    def tampered(issuer: str, audience: str, claims: dict[str, Any]) -> str:
        now = int(time.time())
        body = {"iss": issuer, "aud": audience, "iat": now, "exp": now + 300, **claims}
        return jwt.encode(wrong(body), tokens._key(), algorithm="RS256", headers={"kid": "demo"})

    monkeypatch.setattr(tokens, "identity", tampered)
    with browser(address) as client:
        page = choose(client, persona="999000020")
    assert page.status_code == 403
    assert "Suzanne" not in page.text


def test_a_token_signed_with_another_key_is_refused(address, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import jwt
    from cryptography.hazmat.primitives.asymmetric import rsa

    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    real = tokens.identity

    def forged(*args: Any) -> str:
        body = jwt.decode(real(*args), options={"verify_signature": False})
        return jwt.encode(body, other, algorithm="RS256", headers={"kid": "demo"})

    monkeypatch.setattr(tokens, "identity", forged)
    with browser(address) as client:
        assert choose(client, persona="999000020").status_code == 403


def test_a_code_works_once_and_only_with_its_verifier() -> None:
    code = tokens.code_for({"realm": "digid"})
    assert tokens.redeemed(code)
    assert tokens.redeemed(code) is None
    assert tokens.redeemed(code + "x") is None
    assert not tokens.fits("verifier", "challenge")


def test_an_answer_without_our_state_is_refused(address) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        page = client.get("/inloggen/digid/terug/?code=x&state=y")
    assert page.status_code == 403


def test_a_request_to_another_address_is_not_answered(address) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        page = client.get("/inloggen/digid/")
        url = str(page.url).replace("terug", "elders")
        assert client.get(url).status_code == 400


def test_two_people_on_one_browser_never_mix(address) -> None:  # type: ignore[no-untyped-def]
    with browser(address) as client:
        choose(client, persona="999000020")
        page = choose(client, persona="999000056")
        assert "Joke" in page.text
        assert "Suzanne" not in client.get("/").text


def test_a_session_ends_when_nobody_uses_it(suzanne_client, settings) -> None:  # type: ignore[no-untyped-def]
    session = suzanne_client.session
    session["last_used"] = int(time.time()) - settings.IDLE_SECONDS - 1
    session.save()
    page = suzanne_client.get("/", follow=True)
    assert "15 minuten" in page.content.decode()


def test_signing_out_everywhere_ends_the_other_browser_too(suzanne_client) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.people import queries

    other = builders.signed_in(queries.resident_by_bsn(builders.SUZANNE))
    assert other.get("/").status_code == 200
    answer = suzanne_client.post("/instellingen/overal-uitloggen/")
    assert "cache" in answer["Clear-Site-Data"]
    assert other.get("/").status_code == 302


@pytest.fixture
def suzanne_client(world):  # type: ignore[no-untyped-def]
    return builders.signed_in(builders.resident())


def test_how_surely_somebody_signed_in_stands_in_the_proof_that_a_letter_was_opened(
    address,
) -> None:  # type: ignore[no-untyped-def]
    from django.urls import reverse

    from oogopslag.inbox import queries

    suzanne = builders.resident()
    case = builders.case(suzanne)
    with browser(address) as client:
        choose(client, persona="999000020")
        page = client.get(reverse("r_thread", args=[case.thread]))
    assert page.status_code == 200
    (message,) = queries.thread(suzanne, case.thread).messages
    assert queries.proof_of_resident(suzanne, message.id).opened_level == "substantial"
