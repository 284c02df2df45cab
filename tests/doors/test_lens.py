"""The lens' pages without a camera: list, code, remarks, packs, values, and who may do what."""

import json

import pytest
from django.test import Client
from tests import builders

from oogopslag.paper import actions, queries
from oogopslag.paper.models import Remark, Review

pytestmark = pytest.mark.django_db
LIST = "/papier/zorgtoeslag/aanvraag/2026/"


@pytest.fixture
def anybody(world: None) -> Client:
    return Client(headers={"accept-language": "nl"})


def test_the_list_holds_every_text_of_the_overlay(anybody: Client) -> None:
    page = anybody.get(LIST).content.decode()

    guide = queries.guide("zorgtoeslag.aanvraag")
    for field in guide.fields_of("2026"):
        for said in guide.texts["nl"].fields[field.key].values():
            assert said.replace("'", "&#39;") in page, said
    assert "militair" not in page.lower()


def test_the_list_speaks_another_language_when_asked(anybody: Client) -> None:
    page = anybody.get(f"{LIST}?taal=en").content.decode()

    assert 'lang="en" dir="ltr"' in page
    assert "Citizen service number (BSN)" in page


@pytest.mark.parametrize(
    ("language", "lead", "dutch"),
    [("ar", "افعل هذا:", "Doe dit:"), ("pl", "Zrób tak:", "Doe dit:")],
)
def test_what_leads_in_a_text_is_said_in_the_language_of_the_text(
    anybody: Client, language: str, lead: str, dutch: str
) -> None:
    page = anybody.get(f"{LIST}?taal={language}").content.decode()

    assert lead in page
    assert dutch not in page


def test_a_date_keeps_its_order_in_a_text_from_right_to_left(anybody: Client) -> None:
    assert "<bdi>14 02 1981</bdi>" in anybody.get(f"{LIST}?taal=ar").content.decode()


def test_words_are_a_draft_until_a_named_person_approves_exactly_these(
    anybody: Client, karim: object
) -> None:
    assert "Nog niet nagekeken" in anybody.get(LIST).content.decode()
    words = queries.guide("zorgtoeslag.aanvraag").texts["nl"]

    staff = builders.signed_in(karim)
    staff.post("/papier/werk/zorgtoeslag/aanvraag/nl/", {"digest": words.digest})

    assert "Nagekeken door de organisatie" in anybody.get(LIST).content.decode()
    assert Review.objects.get().reviewer_name == "Karim Bos"
    reviewed = anybody.get("/papier/pakketten.json").json()["reviewed"]
    assert reviewed == {"zorgtoeslag.aanvraag": {"nl": words.digest}}


def test_words_that_changed_meanwhile_are_not_approved(karim: object) -> None:
    response = builders.signed_in(karim).post(
        "/papier/werk/zorgtoeslag/aanvraag/nl/", {"digest": "0" * 64}
    )

    assert response.status_code == 404
    assert not Review.objects.exists()


def test_nobody_approves_the_words_of_another_organisation(anne: object) -> None:
    words = queries.guide("zorgtoeslag.aanvraag").texts["nl"]

    response = builders.signed_in(anne).post(
        "/papier/werk/zorgtoeslag/aanvraag/nl/", {"digest": words.digest}
    )

    assert response.status_code == 404
    assert not Review.objects.exists()


@pytest.mark.parametrize("typed", ["ZT 010 - 2026", "zt0102026", "ZT 010 - 2026 - 0", "zt01020260"])
def test_a_typed_code_opens_the_list(anybody: Client, typed: str) -> None:
    assert anybody.get("/papier/", {"code": typed})["Location"] == LIST


def test_the_code_of_a_letter_opens_its_explanation_without_signing_in(anybody: Client) -> None:
    response = anybody.get("/papier/c/WD220-2025/", follow=True)

    assert response.redirect_chain[-1][0] == "/papier/kwijtschelding/besluit/2025/"
    assert response.status_code == 200


def test_an_unknown_code_says_what_to_do_and_keeps_what_was_typed(anybody: Client) -> None:
    response = anybody.get("/papier/", {"code": "QQ 1"})

    assert response.status_code == 404
    assert "Controleer de code" in response.content.decode()
    assert 'value="QQ 1"' in response.content.decode()


@pytest.mark.parametrize("typed", ["ZT 010 - 2025 - 0", "ZT 100 - 2026 - 0", "ZT 010 - 2026 - O"])
def test_a_slip_in_a_code_with_its_check_sign_opens_no_other_paper(
    anybody: Client, typed: str
) -> None:
    response = anybody.get("/papier/", {"code": typed})

    assert response.status_code == 404
    assert "Eén teken van deze code klopt niet" in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()


def test_a_form_that_is_not_in_the_list_reaches_its_organisation(
    anybody: Client, karim: object, anne: object
) -> None:
    sent = {"organisatie": "dienst-toeslagen", "titel": "Uitstel van betaling"}

    response = anybody.post("/papier/niet-bij/", sent, follow=True)

    assert "Dank u wel" in response.content.decode()
    (remark,) = queries.open_remarks("dienst-toeslagen")
    assert (remark.kind, remark.text) == ("absent", "Uitstel van betaling")
    (row,) = queries.quality("dienst-toeslagen")
    assert row.counts == {"unknown": 1}
    assert "Uitstel van betaling" in builders.signed_in(karim).get("/papier/werk/").content.decode()
    other = builders.signed_in(anne).get("/papier/werk/").content.decode()
    assert "Uitstel van betaling" not in other


def test_a_missing_form_without_title_or_organisation_is_refused(anybody: Client) -> None:
    empty = anybody.post("/papier/niet-bij/", {"organisatie": "dienst-toeslagen", "titel": " "})
    nobody = anybody.post("/papier/niet-bij/", {"organisatie": "nergens", "titel": "Iets"})

    assert (empty.status_code, nobody.status_code) == (400, 404)
    assert "Er is nog niets verstuurd" in empty.content.decode()
    assert not Remark.objects.exists()


def test_who_says_that_the_camera_did_not_know_a_form_is_counted(anybody: Client) -> None:
    anybody.post(f"{LIST}telling/", {"soort": "unknown"})

    (row,) = queries.quality("dienst-toeslagen")
    assert row.counts == {"unknown": 1}
    assert "kende het niet" in anybody.get(LIST).content.decode()


def test_only_who_is_signed_in_is_offered_to_make_a_task(anybody: Client, suzanne: object) -> None:
    assert "Maak er een taak van" not in anybody.get("/papier/lens/").content.decode()
    assert (
        "Maak er een taak van" in builders.signed_in(suzanne).get("/papier/lens/").content.decode()
    )


def test_only_the_lens_page_may_ask_for_the_camera(anybody: Client) -> None:
    assert anybody.get("/papier/lens/")["Permissions-Policy"].startswith("camera=(self)")
    for path in ("/papier/", LIST, "/hulp/", "/inloggen/"):
        assert anybody.get(path)["Permissions-Policy"].startswith("camera=()"), path


def test_the_lens_page_makes_no_exception_to_the_content_policy(anybody: Client) -> None:
    lens = anybody.get("/papier/lens/")["Content-Security-Policy"]
    other = anybody.get("/hulp/")["Content-Security-Policy"]

    assert lens == other
    assert "unsafe" not in lens


def test_a_remark_lands_on_the_owners_list_with_a_term_and_in_the_figures(
    anybody: Client, karim: object, anne: object
) -> None:
    anybody.post(
        f"{LIST}opmerking/", {"veld": "inkomen", "soort": "unclear", "tekst": "Bruto of netto?"}
    )

    (remark,) = queries.open_remarks("dienst-toeslagen")
    assert (remark.field, remark.text) == ("Geschat inkomen", "Bruto of netto?")
    assert remark.due > remark.made.date()
    (row,) = queries.quality("dienst-toeslagen")
    assert row.counts == {"unclear": 1}
    assert "Bruto of netto?" in builders.signed_in(karim).get("/papier/werk/").content.decode()
    assert "Bruto of netto?" not in builders.signed_in(anne).get("/papier/werk/").content.decode()


def test_a_remark_that_was_handled_leaves_the_list(anybody: Client, karim: object) -> None:
    made = actions.remark(
        "zorgtoeslag.aanvraag", "2026", field="", kind="wrong", language="nl", text="Fout jaar"
    )

    builders.signed_in(karim).post(f"/papier/werk/{made.id}/gezien/", {"antwoord": "Verbeterd"})

    assert queries.open_remarks("dienst-toeslagen") == []
    assert Remark.objects.get().answer == "Verbeterd"


def test_nobody_handles_a_remark_of_another_organisation(anybody: Client, anne: object) -> None:
    made = actions.remark(
        "zorgtoeslag.aanvraag", "2026", field="", kind="unclear", language="nl", text=""
    )

    response = builders.signed_in(anne).post(f"/papier/werk/{made.id}/gezien/")

    assert response.status_code == 404
    assert Remark.objects.get().handled is None


def test_a_remark_without_words_is_refused_and_nothing_typed_is_lost(anybody: Client) -> None:
    response = anybody.post(
        f"{LIST}opmerking/", {"veld": "inkomen", "soort": "wrong", "tekst": " "}
    )

    assert response.status_code == 400
    assert "Er is nog niets verstuurd" in response.content.decode()
    assert not Remark.objects.exists()


def test_a_resident_sees_their_own_values_and_a_visitor_none(
    anybody: Client, suzanne: object
) -> None:
    mine = builders.signed_in(suzanne)

    values = mine.get("/papier/waarden/").json()["zorgtoeslag.aanvraag"]
    page = mine.get(LIST)

    assert values["inkomen"]["cents"] > 0
    assert values["inkomen"]["shown"] in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert values["inkomen"]["shown"] not in anybody.get(LIST).content.decode()
    assert anybody.get("/papier/waarden/").status_code == 302


def test_values_come_for_all_forms_at_once(suzanne: object) -> None:
    content = builders.signed_in(suzanne).get("/papier/waarden/").content

    filled = {one.id for one in queries.guides().values() if any(f.value for f in one.fields)}
    assert set(json.loads(content)) == filled


def test_a_pack_is_served_whole_or_not_at_all(anybody: Client, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.PACKS = tmp_path
    assert anybody.get("/papier/pakketten.json").json()["packs"] == []
    (tmp_path / "secret.txt").write_text("not for you")

    assert anybody.get("/papier/pakket/secret.txt").status_code == 404
    assert anybody.get("/papier/pakket/..%2Fsecret.txt").status_code == 404


def test_the_paper_itself_can_be_printed(anybody: Client) -> None:
    response = anybody.get(f"{LIST}papier.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "path", ["/papier/zorgtoeslag/none/2026/", "/papier/zorgtoeslag/aanvraag/1999/"]
)
def test_a_form_or_edition_that_does_not_exist_is_not_found(anybody: Client, path: str) -> None:
    assert anybody.get(path).status_code == 404
