"""What cannot be shown says why, what is kept and what to do now, in the reader's language."""

import pytest
from django.test import Client
from tests import builders

from oogopslag.people import queries as who


@pytest.mark.django_db
def test_an_address_that_does_not_exist_gets_a_page_of_ours_in_two_languages() -> None:
    dutch = Client(headers={"accept-language": "nl"}).get("/bestaat-niet/")
    english = Client(headers={"accept-language": "en"}).get("/bestaat-niet/")

    assert (dutch.status_code, english.status_code) == (404, 404)
    assert "Wij kunnen deze pagina niet vinden" in dutch.content.decode()
    assert "We cannot find this page" in english.content.decode()
    assert "Liever bellen of langskomen?" in dutch.content.decode()


@pytest.mark.django_db
def test_the_colours_of_nobody_are_a_page_that_is_not_there() -> None:
    assert Client().get("/theme/nergens.css").status_code == 404


def test_anothers_case_looks_like_one_that_does_not_exist(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    browser = builders.signed_in(joke)

    anothers = browser.get(f"/zaken/{case.id}/")
    nobodys = browser.get("/zaken/00000000-0000-7000-8000-000000000000/")

    assert anothers.status_code == nobodys.status_code == 404
    assert "Wij kunnen deze pagina niet vinden" in anothers.content.decode()
    assert suzanne.name not in anothers.content.decode()


def test_a_fault_of_ours_says_so_and_shows_no_inside(suzanne, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def broken(account: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(who, "resident_of", broken)
    browser = builders.signed_in(suzanne)
    browser.raise_request_exception = False

    answer = browser.get("/")

    assert answer.status_code == 500
    assert "Het ligt aan ons" in answer.content.decode()
    assert "secret inside" not in answer.content.decode()


def test_a_form_whose_token_does_not_fit_is_not_sent_and_says_so(suzanne) -> None:  # type: ignore[no-untyped-def]
    signed_in = builders.signed_in(suzanne)
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "nl"})
    strict.cookies = signed_in.cookies

    answer = strict.post("/uitloggen/", {})

    assert answer.status_code == 403
    assert "Deze pagina stond te lang open" in answer.content.decode()
