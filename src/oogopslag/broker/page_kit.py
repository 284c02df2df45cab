"""The design contract: one page of an organisation, as far as its source shows it.

Checks of WCAG 2.2 that need no browser; a browser's own tests (tools/screens.py) find more.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from oogopslag.broker.kit_asking import ask, finding, untested

NAMED = ("aria-label", "aria-labelledby", "title")
NO_LABEL = {"hidden", "submit", "button", "reset", "image"}


@dataclass
class Page(HTMLParser):
    """What the checks need of a page."""

    lang: str = ""
    title: str = ""
    viewport: str = ""
    headings: int = 0
    main: bool = False
    pictures: int = 0
    statement: bool = False
    wrapped: int = 0
    reading: str = ""
    labels: set[str] = field(default_factory=set)
    fields: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "title":
            self.reading = "title"
        elif tag == "meta" and given.get("name", "").lower() == "viewport":
            self.viewport = given.get("content", "").lower()
        elif tag == "h1":
            self.headings += 1
        elif tag == "img" and "alt" not in given:
            self.pictures += 1
        elif tag == "a" and "toegankelijkheid" in given.get("href", "").lower():
            self.statement = True
        elif tag == "label":
            self.labels.add(given.get("for", ""))
            self.wrapped += 1
        self.main |= tag == "main" or given.get("role") == "main"
        if tag in {"input", "select", "textarea"}:
            self._field(given)

    def _field(self, given: dict[str, str]) -> None:
        kind = given.get("type", "").lower()
        if kind in NO_LABEL or self.wrapped or any(given.get(name) for name in NAMED):
            return
        self.fields.append(given.get("id"))

    def handle_data(self, data: str) -> None:
        if self.reading == "title":
            self.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.reading = ""
        elif tag == "label":
            self.wrapped = max(0, self.wrapped - 1)

    @property
    def unlabelled(self) -> int:
        return sum(one is None or one not in self.labels for one in self.fields)

    @property
    def zooms(self) -> bool:
        told = self.viewport.replace(" ", "")
        return "user-scalable=no" not in told and "maximum-scale=1" not in told


def page_findings(url: str) -> tuple[dict[str, str], ...]:
    """Asks one page and reads its source. Raises NoAnswer."""
    told = ask(url)
    media = told.headers.get("content-type", "")
    there = finding("page", told.status == 200 and "html" in media,
                    f"answered {told.status}, {media or 'no content type'}",
                    "give the address of a page that needs no login")  # fmt: skip
    if there["result"] == "breaks":
        return (there,)
    if not told.whole:
        return (there, untested("source", "more than two million bytes"))
    page = Page()
    page.feed(told.content.decode("utf-8", "replace"))
    return (there, *(finding(*check) for check in _checks(page)))


def _checks(page: Page) -> tuple[tuple[str, bool, str, str], ...]:
    return (
        ("language (WCAG 3.1.1)", bool(page.lang), "no language",
         "put lang on the html element"),
        ("title (WCAG 2.4.2)", bool(page.title), "no title", "give the page a title"),
        ("zoom (WCAG 1.4.4)", page.zooms, f"the viewport forbids zooming: {page.viewport}",
         "leave user-scalable and maximum-scale out of the viewport"),
        ("small screens (WCAG 1.4.10)", "width=device-width" in page.viewport, "no viewport",
         "add a viewport with width=device-width"),
        ("one heading on top", page.headings == 1, f"{page.headings} headings of level 1",
         "give the page one h1"),
        ("main part (WCAG 2.4.1)", page.main, "no main element", "put the content in main"),
        ("pictures (WCAG 1.1.1)", not page.pictures, f"{page.pictures} pictures without alt",
         "give each picture an alt; an empty one where it only decorates"),
        ("fields (WCAG 4.1.2)", not page.unlabelled, f"{page.unlabelled} fields without a label",
         "give each field a label with for"),
        ("accessibility statement", page.statement, "no link to the statement",
         "link to the accessibility statement (toegankelijkheidsverklaring)"),
    )  # fmt: skip
