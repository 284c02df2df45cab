"""Walks the screens of a running demonstration with axe and writes the report that
`oogopslag readiness screens` takes in.

    python -m tools.screens http://127.0.0.1:8000 report.json

It signs in as the demonstration's first persona and opens, for every service of the catalogue, its
page and its application, at 320 and 1280 pixels; pages that all services share are opened once.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from tests.browsing import ARGUMENTS
from tests.journeys.walker import Walker

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (320, 1280)
SHARED = ("/", "/berichten/", "/zaken/", "/mogelijkheden/", "/gegevens/")
PAGE = "/mogelijkheden/{service}/"


def main() -> int:
    address, target = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    services = sorted(path.parent.name for path in ROOT.glob("content/services/*/service.yaml"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        pages = [row for width in WIDTHS for row in _walk(browser, address, services, width)]
        browser.close()
    axe = json.loads((ROOT / "node_modules/axe-core/package.json").read_text())["version"]
    report = {"made": f"{datetime.now(UTC):%Y-%m-%d}", "tool": f"axe-core {axe}", "pages": pages}
    target.write_text(json.dumps(report, indent=1))
    bad = sum(row["serious"] > 0 or not row["fits"] for row in pages)
    print(f"{len(pages)} screens, {bad} with a finding: {target}")
    return 0


def _walk(browser: Any, address: str, services: list[str], width: int) -> list[dict[str, Any]]:
    page = browser.new_page(viewport={"width": width, "height": 800}, locale="nl-NL")
    _sign_in(page, address)
    found = [_look(page, address, place, "", width) for place in SHARED]
    for service in services:
        found.append(_look(page, address, PAGE.format(service=service), service, width))
        found.append(_application(page, address, service, width))
    page.close()
    return [row for row in found if row is not None]


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/inloggen/digid/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    if "inloggen" in page.url:
        raise SystemExit(f"Nobody could sign in at {address}: is it a demonstration?")


def _application(page: Page, address: str, service: str, width: int) -> dict[str, Any] | None:
    """The first page of an application, begun as a person does; None where nothing can be asked."""
    page.goto(address + PAGE.format(service=service))
    button = page.locator(f"form[action*='/aanvragen/{service}/'] button").first
    if not button.count():
        return None
    button.click()
    page.wait_for_load_state()
    return _seen(page, address, service, width)


def _look(page: Page, address: str, place: str, service: str, width: int) -> dict[str, Any] | None:
    answer = page.goto(address + place)
    if answer is None or answer.status != 200:
        return None
    return _seen(page, address, service, width)


def _seen(page: Page, address: str, service: str, width: int) -> dict[str, Any]:
    walker = Walker(page, address, "screens")
    serious = [one for one in walker.axe() if one.get("impact") in {"serious", "critical"}]
    return {
        "service": service, "path": page.url.removeprefix(address), "width": width,
        "serious": len(serious), "fits": not walker.scrolls_sideways(),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
