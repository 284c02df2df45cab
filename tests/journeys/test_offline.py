"""An app on the phone: installable, readable offline, and nothing left on a shared computer."""

import pytest

from tests.journeys.test_main import sign_in
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def ready(walker: Walker) -> None:
    walker.page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")
    walker.page.reload()


def kept(walker: Walker) -> list[str]:
    found = walker.page.evaluate(
        """async () => {
          const urls = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
          return urls;
        }"""
    )
    return [str(url) for url in found]


def test_the_overview_and_opened_pages_can_be_read_without_a_connection(phone: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    ready(phone)
    phone.go("/berichten/")
    phone.page.context.set_offline(True)
    phone.go("/")
    assert "U heeft recht" in phone.text()
    assert "Geen verbinding" in phone.page.locator("body").inner_text()
    phone.go("/berichten/")
    assert "Berichten" in phone.text()
    phone.go("/gegevens/")
    assert "opende deze pagina niet eerder" in phone.text()
    phone.page.context.set_offline(False)
    phone.complaints = [c for c in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in c]


def test_signing_out_wipes_what_was_kept(phone: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    ready(phone)
    assert any(url.endswith("/") for url in kept(phone))
    phone.go("/instellingen/")
    phone.press("Uitloggen")
    assert kept(phone) == []


def test_a_shared_computer_keeps_nothing(phone: Walker) -> None:
    phone.go("/inloggen/")
    phone.click("gedeelde computer")
    phone.press("Suzanne de Wit")
    phone.page.wait_for_timeout(500)
    assert kept(phone) == []
    assert (
        phone.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length")
        == 0
    )
    (cookie,) = [c for c in phone.page.context.cookies() if c["name"] == "oogopslag"]
    assert cookie["expires"] == -1


def test_the_app_can_be_installed(phone: Walker) -> None:
    sign_in(phone, "Suzanne de Wit")
    ready(phone)
    session = phone.page.context.new_cdp_session(phone.page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"].endswith("/manifest.webmanifest")
