"""News from registers, and our messages written into registers of contacts."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import builders, zgw
from tests.loopback import says
from tests.rooms.cases.outside.conftest import row
from tests.rooms.cases.outside.test_elsewhere import contacts, patience, register, wire

from oogopslag.cases import actions, queries
from oogopslag.cases.adapters.klantinteracties import CONTENT, shortened
from oogopslag.cases.errors import WrongNotification
from oogopslag.cases.models import Attention, ContactNote, Notification
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox

# Real sockets on the loopback take their time.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BODY = "gemeente-veenstad"
__all__ = ["patience"]


@pytest.fixture
def place(suzanne, listening, asking) -> Any:  # type: ignore[no-untyped-def]
    """A register with a case of Suzanne's, and how to tell news of it."""
    twin = register(builders.SUZANNE)
    url = wire(twin, listening)
    asking(zgw=row(BODY, url))
    return twin, url


def news(subject: str, number: int = 0) -> dict[str, Any]:
    return {
        "kanaal": "zaken", "hoofdObject": subject, "resource": "status", "actie": "create",
        "resourceUrl": f"{subject}/status/{number}",
        "aanmaakdatum": f"2026-11-25T09:12:{number:02}Z", "kenmerken": {"zaaktype": "x"},
    }  # fmt: skip


def own_case(twin: Any) -> dict[str, Any]:
    return next(z for z in twin.store.resources["zaken"].values() if z["identificatie"] == "ZAAK-1")


def test_news_of_a_case_makes_us_look_at_it_as_it_stands_now(suzanne, place) -> None:  # type: ignore[no-untyped-def]
    twin, _ = place
    assert queries.elsewhere_of(suzanne).cases[0].status == "Ontvangen"
    case = own_case(twin)
    steps = {s["volgnummer"]: s for s in twin.store.resources["statustypen"].values()}
    key = "00000000-0000-4000-8000-000000000002"
    made = {"url": case["url"].rsplit("/", 2)[0] + f"/statussen/{key}", "zaak": case["url"],
            "statustype": steps[2]["url"], "datumStatusGezet": "2026-11-25T10:00:00Z"}  # fmt: skip
    twin.store.resources["statussen"][key] = made
    case["status"] = made["url"]
    assert queries.elsewhere_of(suzanne).cases[0].status == "Ontvangen"  # kept for a while
    assert actions.notified(BODY, news(case["url"]))
    assert actions.follow_news() == 1
    assert queries.elsewhere_of(suzanne).cases[0].status == "In behandeling"


def test_the_same_news_twenty_times_and_in_disorder_is_looked_at_once(suzanne, place) -> None:  # type: ignore[no-untyped-def]
    twin, _ = place
    subject = own_case(twin)["url"]
    told = [actions.notified(BODY, news(subject)) for _ in range(20)]
    assert told == [True, *[False] * 19]
    for number in (3, 1, 2):
        assert actions.notified(BODY, news(subject, number))
    assert Notification.objects.count() == 4
    assert actions.follow_news() == 1
    assert actions.follow_news() == 0


def test_news_of_an_unknown_case_is_a_sentence_and_shows_nothing(suzanne, place) -> None:  # type: ignore[no-untyped-def]
    _, url = place
    actions.notified(BODY, news(f"{url}/zaken/api/v1/zaken/00000000-0000-4000-8000-000000000009"))
    assert actions.follow_news() == 1
    assert Attention.objects.get().code == "unknown_case"
    assert actions.follow_news() == 0


def test_news_of_somebody_we_do_not_know_is_shown_to_nobody(world, listening, asking) -> None:  # type: ignore[no-untyped-def]
    twin = register()
    asking(zgw=row(BODY, wire(twin, listening)))
    other = next(iter(twin.store.resources["zaken"].values()))
    actions.notified(BODY, news(other["url"]))
    actions.follow_news()
    assert Attention.objects.get().code == "unknown_person"
    assert zgw.OTHER_BSN not in str(Attention.objects.values_list("about"))


def test_a_register_that_is_down_is_asked_again_and_not_for_ever(
    suzanne, listening, asking
) -> None:  # type: ignore[no-untyped-def]
    url = listening(says(500))
    asking(zgw=row(BODY, url))
    actions.notified(BODY, news(f"{url}/zaken/api/v1/zaken/1"))
    for _ in range(12):
        actions.follow_news()
    told = Notification.objects.get()
    assert told.attempts == 10
    assert told.handled


@pytest.mark.parametrize(
    "wrong",
    [
        {"hoofdObject": "https://evil.test/zaken/1"}, {"hoofdObject": 5}, {"actie": None},
        {"hoofdObject": "x" * 2000},
    ],
)  # fmt: skip
def test_news_that_cannot_be_is_refused(suzanne, place, wrong: dict[str, Any]) -> None:  # type: ignore[no-untyped-def]
    twin, _ = place
    with pytest.raises(WrongNotification):
        actions.notified(BODY, news(own_case(twin)["url"]) | wrong)
    with pytest.raises(WrongNotification):
        actions.notified("svb", news(own_case(twin)["url"]))
    assert not actions.notified(BODY, news(own_case(twin)["url"]) | {"kanaal": "besluiten"})


def test_only_a_machine_with_a_key_tells_news(client, world) -> None:  # type: ignore[no-untyped-def]
    answer = client.post("/api/zgw/v1/notificaties", "{}", content_type="application/json")
    assert answer.status_code == 403  # as Open Notificaties asks of an address
    assert not Notification.objects.exists()


# --- our messages in registers of contacts


def test_both_ways_of_a_conversation_are_written_once(suzanne, karim, listening, asking) -> None:  # type: ignore[no-untyped-def]
    seen: list[Any] = []
    asking(klantinteracties=f"dienst-toeslagen {listening(contacts(seen))} token")
    case = builders.case(suzanne)
    thread = inbox.thread_of(case.thread)
    actor = Actor(kind="resident", id=str(suzanne.id))
    inbox.reply(thread, text="Wanneer krijg ik het?", key="a", actor=actor)
    inbox.answer(thread, staff=karim, text="Op de 20e. " * 200, key="b")
    assert actions.write_contacts() == 2
    assert actions.write_contacts() == 0
    written = [json.loads(body)["klantcontact"] for c, _, body, _ in seen if c == "POST"]
    assert written[0]["inhoud"] == "Wanneer krijg ik het?"
    assert len(written[1]["inhoud"]) <= CONTENT
    assert f"/berichten/{thread.id}/" in written[1]["inhoud"]
    for _, path, _, authorization in seen:
        assert authorization == "Token token"
        if "objectId" not in path:
            assert builders.SUZANNE.number not in path


def test_a_register_of_contacts_that_is_down_is_tried_again(
    suzanne, listening, asking, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    asking(klantinteracties=f"dienst-toeslagen {listening(says(503, retry_after='900'))} token")
    case = builders.case(suzanne)
    actor = Actor(kind="resident", id=str(suzanne.id))
    inbox.reply(inbox.thread_of(case.thread), text="Hallo?", key="a", actor=actor)
    assert actions.write_contacts() == 0
    note = ContactNote.objects.get()
    assert note.next_try > timezone.now() + timedelta(minutes=14)
    asking(klantinteracties=f"dienst-toeslagen {listening(contacts([]))} token")
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert actions.write_contacts() == 1
    assert ContactNote.objects.get().key == "k-9"


def test_a_long_message_keeps_its_beginning_and_the_link() -> None:
    assert shortened("kort", "https://x") == "kort"
    long = shortened("a" * 5000, "https://x/1")
    assert len(long) == CONTENT
    assert long.endswith("https://x/1")
