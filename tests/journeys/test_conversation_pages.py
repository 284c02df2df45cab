"""Pages of the conversation no other journey sees: full, empty, with words that are too long."""

import pytest

from oogopslag.core.values import Actor
from oogopslag.delivery import preferences
from oogopslag.inbox import actions
from oogopslag.inbox.actions import ReplyPolicy
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from tests import builders
from tests.journeys.test_inbox import conversation
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
LONG = "Arbeidsongeschiktheidsverzekeringsvoorwaardenoverzicht"


def long_conversation():  # type: ignore[no-untyped-def]
    """Twelve messages about a subject of one long word; it waits for Dienst Toeslagen."""
    resident, body = builders.resident(), who.organisation("dienst-toeslagen")
    actor, me = (
        Actor(kind="organisation", id=body.slug),
        Actor(kind="resident", id=str(resident.id)),
    )
    thread = actions.open_thread(
        resident, body, service="zorgtoeslag", title={"nl": LONG, "en": LONG},
        safe_title={"nl": "een bericht", "en": "a message"},
    )  # fmt: skip
    for number in range(6):
        actions.post(
            thread, kind="answer" if number else "information", author=body.name, actor=actor,
            body={"nl": f"Antwoord {number}: dat hoort u binnen twee weken."},
            policy=ReplyPolicy(answer_within=2),
        )  # fmt: skip
        actions.reply(thread, text=f"Vraag {number} over {LONG}", key=f"k{number}", actor=me)
    return thread


def test_a_resident_sees_long_words_long_threads_and_empty_places(
    phone: Walker, desk: Walker
) -> None:
    thread = long_conversation()
    sign_in(phone, "Suzanne de Wit")
    for view in ("", "?laat=aan-zet", "?laat=wachten", "?laat=ongelezen", "?map=archief"):
        phone.go(f"/berichten/{view}")
        phone.look(f"postvak{view.replace('?', '-').replace('=', '-')}")
        phone.page.set_viewport_size({"width": 320, "height": 700})
        assert not phone.scrolls_sideways(), view
        phone.page.set_viewport_size({"width": 390, "height": 844})
    assert "Uw archief is leeg" in phone.text()
    phone.go(f"/berichten/{thread.id}/")
    phone.look("lang-gesprek")
    assert "Dienst Toeslagen antwoordt uiterlijk" in phone.text()
    phone.click("Naar het nieuwste bericht en uw antwoord")
    assert phone.page.get_by_label("Uw bericht").is_visible()
    phone.go("/")
    phone.click("Een brief of formulier op papier?")
    phone.look("papier")

    people.wish(builders.resident(), "email", address="s@example.nl", agreed=True)
    sign_in(desk, "Suzanne de Wit")
    desk.go("/instellingen/berichten/")
    desk.look("hoe-u-bericht-krijgt")
    assert "s@example.nl" in desk.text()
    desk.go("/berichten/eigen-taken/")
    desk.look("eigen-taken")
    desk.go("/")
    desk.click("Lens", exact=True)
    assert "Papier uitleggen" in desk.text()
    desk.click("Overzicht")
    assert "Dit kunt u krijgen" in desk.text()


def test_anybody_reads_what_was_promised_and_stops_mail(phone: Walker, desk: Walker) -> None:
    long_conversation()
    token = preferences.token_for(builders.resident().id, "zorgtoeslag")
    for walker in (phone, desk):
        walker.go("/toezeggingen/")
        walker.look("toezeggingen")
        assert "antwoorden" in walker.text()
        assert "Gemist" in walker.text()
    phone.page.set_viewport_size({"width": 320, "height": 700})
    assert not phone.scrolls_sideways()
    phone.go("/afmelden/niet-van-ons/")
    phone.look("afmelden")
    phone.press("Geen e-mail meer hierover")
    phone.look("afmelden-niet-van-ons")
    assert "Log in en kies hoe u bericht krijgt" in phone.text()
    desk.go(f"/afmelden/{token}/")
    desk.press("Geen e-mail meer hierover")
    desk.look("afgemeld")
    desk.go("/offline/")
    desk.look("geen-verbinding")


def test_a_team_sees_long_words_takes_over_an_answer_and_does_many_at_once(
    phone: Walker, desk: Walker
) -> None:
    thread = long_conversation()
    other = conversation("dienst-toeslagen")
    me = Actor(kind="resident", id=str(other.resident_id))
    actions.reply(other, text="Wanneer hoor ik iets over mijn vraag?", key="k", actor=me)
    sign_in_staff(phone, "Karim Bos")
    phone.go("/werk/berichten/")
    phone.look("berichten")
    assert "Beloofd" in phone.text()
    phone.page.set_viewport_size({"width": 320, "height": 700})
    assert not phone.scrolls_sideways()
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.go("/werk/berichten/?laat=mijn")
    phone.look("berichten-leeg")
    assert "Alle gesprekken bekijken" in phone.text()
    phone.go(f"/werk/berichten/{thread.id}/")
    phone.look("lang-gesprek")

    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/berichten/")
    for box in desk.page.get_by_role("checkbox").all():
        box.check()
    desk.page.get_by_text("Iets doen voor alle gekozen").click()
    desk.look("veel-tegelijk")
    desk.press("Ik pak ze op")
    desk.look("opgepakt")
    assert "Gedaan voor 2 gesprekken" in desk.text()
