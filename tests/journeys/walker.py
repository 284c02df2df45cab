"""Somebody who walks through the pages and looks at each of them."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "test-results"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Walker:
    """A page with eyes: `look` checks accessibility, width, link texts and keeps a picture."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        self.address = address
        self.name = name
        self.seen: list[str] = []
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 400 with a sentence is what a wrong answer should get.
        refused = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def click(self, name: str, role: str = "link", *, exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]

    def press(self, name: str) -> None:
        self.click(name, "button")

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """Fails on any finding of axe, on sideways scrolling and on two links with one text."""
        self.seen.append(name)
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(
            path=PICTURES / f"{self.name}-{len(self.seen):02}-{name}.png", full_page=True
        )
        found = self.axe()
        assert found == [], f"{name}: {found}"
        assert not self.scrolls_sideways(), f"{name} scrolls sideways"
        assert self.ambiguous_links() == [], f"{name}: links with one text and two targets"

    def axe(self) -> list[dict[str, Any]]:
        # A strict CSP refuses script tags, so axe enters through the debugging protocol.
        self.page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text() + ";0")
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            {
                "rule": v["id"],
                "impact": v["impact"],
                "help": v["help"],
                "nodes": [n["html"][:200] for n in v["nodes"]],
            }
            for v in found["violations"]
        ]

    def scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate(
                "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def ambiguous_links(self) -> list[str]:
        links = self.page.evaluate(
            """() => [...document.querySelectorAll('main a[href]')].map(a => [
                 (a.getAttribute('aria-label') || a.textContent).trim().replace(/\\s+/g, ' '),
                 a.href])"""
        )
        targets: dict[str, set[str]] = {}
        for text, href in links:
            targets.setdefault(text, set()).add(href)
        return [text for text, hrefs in targets.items() if len(hrefs) > 1]

    def finish(self) -> None:
        """Nothing may complain in the console: no CSP refusal, no error, no warning."""
        assert not self.complaints, self.complaints
