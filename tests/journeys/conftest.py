"""A real browser on the real pages: Debian's Chromium, with axe on every page that is looked at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.journeys.walker import Walker

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright's sync API runs an event loop, in which Django refuses its ORM without this.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def playwright_engine() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_engine: Playwright) -> Iterator[Browser]:
    chromium = playwright_engine.chromium.launch(
        executable_path="/usr/bin/chromium", args=ARGUMENTS
    )
    yield chromium
    chromium.close()


@pytest.fixture
def address(served, settings) -> str:  # type: ignore[no-untyped-def]
    """Where the program under test listens; it knows this address as its own."""
    settings.BASE_URL = served.url
    settings.CSRF_TRUSTED_ORIGINS = [served.url]
    assert served.url == django_settings.BASE_URL
    return str(served.url)


@pytest.fixture
def demo(transactional_db, settings) -> None:  # type: ignore[no-untyped-def]
    """Content, organisations and the demo personas."""
    from oogopslag.catalogue import actions as catalogue
    from oogopslag.facts import actions as facts

    catalogue.load(settings.CONFIG.content)
    facts.load_personas()


def _walker(browser: Browser, address: str, name: str, **device: object) -> Iterator[Walker]:
    context: BrowserContext = browser.new_context(locale="nl-NL", **device)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    walker = Walker(context.new_page(), address, name)
    yield walker
    walker.finish()
    context.close()


@pytest.fixture
def phone(browser: Browser, address: str, demo: None, request) -> Iterator[Walker]:  # type: ignore[no-untyped-def]
    """A phone of 390 by 844."""
    name = f"{request.node.name}-390"
    yield from _walker(
        browser, address, name, viewport={"width": 390, "height": 844}, is_mobile=True
    )


@pytest.fixture
def desk(browser: Browser, address: str, demo: None, request) -> Iterator[Walker]:  # type: ignore[no-untyped-def]
    """A desktop of 1280 by 900."""
    name = f"{request.node.name}-1280"
    yield from _walker(browser, address, name, viewport={"width": 1280, "height": 900})


@pytest.fixture
def noscript(browser: Browser, address: str, demo: None, request) -> Iterator[Walker]:  # type: ignore[no-untyped-def]
    """A phone on which no script runs (axe cannot run there either)."""
    name = f"{request.node.name}-noscript"
    yield from _walker(
        browser, address, name, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
