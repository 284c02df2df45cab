"""A real browser on the real pages: Debian's Chromium, with axe on every page that is looked at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browsing import ARGUMENTS
from tests.journeys.walker import Walker

ROOT = Path(__file__).resolve().parents[2]
# Playwright's sync API runs an event loop, in which Django refuses its ORM without this.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(playwright_engine: Playwright) -> Iterator[Browser]:
    chromium = playwright_engine.chromium.launch(
        executable_path="/usr/bin/chromium", args=ARGUMENTS
    )
    yield chromium
    chromium.close()


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
