"""Surveys: one wording per id, tokens that tell nothing, rest for 90 days, honest results."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.insight import actions, surveys
from oogopslag.insight.errors import LeftAlone, SurveyClosed, WrongAnswer
from oogopslag.insight.models import Measurement, SurveyAnswer, SurveyRest, SurveyToken

pytestmark = pytest.mark.django_db


def test_a_changed_word_is_a_new_item() -> None:
    row = {"id": "x", "digest": "00000000", "codes": ["ja"], "text": {"nl": "Nieuw", "en": "New"}}

    with pytest.raises(surveys.ChangedWording):
        surveys._item(row)
    assert len(surveys.instruments()["yearly"].items) == 12


def test_the_rest_of_90_days_holds_over_every_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"contact-vertrouwen-1": "meer"}
    actions.after_contact("person-a", "svb", codes)
    # The same person at the desk, by SMS or on paper: one rest for all.
    for organisation in ("svb", "gemeente-veenstad"):
        with pytest.raises(LeftAlone):
            actions.after_contact("person-a", organisation, codes)
    actions.after_contact("person-b", "svb", codes)

    later = timezone.localdate() + timedelta(days=90)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    actions.after_contact("person-a", "svb", codes)

    assert SurveyAnswer.objects.count() == 3
    assert "person-a" not in str(list(SurveyRest.objects.values()))


def test_a_token_is_used_once_and_leads_to_no_answer() -> None:
    (token,) = actions.invite("goals", "2026-1", {"laag=gemeente": 1})
    kept = actions.answer_survey(token, {"doel-nodig-1": "5"})

    assert kept == 1
    assert token not in str(list(SurveyToken.objects.values()))
    columns = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert not columns & {"token", "person", "moment"}
    with pytest.raises(SurveyClosed):
        actions.answer_survey(token, {"doel-nodig-1": "5"})
    with pytest.raises(SurveyClosed):
        actions.answer_survey("never-sent", {})


def test_an_answer_that_is_not_offered_is_refused_and_the_token_stays_good() -> None:
    (token,) = actions.invite("goals", "2026-1", {"laag=rijk": 1})
    with pytest.raises(WrongAnswer):
        actions.answer_survey(token, {"doel-nodig-1": "6"})

    assert surveys.open_survey(token).key == "goals"


def test_the_seed_case_through_the_whole_engine() -> None:
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(instrument="goals", wave="2026-1", stratum="", item="doel-eigen-1",
                     code="gehaald" if i < 14 else "later", day=date(2026, 1, 1))
        for i in range(1_415)
    )  # fmt: skip

    found = surveys.result("goals", "doel-eigen-1", "2026-1").shares["gehaald"]

    assert round((found.share or 0) * 100) == 1
    assert [round((x or 0) * 100, 1) for x in (found.low, found.high)] == [0.6, 1.7]


def test_a_survey_with_nobody_under_25_says_so() -> None:
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(instrument="yearly", wave="2026", item="jaar-snel-1", code="ja",
                     stratum=f"leeftijd={age};gebied=stad", day=date(2026, 1, 1))
        for age in ("25-44", "45-64", "65+") for _ in range(20)
    )  # fmt: skip

    found = surveys.result("yearly", "jaar-snel-1", "2026")

    assert "leeftijd: 18-24" in found.empty
    assert found.shares["ja"].share == pytest.approx(1.0)


def test_a_survey_is_answered_on_a_page_that_keeps_what_was_chosen() -> None:
    (token,) = actions.invite("yearly", "2026", {"leeftijd=65+;gebied=dorp": 1})
    client, address = Client(headers={"accept-language": "nl"}), reverse("p_survey", args=[token])
    assert "Ik begreep de brieven." in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 400

    page = client.post(address, {"jaar-snel-1": "nee"})

    assert "zonder uw naam" in page.content.decode()
    assert client.get(address).status_code == 410
    assert SurveyAnswer.objects.get().stratum == "leeftijd=65+;gebied=dorp"


def test_who_was_asked_after_a_contact_is_left_alone_and_no_answer_leads_back(suzanne) -> None:  # type: ignore[no-untyped-def]
    token = actions.ask_after_contact(str(suzanne.id), "dienst-toeslagen")
    with pytest.raises(LeftAlone):
        actions.ask_after_contact(str(suzanne.id), "gemeente-veenstad")
    with pytest.raises(LeftAlone):
        actions.after_contact(str(suzanne.id), "dienst-toeslagen", {})

    dutch = Client(headers={"accept-language": "nl"})
    asked = dutch.get(reverse("p_survey", args=[token])).content.decode()
    assert "Het gaat over uw contact met Dienst Toeslagen" in asked
    actions.answer_survey(token, {"contact-vertrouwen-1": "meer"})

    row = SurveyAnswer.objects.get()
    assert (row.organisation, row.stratum) == ("dienst-toeslagen", "")
    assert str(suzanne.id) not in str(list(SurveyAnswer.objects.values()))
    assert str(suzanne.id) not in str(list(SurveyToken.objects.values()))


def test_the_question_is_offered_after_an_answer_of_a_person(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    thread = inbox.thread_of(case.thread)
    me = Actor(kind="resident", id=str(suzanne.id))
    browser = builders.signed_in(suzanne)
    page = f"/berichten/{thread.id}/"
    inbox.reply(thread, text="Wanneer?", key="r", actor=me)
    assert "Is uw vraag beantwoord?" not in browser.get(page).content.decode()
    inbox.answer(thread, staff=karim, text="Morgen.", key="a")
    assert "Is uw vraag beantwoord?" in browser.get(page).content.decode()

    said = browser.post(f"{page}beantwoord/", {"beantwoord": "ja"}, follow=True)
    assert "Mijn antwoord geven" in said.content.decode()
    asked = browser.post(f"{page}na-contact/", follow=True)

    assert "heb ik in deze organisatie" in asked.content.decode()
    # The second contact within 90 days is not followed by a question, whatever the channel.
    assert "Mijn antwoord geven" not in browser.get(f"{page}?beantwoord=ja").content.decode()
    assert browser.post(f"{page}na-contact/")["Location"] == page


def test_answers_for_an_organisation_become_its_evidence_from_thirty_on(db) -> None:  # type: ignore[no-untyped-def]
    def answered(many: int, code: str) -> None:
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(instrument="contact", wave="2026-10", stratum="", code=code,
                         organisation="dienst-toeslagen", item="contact-vertrouwen-1",
                         day=date(2026, 10, 20))
            for _ in range(many)
        )  # fmt: skip

    answered(20, "meer")
    answered(9, "minder")
    assert actions.take_answers(date(2026, 11, 25)) == 0

    answered(11, "gelijk")

    assert actions.take_answers(date(2026, 11, 25)) == 1
    found = Measurement.objects.get(indicator="V6")
    assert (found.klass, found.hits, found.n) == ("S", 20, 40)
    assert actions.take_answers(date(2026, 11, 25)) == 0
