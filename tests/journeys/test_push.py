"""A notice on this device: asked for on the page, really encrypted, shown without content."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Playwright

from oogopslag.delivery import actions
from oogopslag.delivery.adapters import push
from oogopslag.delivery.models import Device, OutboxRow
from oogopslag.people.models import Resident
from tests import builders
from tests.browsing import ARGUMENTS
from tests.journeys.pushservice import ChromiumPush
from tests.journeys.test_main import sign_in
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(one => [one.title, one.body, one.data.opens])"""


@pytest.fixture
def service() -> Iterator[ChromiumPush]:
    found = ChromiumPush()
    yield found
    found.close()


@pytest.fixture
def telephone(  # type: ignore[no-untyped-def]  # noqa: PLR0917 -- fixtures
    playwright_engine: Playwright,
    address: str,
    demo: None,
    service: ChromiumPush,
    tmp_path: Path,
    request,
) -> Iterator[Walker]:
    """A telephone with a profile of its own: Chromium allows push in no other."""
    context: BrowserContext = playwright_engine.chromium.launch_persistent_context(
        tmp_path,
        executable_path="/usr/bin/chromium",
        args=[a for a in ARGUMENTS if a != "--disable-background-networking"] + service.arguments,
        ignore_default_args=["--disable-background-networking"],
        permissions=["notifications"],
        viewport={"width": 390, "height": 844},
        locale="nl-NL",
    )
    context.set_default_timeout(10_000)
    walker = Walker(context.new_page(), address, f"{request.node.name}-390")
    yield walker
    walker.finish()
    context.close()


def until(walker: Walker, condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited a minute for nothing"
        walker.page.wait_for_timeout(100)


def displayed(walker: Walker) -> list[str]:
    """What Chromium does with notifications from now on, by the names its developer tools use.

    Asking for them while one is on its way to the screen makes Chromium forget it: it clears what
    is stored and not shown. So the test listens until it is shown, and only then asks.
    """
    happened: list[str] = []
    tools = walker.page.context.new_cdp_session(walker.page)
    tools.on(
        "BackgroundService.backgroundServiceEventReceived",
        lambda news: happened.append(news["backgroundServiceEvent"]["eventName"]),
    )
    tools.send("BackgroundService.startObserving", {"service": "notifications"})
    tools.send("BackgroundService.setRecording", {"shouldRecord": True, "service": "notifications"})
    return happened


def to_the_stand_in(service: ChromiumPush) -> httpx.Client:
    """What goes to Chromium's push service goes to the stand-in: the only thing that differs."""

    class Redirected(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            assert request.url.scheme == "https"
            request.url = httpx.URL(service.address + request.url.path)
            return super().handle_request(request)

    return httpx.Client(transport=Redirected(), timeout=10)


def test_a_notice_arrives_says_nothing_and_opens_the_message(
    telephone: Walker, service: ChromiumPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(telephone, "Suzanne de Wit")
    telephone.go("/instellingen/")
    telephone.page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    telephone.look("settings-before")
    telephone.press("Geef mij een melding op dit apparaat")
    telephone.page.get_by_text("Sinds").wait_for()
    telephone.look("settings-after")

    monkeypatch.setattr(push, "client", lambda: to_the_stand_in(service))
    happened = displayed(telephone)
    until(telephone, lambda: service.open)
    case = builders.case(Resident.objects.get(id=Device.objects.get().resident_id))
    actions.deliver_due()
    assert OutboxRow.objects.get(channel="push").state == OutboxRow.SENT
    until(telephone, lambda: "Notification displayed" in happened)
    assert telephone.page.evaluate(SHOWN) == [
        ["Oogopslag", "Er staat een bericht voor u klaar.", f"/berichten/{case.thread}/"]
    ]

    telephone.press("Stop")
    telephone.page.get_by_text("Sinds").wait_for(state="detached")
    assert not Device.objects.exists()


def test_without_permission_the_page_says_so(phone: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    phone.go("/instellingen/")
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    phone.press("Geef mij een melding op dit apparaat")
    phone.page.get_by_text("Uw browser staat meldingen van deze site niet toe").wait_for()
    phone.look("settings-refused")
    assert not Device.objects.exists()
    # Chromium tells developers why; the page told the person.
    phone.complaints = [c for c in phone.complaints if "Push API in incognito mode" not in c]
