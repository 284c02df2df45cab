"""`population make` and `law sweep`, as somebody at the command line meets them."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.conf.test_commands import run
from tests.core.law.conftest import CONTENT

from oogopslag.core.law import evaluate, read_library
from oogopslag.core.law.population import read, scan, wanted_by

pytestmark = pytest.mark.slow
ON = date(2026, 6, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("people") / "p.parquet"
    done = run(file.parent, "population", "make", "--size", "2501", "--seed", "7",
               "--missing", "4", "--out", str(file))  # fmt: skip
    assert done.returncode == 0, done.stderr
    return file


def swept(made: Path, name: str, *more: str) -> pl.DataFrame:
    out = made.with_name(name)
    done = run(made.parent, "law", "sweep", "--population", str(made), "--on", str(ON),
               "--out", str(out), *more)  # fmt: skip
    assert done.returncode == 0, done.stderr
    for word in ("read", "compute", "write", "zorgtoeslag"):
        assert word in done.stdout
    return pl.read_parquet(out)


def test_a_seed_makes_exactly_so_many_people_and_always_the_same(made: Path) -> None:
    again = made.with_name("again.parquet")
    done = run(made.parent, "population", "make", "--size", "2501", "--seed", "7",
               "--missing", "4", "--out", str(again))  # fmt: skip
    assert done.returncode == 0
    first, second = pl.read_parquet(made), pl.read_parquet(again)
    assert len(first) == 2501
    assert first.equals(second)
    couples = first.filter(pl.col("partner").is_not_null())
    back = couples.join(couples, left_on="partner", right_on="id")
    assert len(couples) > 500
    assert (back["partner_right"] == back["id"]).all()
    assert (first["heeft_toeslagpartner"] == first["partner"].is_not_null()).all()
    sizes = first.group_by("huishouden").len().rename({"len": "size"})
    known = first.join(sizes, on="huishouden").filter(pl.col("aantal_bewoners").is_not_null())
    assert (known["aantal_bewoners"] == known["size"]).all()


def test_a_sweep_writes_for_each_person_what_the_scalar_reader_says(made: Path) -> None:
    answers, library = swept(made, "answers.parquet"), read_library(CONTENT)
    schemes = [library.scheme(name, ON) for name in library.names() if library.known_on(name, ON)]
    people = read(scan(made), library.dictionary, wanted_by(schemes, library.dictionary, ON))
    assert answers["id"].to_list() == people.ids.tolist()
    for row in range(0, len(people), 17):
        person = people.person(row)
        for scheme in schemes:
            found, mine = (
                evaluate(scheme, person, ON, library.dictionary),
                answers.row(row, named=True),
            )
            assert mine[f"{scheme.name}.verdict"] == str(found.verdict)
            assert mine[f"{scheme.name}.next_question"] == found.next_question
            assert mine[f"{scheme.name}.missing"] == len(found.missing)
            if scheme.amount:
                assert mine[f"{scheme.name}.amount_low"] == found.amount_low
                assert mine[f"{scheme.name}.amount_high"] == found.amount_high


def test_threads_blocks_order_and_dask_change_nothing(made: Path) -> None:
    plain = swept(made, "plain.parquet")
    assert swept(made, "one.parquet", "--threads", "1", "--block", "333").equals(plain)
    assert swept(made, "dask.parquet", "--dask", "local", "--block", "100").equals(plain)
    shuffled = made.with_name("shuffled.parquet")
    pl.read_parquet(made).sample(fraction=1, shuffle=True, seed=3).write_parquet(shuffled)
    assert swept(shuffled, "other.parquet").sort("id").equals(plain)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (pl.lit(-500).alias("verzamelinkomen"), "verzamelinkomen is −€5; it must lie from"),
        (pl.lit(10**12).alias("verzamelinkomen"), "it must lie from €0 to €1,000,000"),
        (pl.col("id").alias("partner"), "Person 1 is their own partner"),
        (pl.lit(date(2090, 1, 1)).alias("geboortedatum"), "lies in the future"),
        (pl.lit(40).alias("aantal_bewoners"), "aantal_bewoners is 40; it must lie from 1 to 20"),
        (pl.lit(1.5).alias("vermogen"), "vermogen must hold whole cents, not Float64"),
        (pl.lit(1).alias("inkommen"), "No fact or relation is named inkommen"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_wrong_population_gets_a_sentence_exit_code_2_and_no_answers(
    made: Path, change: pl.Expr, sentence: str
) -> None:
    wrong, out = made.with_name("wrong.parquet"), made.with_name("none.parquet")
    pl.read_parquet(made).with_columns(change).write_parquet(wrong)
    done = run(made.parent, "law", "sweep", "--population", str(wrong), "--on", str(ON),
               "--out", str(out))  # fmt: skip
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--on", "2026-02-30"), "not a date that exists"),
        (("--on", "2026-06-01", "--schemes", "tovertoeslag"), "no law named 'tovertoeslag'"),
        (("--on", "1999-06-01", "--schemes", "zorgtoeslag"), "lies before it"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_exit_code_2(
    made: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = run(made.parent, "law", "sweep", "--population", str(made), *words)
    assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr


def test_what_is_no_parquet_gets_a_sentence(made: Path) -> None:
    text = made.with_name("text.parquet")
    shutil.copy(__file__, text)
    for file in (text, made.with_name("nowhere.parquet")):
        done = run(made.parent, "law", "sweep", "--population", str(file), "--on", "2026-06-01")
        assert (done.returncode, file.name in done.stderr) == (2, True), done.stderr
        assert "Traceback" not in done.stderr
