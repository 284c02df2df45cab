"""Two answers written without a connection, the first one's receipt lost: each is there once."""

import pytest
from playwright.sync_api import Route

from oogopslag.inbox.models import Message
from tests.journeys.test_inbox import conversation
from tests.journeys.test_main import sign_in
from tests.journeys.test_offline import ready
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
FIRST, SECOND = "Geschreven in de trein.", "En nog iets: ik ben morgen thuis."


def write(phone: Walker, text: str) -> None:
    phone.page.get_by_label("Uw bericht").fill(text)
    phone.press("Versturen")
    phone.page.get_by_text(text).wait_for()


def test_two_answers_wait_in_sight_and_go_once_each_in_their_order(phone: Walker) -> None:
    thread = conversation()
    sign_in(phone, "Suzanne de Wit")
    phone.go(f"/berichten/{thread.id}/")
    ready(phone)
    phone.page.context.set_offline(True)
    write(phone, FIRST)
    # The same page again, from what the device kept: it gives the same key in its form once more.
    phone.go(f"/berichten/{thread.id}/")
    phone.page.get_by_text(FIRST).wait_for()
    write(phone, SECOND)
    assert phone.page.get_by_text("Nog niet verstuurd: dit gaat vanzelf").count() == 2
    phone.look("twee-wachten")
    assert not Message.objects.filter(thread=thread, by="resident").exists()

    lost: list[str] = []

    def lose_the_first_receipt(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        route.fetch(max_redirects=0)  # it reaches us …
        lost.append(route.request.url)
        route.abort()  # … and our answer never reaches the phone

    phone.page.context.route("**/antwoord/", lose_the_first_receipt)
    phone.page.context.set_offline(False)
    phone.page.wait_for_function("() => navigator.onLine")
    while not lost:
        phone.page.wait_for_timeout(100)
    assert Message.objects.filter(thread=thread, by="resident").count() == 1
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.page.get_by_text("Uw antwoord is verstuurd.").wait_for()
    phone.page.wait_for_function("() => document.querySelector('[data-waiting]').hidden")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.go(f"/berichten/{thread.id}/")
    phone.look("twee-verstuurd")
    rows = Message.objects.filter(thread=thread, by="resident").order_by("id")
    assert [row.body["nl"] for row in rows] == [FIRST, SECOND]
    phone.complaints = [one for one in phone.complaints if "net::ERR_" not in one]


def test_who_goes_back_and_writes_something_else_loses_nothing(phone: Walker) -> None:
    thread = conversation()
    sign_in(phone, "Suzanne de Wit")
    phone.go(f"/berichten/{thread.id}/")
    write(phone, FIRST)
    phone.page.go_back()
    phone.page.get_by_label("Uw bericht").fill(SECOND)
    phone.press("Versturen")
    phone.page.get_by_text(SECOND).first.wait_for()
    rows = Message.objects.filter(thread=thread, by="resident").order_by("id")
    assert [row.body["nl"] for row in rows] == [FIRST, SECOND]
