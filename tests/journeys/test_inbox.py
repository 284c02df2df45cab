"""The inbox and a conversation: beautiful on a phone and a desk, nl and en, with undo and proof."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import actions
from oogopslag.inbox.actions import ReplyPolicy
from oogopslag.people import queries as people
from tests import builders
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def conversation(slug: str = "waterschap-drieland"):  # type: ignore[no-untyped-def]
    """A letter that asks for something, as a water board sends it."""
    suzanne = builders.resident(builders.SUZANNE)
    body = people.organisation(slug)
    actor = Actor(kind="organisation", id=body.slug)
    thread = actions.open_thread(
        suzanne,
        body,
        service="kwijtschelding-waterschap",
        title={"nl": "Wij hebben uw huurcontract nodig", "en": "We need your rental contract"},
        safe_title={"nl": "een vraag", "en": "a question"},
    )
    due = timezone.localdate() + timedelta(days=6)
    message = actions.post(
        thread,
        kind="request",
        body={
            "nl": "Beste mevrouw De Wit,\n\nU vroeg kwijtschelding aan. Uw huur staat niet in onze "
            "gegevens. Daarom vragen wij u om uw huurcontract.\n\nLukt het niet op tijd? Antwoord "
            "dan op deze brief. U krijgt meer tijd als u die nodig heeft.",
            "en": "Dear Ms De Wit,\n\nYou asked for remission. Your rent is not in our data. "
            "Therefore we ask you for your rental contract.\n\nNot in time? Answer this letter.",
        },
        author={"nl": "Waterschap Drieland, team Kwijtschelding", "en": "Drieland, Remission"},
        actor=actor,
        policy=ReplyPolicy(answer_within=2),
        legal_effect={
            "nl": "De beslistermijn staat stil tot u antwoordt (Awb 4:15).",
            "en": "The term stands still until you answer (Awb 4:15).",
        },
        react_before=due,
    )
    actions.ask(
        thread, message, kind="document", title={"nl": "Stuur uw huurcontract", "en": "Send it"},
        due=due, actor=actor, clock="pauses", reason="incomplete",
    )  # fmt: skip
    return thread


def test_reading_answering_ordering_and_proving(phone: Walker, desk: Walker) -> None:
    thread = conversation()
    sign_in(phone, "Suzanne de Wit")
    phone.click("Berichten")
    phone.look("postvak")
    assert "U bent aan zet" in phone.text()
    phone.click("Wij hebben uw huurcontract nodig")
    phone.look("gesprek")
    assert "Stuur uw huurcontract" in phone.text()
    phone.page.get_by_label("Uw bericht").fill("Is een huurspecificatie ook goed?")
    phone.press("Versturen")
    phone.look("beantwoord")
    assert "antwoordt uiterlijk" in phone.text()
    phone.click("Bewijs van dit bericht")
    phone.look("bewijs")
    assert "Alle regels sluiten op elkaar aan" in phone.text()
    phone.press("Bevestigen dat ik het heb ontvangen")
    assert "Bevestigd als ontvangen" in phone.text()

    phone.click("Berichten")
    phone.page.get_by_label("Zoeken in uw berichten").fill("huurcontract")
    phone.press("Zoeken")
    assert "Wij hebben uw huurcontract nodig" in phone.text()
    phone.go(f"/berichten/{thread.id}/")
    phone.press("Naar archief")
    phone.look("gearchiveerd")
    assert "Wij hebben uw huurcontract nodig" not in phone.text()
    phone.press("Ongedaan maken")
    assert "Wij hebben uw huurcontract nodig" in phone.text()
    phone.go("/berichten/?kies=1")
    phone.look("kiezen")

    desk.go("/inloggen/")
    desk.press("EN, switch to English")
    desk.click("DigiD")
    desk.press("Suzanne de Wit")
    desk.go("/berichten/")
    desk.look("inbox")
    desk.go(f"/berichten/{thread.id}/")
    desk.look("conversation")
    assert "Whose turn is it?" in desk.text()
    desk.go("/berichten/nieuw/")
    desk.look("new-message")
    desk.go("/instellingen/berichten/")
    desk.look("how-you-are-told")
    desk.page.get_by_label("Mobile number").fill("06-1234567")
    desk.press("Yes, tell me by text message")
    desk.look("wrong-number")
    desk.page.get_by_label("Mobile number").fill("06 12345678")
    desk.press("Yes, tell me by text message")
    assert "+31612345678" in desk.text()


def test_the_team_answers_takes_back_forwards_and_anybody_checks_a_code(
    desk: Walker, phone: Walker
) -> None:
    thread = conversation("dienst-toeslagen")
    me = Actor(kind="resident", id=str(thread.resident_id))
    actions.reply(thread, text="Is een huurspecificatie ook goed?", key="k", actor=me)
    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/berichten/")
    desk.look("berichten")
    desk.click("Suzanne de Wit")
    desk.look("gesprek")
    desk.press("Ik pak dit op")
    desk.page.get_by_label("Notitie voor collega’s").fill("Mag, zie werkafspraak huur.")
    desk.press("Notitie bewaren")
    assert "alleen voor collega’s" in desk.text()
    desk.page.get_by_label("Bericht aan de inwoner").fill("Ja, dat is ook goed.")
    desk.press("Versturen")
    desk.look("beantwoord")
    desk.press("Terughalen")
    assert "teruggehaald" in desk.text()
    desk.click("Bewijs")
    desk.look("bewijs")
    desk.go("/werk/berichten/niet-afgeleverd/")
    desk.look("niet-afgeleverd")

    message = thread.messages.order_by("id").first()
    phone.go("/echt/")
    phone.look("is-dit-echt")
    phone.page.get_by_label("Code").fill(message.code.lower())
    phone.press("Controleren")
    phone.look("dit-is-echt")
    assert "Dienst Toeslagen" in phone.text()
    assert "Suzanne" not in phone.text()
    phone.go("/echt/XXXXXXXX/")
    phone.look("onbekend")
