"""A page whose year lies out of view: its form is sure, and only the year is asked."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tools.lens.engine import node

import oogopslag

LENS = (Path(oogopslag.__file__).parent / "ui/static/oog/js/lens").as_uri()
FRAMES = """
const {Evidence, clear, still, yearAsked} = await import(`${LENS}/evidence.js`);
const guide = {}, page = {index: 0, guide, dated: GIVEN.dated};
const alike = {none: [], edition: [{index: 2, guide}], form: [{index: 3, guide: {}}]}[GIVEN.alike];
const fit = {
  page, found: 50, total: 50, score: 0.8, open: alike,
  bands: Array.from({length: 6}, () => ({asked: 100, found: 95})),
  rivals: [{page: {index: 1, guide: {}}, lead: 3, asked: 10}], tiles: {own: 9, hoped: 10},
  year: {unseen: {lead: 0, asked: 0}, right: {lead: 1, asked: 9}, other: {lead: -1, asked: 9}}
    [GIVEN.year],
};
const seen = new Evidence(fit);
seen.add(fit);
console.log(JSON.stringify([seen.named, seen.sure, still(fit), yearAsked(fit)]));
"""


def said(**given: Any) -> Any:
    head = f"const LENS = {json.dumps(LENS)}, GIVEN = {json.dumps(given)};"
    run = subprocess.run(
        [node(), "--input-type=module", "-e", head + FRAMES],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


FOUND, ASKED = [True, True, "found", False], [True, False, "like", True]


@pytest.mark.parametrize(
    ("dated", "alike", "year", "expected"),
    [
        (True, "none", "right", FOUND),
        (False, "none", "unseen", FOUND),
        (True, "none", "unseen", ASKED),
        (True, "edition", "unseen", ASKED),
        (True, "none", "other", [False, False, "like", False]),
        (True, "form", "unseen", [False, False, "like", False]),
    ],
    ids=["seen", "nothing-printed", "out-of-view", "two-editions", "another-year", "two-forms"],
)
def test_a_year_out_of_view_is_asked_and_nothing_else(
    dated: bool, alike: str, year: str, expected: list[object]
) -> None:
    assert said(dated=dated, alike=alike, year=year) == expected
