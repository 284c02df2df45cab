"""Bad input at the doors: a sentence, nothing lost, nothing done twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import builders

from oogopslag.cases.models import Case, Decision
from oogopslag.catalogue import queries as catalogue
from oogopslag.inbox.models import Message

pytestmark = pytest.mark.django_db


def test_a_fifty_megabyte_photo_leaves_the_text_in_the_field(suzanne) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(suzanne)
    photo = SimpleUploadedFile("f.jpg", b"\xff\xd8\xff" + b"0" * 50_000_000, "image/jpeg")
    answer = client.post(
        reverse("r_reply", args=[case.thread]),
        {"text": "Mijn loonstrook", "key": "k", "files": photo},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "10 MB" in page
    assert "Mijn loonstrook</textarea>" in page
    assert not Message.objects.filter(by="resident").exists()


def test_a_script_in_a_text_field_is_only_text(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, bad = builders.case(suzanne), "<script>alert('x')</script>"
    builders.signed_in(suzanne).post(
        reverse("r_reply", args=[case.thread]), {"text": bad, "key": "k"}
    )
    for client, address in (
        (builders.signed_in(suzanne), reverse("r_thread", args=[case.thread])),
        (builders.signed_in(karim), reverse("w_case", args=[case.id])),
    ):
        page = client.get(address).content.decode()
        assert bad not in page
        assert "&lt;script&gt;" in page


def test_a_double_submit_leads_to_one_receipt(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    client.post(reverse("r_apply_start", args=["zorgtoeslag"]))
    address = reverse("r_apply_submit", args=["zorgtoeslag"])
    first, second = (client.post(address, {"key": "same"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_a_decision_that_somebody_else_just_took_keeps_the_text(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(karim)
    address = reverse("w_decide", args=[case.id])
    typed = {
        "outcome": "grant", "motivation": "Mijn reden", "letter_nl": "Mijn brief", "letter_en": "",
        "revision": "0", "do": "send",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302
    late = client.post(address, {**typed, "motivation": "Andere reden"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Een collega besliste zojuist" in page
    assert "Andere reden" in page
    assert Decision.objects.get().motivation == "Mijn reden"


def test_a_decision_without_reasons_is_refused_and_kept(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(karim)
    answer = client.post(
        reverse("w_decide", args=[case.id]),
        {"outcome": "refuse", "motivation": " ", "letter_nl": "Mijn brief", "do": "send",
         "revision": "0"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "heeft redenen nodig" in answer.content.decode()
    assert "Mijn brief" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"question": "", "due": "2099-01-01"}, {"question": "x", "due": "2026-02-30"},
              {"question": "x", "due": "2020-01-01"}],
)  # fmt: skip
def test_a_question_needs_words_and_a_day_that_is_to_come(suzanne, karim, typed) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(karim)
    answer = client.post(reverse("w_ask", args=[case.id]), typed)
    assert answer.status_code == 409
    assert Case.objects.get().state == "received"


def test_a_form_goes_on_on_another_device(joke) -> None:  # type: ignore[no-untyped-def]
    phone, laptop = builders.signed_in(joke), builders.signed_in(joke)
    phone.post(reverse("r_apply_start", args=["zorgtoeslag"]))
    page = reverse("r_apply_page", args=["zorgtoeslag", "inkomen"])
    autosave = reverse("r_apply_autosave", args=["zorgtoeslag", "inkomen"])
    assert phone.post(autosave, {"verzamelinkomen": "18.0"}).status_code == 204
    assert 'value="18.0"' in laptop.get(page).content.decode()


def test_an_unknown_service_is_a_clear_404(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    assert client.get(reverse("r_possibility", args=["bestaat-niet"])).status_code == 404
    assert client.post(reverse("r_apply_start", args=["bestaat-niet"])).status_code == 404
    change = reverse("r_change", args=["bestaat-niet"])
    assert client.post(change, {"text": "Iets", "key": "k"}).status_code == 404


def test_what_stopped_halfway_is_kept_and_waits_among_the_cases(joke) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(joke)
    client.post(reverse("r_apply_start", args=["zorgtoeslag"]))
    page = reverse("r_apply_page", args=["zorgtoeslag", "inkomen"])
    answer = client.post(page, {"verzamelinkomen": "19.200", "bewaren": "1"})
    assert answer["Location"] == reverse("r_cases")
    assert "Verder met Zorgtoeslag" in client.get(answer["Location"]).content.decode()
    assert 'value="19.200"' in client.get(page + "?wijzig=verzamelinkomen").content.decode()


def test_the_last_page_names_the_organisation_as_it_calls_itself(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    client.post(reverse("r_apply_start", args=["kinderbijslag"]))
    page = client.get(reverse("r_apply_page", args=["kinderbijslag", "controle"])).content.decode()
    assert "Sociale Verzekeringsbank (SVB)" in page


def test_one_who_looks_again_and_again_on_a_day_is_one_line_with_how_often(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, staff = builders.case(suzanne), builders.signed_in(karim)
    for _ in range(3):
        staff.get(reverse("w_case", args=[case.id]))
    page = builders.signed_in(suzanne).get(reverse("r_uses")).content.decode()
    assert page.count("Karim Bos") == 1
    assert "3 keer op deze dag" in page


def test_every_subject_of_what_is_known_has_a_name_in_english_too(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    client.post(reverse("p_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("r_data")).content.decode()
    found = {kind.subject for kind in catalogue.library().dictionary.values()}
    assert len(found) > 5
    assert not [name for name in found if f">{name.capitalize()}</h2>" in page]


def test_an_address_and_a_number_are_asked_so_that_a_browser_can_fill_them_in(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    assert 'autocomplete="email"' in client.get(reverse("r_settings")).content.decode()
    assert 'autocomplete="tel"' in client.get(reverse("r_telling")).content.decode()


def test_a_change_without_words_is_refused_and_one_with_words_opens_a_conversation(suzanne) -> None:  # type: ignore[no-untyped-def]
    client, address = builders.signed_in(suzanne), reverse("r_change", args=["zorgtoeslag"])
    assert client.post(address, {"text": " ", "key": "a"}).status_code == 400
    answer = client.post(address, {"text": "Ik ga samenwonen", "key": "b"})
    assert "Ik ga samenwonen" in client.get(answer["Location"]).content.decode()


def test_a_contradiction_that_cannot_be_read_stays_in_the_field(suzanne) -> None:  # type: ignore[no-untyped-def]
    client, address = builders.signed_in(suzanne), reverse("r_contradict", args=["vermogen"])
    answer = client.post(address, {"value": "veel", "why": "Daarom"})
    assert answer.status_code == 400
    assert 'value="veel"' in answer.content.decode()
    assert client.post(address, {"value": "5.000", "why": "Daarom"}).status_code == 302
    assert "U zegt:" in client.get(reverse("r_data")).content.decode()


def test_an_address_that_is_no_address_is_refused(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    wrong = client.post(reverse("r_email"), {"address": "suzanne", "choice": "ja"})
    assert wrong.status_code == 400
    assert (
        client.post(reverse("r_email"), {"address": "s@example.nl", "choice": "ja"}).status_code
        == 302
    )
    assert "s@example.nl" in client.get(reverse("r_settings")).content.decode()


def test_a_reply_to_nothing_is_not_sent_and_a_draft_is_kept(suzanne) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(suzanne)
    address = reverse("r_reply", args=[case.thread])
    assert client.post(address, {"text": " ", "key": "k"}).status_code == 400
    client.post(address, {"text": "Half af", "key": "k", "bewaren": "1"})
    assert (
        "Half af</textarea>" in client.get(reverse("r_thread", args=[case.thread])).content.decode()
    )


def test_language_switch_leads_nowhere_else(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    answer = client.post(reverse("p_language"), {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert "You can get this" in client.get("/").content.decode()


def test_health_answers_and_pages_are_not_cached(suzanne, client) -> None:  # type: ignore[no-untyped-def]
    assert client.get(reverse("p_health")).json()["status"] == "ok"
    page = builders.signed_in(suzanne).get("/")
    assert "no-store" in page["Cache-Control"]
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_theme_is_made_for_each_organisation(world, client) -> None:  # type: ignore[no-untyped-def]
    css = client.get(reverse("p_theme", args=["gemeente-veenstad"])).content.decode()
    assert "--basis-color-action-1-inverse-bg-default" in css


def test_an_outcome_that_is_decided_elsewhere_shows_the_proposed_one(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    for outcome in ("revoke", "not_treated", "iets"):
        page = builders.signed_in(karim).get(f"/werk/zaken/{case.id}/besluit/?besluit={outcome}")
        assert page.status_code == 200
        assert page.content.decode().count('href="?besluit=') == 3
