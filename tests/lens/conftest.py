"""A browser with a fake camera that sees a film of ours."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page, Playwright
from tools.lens.film import film

from tests.browsing import ARGUMENTS

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FRAMES, SIZE = 24, (720, 1280)
GUIDES = ("zorgtoeslag.aanvraag", "zorgtoeslag.wijziging", "kwijtschelding.besluit")


@dataclass(frozen=True)
class Seen:
    """A page before the camera: the browser's page, and the true corners of each frame."""

    page: Page
    corners: list[list[list[float]]]


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of a few guides, look-alikes among them: all of them take half a minute."""
    from django.conf import settings

    from oogopslag.paper import library, queries
    from oogopslag.paper.publishing import compile_packs

    folder = tmp_path_factory.mktemp("packs")
    compile_packs(
        {name: queries.guide(name) for name in GUIDES},
        folder,
        content=settings.CONFIG.content,
        site=settings.BASE_URL,
        secret=settings.PACK_PRIVATE_KEY,
        names={},
        reference=library.reference(),
        tell=lambda line: None,
    )
    return folder


def paper(guide: str, edition: str, number: int = 0) -> np.ndarray:  # type: ignore[type-arg]
    from oogopslag.paper import queries

    document = pypdfium2.PdfDocument(queries.paper_of(queries.guide(guide), edition))
    page = document[number]
    return np.array(page.render(scale=1300 / page.get_size()[0]).to_pil().convert("L"))


@pytest.fixture
def before_camera(
    playwright_engine: Playwright, address: str, demo: None, packs: Path, settings: Any
) -> Iterator[Callable[..., Seen]]:  # fmt: skip
    """`before_camera(picture)` opens the lens page with this paper before the camera."""
    settings.PACKS = packs
    opened: list[Any] = []

    def show(
        picture: np.ndarray | None,  # type: ignore[type-arg]
        *,
        frames: int = FRAMES,
        ready: bool = True,
        folder: Path = packs,
        worker: bool = False,
        fill: float = 0.86,
    ) -> Seen:
        settings.PACKS = folder
        arguments = [*ARGUMENTS]
        corners: list[list[list[float]]] = []
        if picture is not None:
            file = packs / f"film-{len(opened)}.mjpeg"
            corners = film(picture, file, size=SIZE, frames=frames, fill=fill)
            arguments += [
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={file}",
                "--use-fake-ui-for-media-stream",
            ]
        chromium = playwright_engine.chromium.launch(
            executable_path="/usr/bin/chromium", args=arguments
        )
        opened.append(chromium)
        context = chromium.new_context(
            locale="nl-NL",
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{address}/papier/lens/")
        if worker:  # the lens keeps itself only where the app's service worker runs
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        if ready:
            page.get_by_role("button", name="Formulieren ophalen").click()
            page.locator(".oog-lens[data-ready=yes]").wait_for()
        return Seen(page, corners)

    yield show
    for chromium in opened:
        chromium.close()


@pytest.fixture
def lens_page(playwright_engine: Playwright, address: str, demo: None) -> Iterator[Page]:
    """A browser's page without a camera, at no address yet."""
    chromium = playwright_engine.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS]
    )
    page = chromium.new_context(locale="nl-NL", service_workers="block").new_page()
    page.set_default_timeout(20_000)
    yield page
    chromium.close()


@pytest.fixture(scope="module")
def _modules(playwright_engine: Playwright) -> Iterator[Page]:
    chromium = playwright_engine.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS]
    )
    yield chromium.new_context(locale="nl-NL", service_workers="block").new_page()
    chromium.close()


@pytest.fixture
def lens_modules(_modules: Page, address: str) -> Page:
    """A page from which the modules of the lens can be imported; one browser for all who ask."""
    if not _modules.url.startswith(address):
        _modules.goto(f"{address}/static/oog/js/lens/page.js")
    return _modules
