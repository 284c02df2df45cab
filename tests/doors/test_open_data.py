"""The page, the CSV and the JSON of a scorecard say the same, and cost the same for everybody."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.insight import actions, queries
from oogopslag.insight.models import Body, Card

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 25)
NAMES = {name["nl"] for _, name in queries.model().dimensions}
MONTH = re.compile(r"\w+ \d{4}")
BUDGETS = {"/trap/": 8, "/trap/gemeente-veenstad/": 5}
OTHERS = 4
SOMEBODY = Actor(kind="staff", id="one")


class Figures(HTMLParser):
    """Reads the list of figures as a machine would: by its data elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.reading = ""
        self.at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "data-figure" in given:
            self.at = given["data-figure"]
            self.found[self.at] = {"text": ""}
        if not self.at:
            return
        row = self.found[self.at]
        if "data-value" in given:
            row["figure"], self.reading = given.get("value", ""), "text"
        row |= {key: given[f"data-{key}"] for key in ("low", "high") if f"data-{key}" in given}
        if "data-n" in given:
            row["n"] = given["value"]
        if tag == "time":
            row["on"] = given["datetime"]

    def handle_data(self, data: str) -> None:
        if self.reading:
            self.found[self.at][self.reading] += data

    def handle_endtag(self, tag: str) -> None:
        self.reading = ""


class Tables(HTMLParser):
    """The rows of every table, as texts."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False


@pytest.fixture
def year(tmp_path, settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """The demonstration year, computed, with one figure in doubt and one doubt answered."""
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    actions.make_demo_year(TODAY)
    actions.recompute(TODAY)
    actions.contest("gemeente-veenstad", "W2", why="Anders geteld.", actor=SOMEBODY)
    done = actions.contest("gemeente-veenstad", "V1", why="Klopt niet.", actor=SOMEBODY)
    actions.answer_contest(done.id, answer="Wel.", corrected=False, actor=SOMEBODY)
    yield


def text_of(value: Any) -> str:
    return "" if value is None else str(value)


def number_of(text: str) -> float:
    """The first number of a Dutch text: 1.204 or 0,8 or 81%."""
    found = re.search(r"-?[\d.]*\d(,\d+)?", text)
    assert found is not None, text
    return float(found[0].replace(".", "").replace(",", "."))


def test_the_csv_the_json_and_the_page_are_equal_in_every_figure(year: None) -> None:
    client = Client(headers={"accept-language": "nl"})
    compared = 0
    for slug in Card.objects.values_list("organisation", flat=True):
        told = client.get(f"/trap/{slug}.json").json()
        by_csv = list(csv.DictReader(io.StringIO(
            client.get(f"/trap/{slug}.csv").content.decode(), newline="")))  # fmt: skip
        page = Figures()
        page.feed(client.get(f"/trap/{slug}/cijfers/").content.decode())

        assert [row["id"] for row in told["indicators"]] == [row["id"] for row in by_csv]
        assert {row["id"] for row in by_csv} == page.found.keys()
        for one, row in zip(told["indicators"], by_csv, strict=True):
            for key, value in one.items():
                same = " ".join(value) if key == "jumps" else text_of(value)
                assert row[key] == same, (slug, one["id"], key)
            here = page.found[one["id"]]
            where = (slug, one["id"], here)
            assert here.get("figure", "") == text_of(one["figure"]), where
            if one["figure"] is None:
                assert here["text"] == "–", where
                continue
            compared += 1
            assert (here.get("n", ""), here.get("on")) == (text_of(one["n"]), one["on"]), where
            if one["unit"] == "number":
                assert abs(number_of(here["text"]) - one["figure"]) <= 0.0501, where
            if "low" in here:
                assert (here["low"], here["high"]) == (str(one["low"]), str(one["high"])), where
            if one["unit"] == "share":
                # The words round; they never say another figure than the data.
                assert abs(number_of(here["text"]) - one["figure"] * 100) <= 0.5001, where
    assert compared > 200


def test_the_steps_months_and_scores_of_the_page_are_those_of_the_json(year: None) -> None:
    client = Client(headers={"accept-language": "nl"})
    told = client.get("/trap/gemeente-veenstad.json").json()
    page = client.get("/trap/gemeente-veenstad/").content.decode()
    tables = Tables()
    tables.feed(page)

    def dutch(x: float | None) -> str:
        return "–" if x is None else f"{x:.1f}".replace(".", ",")

    assert f"staat op trede {told['level']}" in page
    months = [row[1:] for row in tables.rows if MONTH.fullmatch(row[0])]
    pairs = zip(told["levels"], told["index"], strict=True)
    assert months == [[text_of(level), dutch(index)] for level, index in pairs]
    scores = [row[1:] for row in tables.rows if len(row) == 3 and row[0] in NAMES]
    assert scores == [[dutch(d["score"]), dutch(d["peers"])] for d in told["dimensions"]]
    steps = [int(row[1].split()[0]) for row in tables.rows
             if len(row) == 3 and row[1].split()[0].isdigit() and row[0] not in NAMES
             and not MONTH.fullmatch(row[0])]  # fmt: skip
    assert sorted(steps) == sorted(one["level"] for one in told["services"])
    assert [steps.count(n) for n in range(6)] == told["spread"]
    assert f"({told['dream']['hits']} van {told['dream']['services']})" in page


def test_a_contested_figure_says_so_everywhere_until_it_is_answered(year: None) -> None:
    client = Client(headers={"accept-language": "nl"})
    rows = {one["id"]: one for one in client.get("/trap/gemeente-veenstad.json").json()[
        "indicators"]}  # fmt: skip
    page = client.get("/trap/gemeente-veenstad/cijfers/").content.decode()
    items = dict(re.findall(r'data-figure="(\w+)">(.*?)</li>', page, re.S))

    assert (rows["W2"]["contested"], rows["W2"]["answer"]) == (True, "")
    assert (rows["V1"]["contested"], rows["V1"]["answer"]) == (False, "Wel.")
    assert "betwist" in items["W2"]
    assert "Wel." in items["V1"]
    assert [key for key, part in items.items() if "oog-badge" in part] == ["W2"]


def test_a_scorecard_costs_the_same_with_hundreds_of_organisations_and_counts_nothing(
    year: None,
) -> None:
    client = Client(headers={"accept-language": "nl"})
    pages = ("/trap/", "/trap/gemeente-veenstad/", "/trap/gemeente-veenstad/cijfers/",
             "/trap/gemeente-veenstad/kaart/", "/trap/gemeente-veenstad.json",
             "/trap/gemeente-veenstad.csv", "/trap/landelijk.json")  # fmt: skip

    def asked(page: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        return [one["sql"] for one in seen.captured_queries]

    for page in pages:
        client.get(page)  # the first time a picture is put in line
    few = {page: asked(page) for page in pages}
    like = Card.objects.get(organisation="gemeente-veenstad")
    Body.objects.bulk_create(
        Body(slug=f"gemeente-{n}", name=f"Gemeente {n}", layer="municipal", since=TODAY)
        for n in range(300)
    )
    Card.objects.bulk_create(
        Card(organisation=f"gemeente-{n}", month=like.month, model=like.model, level=n % 6,
             content=like.content, computed=timezone.now())
        for n in range(300)
    )  # fmt: skip
    for page in pages:
        many = asked(page)
        assert len(many) == len(few[page]) <= BUDGETS.get(page, OTHERS), (page, many)
        assert not [sql for sql in many if "COUNT(" in sql], page
