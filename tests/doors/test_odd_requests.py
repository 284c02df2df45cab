"""Requests that no page makes: an answer that says so, never a failure."""

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.inbox.models import Message

pytestmark = pytest.mark.django_db
HUGE = "9" * 5_000


def test_a_nul_character_in_a_field_is_left_out(suzanne) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(suzanne)
    address = reverse("r_reply", args=[case.thread])
    client.post(address, {"text": "Ha\0llo", "key": "k\0"})
    said = Message.objects.get(by="resident")
    assert said.body["nl"] == "Hallo"
    assert "\0" not in said.key
    assert client.get(reverse("r_inbox"), {"q": "a\0b"}).status_code == 200
    assert client.get("/c/a%00b/").status_code == 404


def test_a_version_that_is_no_number_is_an_old_version(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(karim)
    for revision in (HUGE, "٣", "²", "-1", ""):
        answer = client.post(
            reverse("w_decide", args=[case.id]),
            {"outcome": "grant", "motivation": "Reden", "letter_nl": "Brief", "letter_en": "",
             "revision": revision, "do": "send"},
        )  # fmt: skip
        assert answer.status_code in {400, 409}, revision
    chosen = {"zaak": [f"{case.id}_{HUGE}", f"{case.id}_x"]}
    assert client.post(reverse("w_batch"), chosen).status_code < 500


def test_a_day_far_away_is_no_day(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    for day in (f"1-1-{HUGE}", f"{'9' * 30}-1-2026", "1-1-99999999999"):
        answer = client.post(reverse("r_own_tasks"), {"titel": "Iets doen", "dag": day})
        assert answer.status_code < 500


def test_a_conversation_goes_on_to_a_body_that_is_known(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    address = reverse("w_thread_do", args=[case.thread])
    answer = builders.signed_in(karim).post(address, {"do": "forward", "naar": "bestaat-niet"})
    assert answer.status_code in {400, 404}


def test_a_certificate_is_sixty_four_hexadecimal_digits(world) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.people import actions as people
    from oogopslag.people import queries as who

    developer = builders.staff("develop", name="Dev Een")
    body = who.organisation("dienst-toeslagen")
    made = people.make_client(body, name="proef", kind="normal", staff=developer)
    client = builders.signed_in(developer)
    for name, ok in (("z" * 64, False), ("a" * 63, False), ("aB" * 32, True), ("", True)):
        answer = client.post(
            reverse("w_connection_secure", args=[made.client.id]), {"certificate": name}
        )
        assert (answer.status_code == 302) is ok, name
