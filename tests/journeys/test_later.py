"""An answer written without a connection is sent by itself, and is there once."""

import pytest

from oogopslag.inbox.models import Message, Promise
from tests.journeys.test_inbox import conversation
from tests.journeys.test_main import sign_in
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_an_answer_without_a_connection_is_sent_once_when_there_is_one(phone: Walker) -> None:
    thread = conversation()
    sign_in(phone, "Suzanne de Wit")
    phone.go(f"/berichten/{thread.id}/")
    phone.page.context.set_offline(True)
    phone.page.get_by_label("Uw bericht").fill("Geschreven in de trein.")
    phone.press("Versturen")
    phone.page.get_by_text("Uw antwoord is op dit toestel bewaard").wait_for()
    assert not Message.objects.filter(thread=thread, by="resident").exists()
    phone.page.context.set_offline(False)
    phone.page.get_by_text("Uw antwoord is verstuurd.").wait_for()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.go(f"/berichten/{thread.id}/")
    assert "Geschreven in de trein." in phone.text()
    (message,) = Message.objects.filter(thread=thread, by="resident")
    assert message.body == {"nl": "Geschreven in de trein."}
    assert Promise.objects.filter(thread=thread).count() == 1
    phone.complaints = [one for one in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
