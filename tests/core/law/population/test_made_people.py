"""Made people carry what laws ask: no scheme counts nobody; a seed gives the same people."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from oogopslag.core.law import LawError, Library, read_library
from oogopslag.core.law.population import (
    Here,
    compiled,
    read,
    shape_of,
    sweep,
    totals,
    wanted_by,
)
from oogopslag.core.law.population.making import people
from oogopslag.core.law.population.margins import read_margins
from tests.core.law.conftest import CONTENT

LIBRARY: Library = read_library(CONTENT)
MARGINS = read_margins(CONTENT / "population")
ON = date(2026, 11, 25)


def made(size: int, seed: int = 1, *, towns: tuple[str, ...] = ()) -> pl.DataFrame:
    chosen = {code: MARGINS.towns[code] for code in towns} or MARGINS.towns
    margins = replace(MARGINS, towns=chosen)
    return pl.concat(people(margins, LIBRARY.dictionary, size=size, seed=seed))


def test_no_scheme_counts_nobody() -> None:
    schemes = [LIBRARY.scheme(name, ON) for name in LIBRARY.names()]
    wanted = wanted_by(schemes, LIBRARY.dictionary, ON)
    found = read(made(20_000, towns=("9998", "9999")).lazy(), LIBRARY.dictionary, wanted)
    plan = compiled(schemes, ON, LIBRARY.dictionary, shape_of(found))
    with ThreadPoolExecutor(2) as executor:
        chunks = sweep(plan, Here(found), len(found), executor, block=4096, chunk=8192)
        counted = totals(plan, chunks)
    assert {name for name, total in counted.items() if not total.entitled} == set()


def test_years_of_low_income_go_with_a_low_income() -> None:
    frame = made(5_000)
    low = frame.filter(pl.col("verzamelinkomen") < MARGINS.low_income)
    other = frame.filter(pl.col("verzamelinkomen") >= MARGINS.low_income)
    assert low["jaren_laag_inkomen"].max() == 8
    assert other["jaren_laag_inkomen"].max() == 0
    assert not other["uitzicht_op_hoger_inkomen"].any()


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert made(3_000).equals(made(3_000))
    assert not made(3_000).equals(made(3_000, seed=2))


def test_the_fictional_municipalities_have_their_share_of_the_country() -> None:
    frame, everywhere = made(60_000), sum(MARGINS.towns.values())
    for code in ("9998", "9999"):
        share = (frame["gemeente_code"].cast(pl.String) == code).sum() / len(frame)
        assert share == pytest.approx(MARGINS.towns[code] / everywhere, rel=0.35)


@pytest.mark.parametrize(
    "text", ["", "- a", "facts: [", "facts: {}", "facts: {}\nlow_income: veel\n"]
)
def test_margins_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    for file in (CONTENT / "population").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "facts.yaml").write_text(text)
    with pytest.raises(LawError, match="cannot be read"):
        read_margins(tmp_path)
