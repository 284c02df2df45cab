"""A paper that the pack does not hold shares much with some page, and may lead by chance."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tools.lens.engine import node

import oogopslag

LENS = (Path(oogopslag.__file__).parent / "ui/static/oog/js/lens").as_uri()
FRAMES = """
const {Evidence, clear} = await import(`${LENS}/evidence.js`);
const page = {index: 0, guide: {}}, other = {index: 1, guide: {}};
const {share, own, alone} = GIVEN;
const fit = {
  page, found: 50, total: 60, score: 0.62, open: [], year: {lead: 0, asked: 0},
  bands: Array.from({length: 6}, () => ({asked: 100, found: 100 * share})),
  rivals: alone ? [] : [{page: other, lead: 0.95, asked: 10}],
  tiles: alone ? {own: 0, hoped: 0} : {own: 10 * own, hoped: 10},
};
const seen = new Evidence(fit);
for (let k = 0; k < 14; k++) seen.add(fit);
console.log(JSON.stringify([seen.sure, clear(fit)]));
"""
TILES = """
const {Page, told} = await import(`${LENS}/patches.js`);
let state = 1;
const noise = () => (state = (state * 48271) % 2147483647) % 256;
const [width, side] = [120, 19];
const grey = Uint8Array.from({length: width * width}, noise);
const here = [];
for (let y = 0; y < side; y++) here.push(...grey.slice((y + 51) * width + 51).slice(0, side));
const elsewhere = () => Array.from({length: side * side}, noise);
const page = (tile) => new Page({tileSpots: [[60, 60]], full: [], coarse: [], tiles: [tile]});
const mine = page(GIVEN.right ? here : elsewhere());
const sheet = [[1, 0, 0, 0, 1, 0, 0, 0, 1]];
const [picture, like] = [{grey, width, height: width}, [1, 0.9, [0], [0]]];
console.log(JSON.stringify(told(picture, sheet, mine, page(elsewhere()), like)));
"""


def answered(script: str, **given: Any) -> Any:
    head = f"const LENS = {json.dumps(LENS)}, GIVEN = {json.dumps(given)};"
    run = subprocess.run(
        [node(), "--input-type=module", "-e", head + script],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout)


@pytest.mark.parametrize(("own", "shown"), [(0.74, False), (0.86, True)])
def test_a_page_that_lacks_what_is_peculiar_to_it_is_not_shown(own: float, shown: bool) -> None:
    assert answered(FRAMES, share=0.86, own=own, alone=False) == [shown, shown]


@pytest.mark.parametrize(("share", "shown"), [(0.81, False), (0.95, True)])
def test_a_page_that_nothing_resembles_is_shown_when_nearly_all_was_found(
    share: float, shown: bool
) -> None:
    assert answered(FRAMES, share=share, own=1, alone=True) == [shown, shown]


def test_a_tile_that_looks_like_neither_page_gives_no_lead_but_counts_as_seen() -> None:
    strange, right = answered(TILES, right=False), answered(TILES, right=True)

    assert (strange["asked"], strange["seen"]) == (0, 1)
    assert strange["own"] < 0.4
    assert (right["asked"], right["seen"]) == (1, 1)
    assert right["own"] > 0.99
