"""The command line: glance, law run, check, backup and restore, as an operator meets them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def run(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OOGOPSLAG_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "oogopslag.conf.cli", *words],
        env={**kept, "OOGOPSLAG_DATA": str(data), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    done = run(data, "load", "personas")
    assert done.returncode == 0, done.stderr
    return data


def test_a_glance_has_the_shape_others_read(filled: Path) -> None:
    found = json.loads(run(filled, "glance", "999000020", "--on", "2026-06-01", "--json").stdout)
    (zorg,) = [p for p in found["possibilities"] if p["service"] == "zorgtoeslag"]
    assert set(zorg) == {
        "service", "organisation", "verdict", "amount_low", "amount_high", "period", "reasons",
        "missing", "next_question",
    }  # fmt: skip
    assert (zorg["verdict"], zorg["amount_low"], zorg["period"]) == ("entitled", 12900, "month")
    assert set(zorg["reasons"][0]) == {"text", "article", "url", "holds"}
    assert zorg["reasons"][0]["text"] == "U bent 18 jaar of ouder"


def test_a_glance_of_a_year_without_figures_has_no_amount_and_says_why(filled: Path) -> None:
    found = json.loads(run(filled, "glance", "999000020", "--on", "2027-02-01", "--json").stdout)
    (zorg,) = [p for p in found["possibilities"] if p["service"] == "zorgtoeslag"]
    assert (zorg["verdict"], zorg["amount_low"], zorg["amount_high"]) == ("depends", None, None)
    assert zorg["reasons"][-1]["text"] == "Voor 2027 zijn de cijfers nog niet bekend"


def test_a_glance_on_a_day_before_some_laws_shows_the_others_and_names_these(filled: Path) -> None:
    found = json.loads(run(filled, "glance", "999000020", "--on", "2025-06-01", "--json").stdout)
    assert "zorgtoeslag" in [p["service"] for p in found["possibilities"]]
    assert "isde" in found["unknown_on"]
    assert "isde" not in [p["service"] for p in found["possibilities"]]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("999000021",), "not a valid BSN"),
        (("999991772",), "Nobody with this BSN"),
        (("999000020", "--on", "2026-02-30"), "not a date that exists"),
        (("999000020", "--on", "1999-01-01"), "lies before the first day"),
    ],
)
def test_a_glance_that_cannot_be_given_says_why(
    filled: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = run(filled, "glance", *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert words[0] not in done.stderr


def test_law_run_prints_value_and_trace(tmp_path: Path) -> None:
    facts = tmp_path / "f.json"
    facts.write_text('{"toetsingsinkomen": 3500000, "heeft_toeslagpartner": false}')
    words = ("--facts", str(facts), "--on", "2025-01-01", "--json")
    found = json.loads(
        run(tmp_path, "law", "run", "zorgtoeslag", "hoogte_zorgtoeslag", *words).stdout
    )
    assert (found["value"], found["type"], found["unit"]) == (67_000, "amount", "eurocent")
    assert "normpremie" in [step["name"] for step in found["trace"]]
    right = json.loads(run(tmp_path, "law", "run", "zorgtoeslag", "heeft_recht", *words).stdout)
    assert right["value"] is None


@pytest.mark.parametrize(
    ("words", "facts", "sentence"),
    [
        (("nergens", "x"), "{}", "no law named"),
        (("zorgtoeslag", "nergens"), "{}", "no output named"),
        (("zorgtoeslag", "heeft_recht"), '{"vermogenn": 1}', "vermogenn"),
        (("zorgtoeslag", "heeft_recht"), "[", "Expecting"),
    ],
)
def test_law_run_says_what_is_wrong(
    tmp_path: Path, words: tuple[str, str], facts: str, sentence: str
) -> None:
    file = tmp_path / "f.json"
    file.write_text(facts)
    done = run(tmp_path, "law", "run", *words, "--facts", str(file), "--on", "2025-01-01")
    assert done.returncode == 2
    assert sentence in done.stderr


def test_a_backup_is_restored_with_everything_in_it(filled: Path, tmp_path: Path) -> None:
    (filled / "files").mkdir(exist_ok=True)
    (filled / "files" / "bijlage.txt").write_text("bewijs")
    archive = tmp_path / "b.tar.gz"
    assert run(filled, "backup", str(archive), "--with-keys").returncode == 0
    assert run(filled, "backup", str(archive)).returncode == 2
    fresh = tmp_path / "fresh"
    done = run(fresh, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert (fresh / "files" / "bijlage.txt").read_text() == "bewijs"
    assert "entitled" in run(fresh, "glance", "999000020").stdout
    again = run(fresh, "restore", str(archive))
    assert again.returncode == 2
    assert "nothing was overwritten" in again.stderr
    with sqlite3.connect(fresh / "oogopslag.sqlite3") as rows:
        assert rows.execute("select count(*) from people_resident").fetchone()[0] >= 5


def test_the_keys_rotate_and_the_old_one_may_go(filled: Path, tmp_path: Path) -> None:
    data = shutil.copytree(filled, tmp_path / "data")
    old, new = (data / "keys" / "bsn_keys").read_text(), Fernet.generate_key().decode()
    lost = run(data, "rotate", OOGOPSLAG_BSN_KEYS=new)
    assert lost.returncode == 1
    assert "OOGOPSLAG_BSN_KEYS does not hold" in lost.stderr
    done = run(data, "rotate", OOGOPSLAG_BSN_KEYS=f"{new},{old}")
    assert done.returncode == 0, done.stderr
    assert "can go" in done.stdout
    words = ("glance", "999000020", "--on", "2026-06-01")
    assert "zorgtoeslag" in run(data, *words, OOGOPSLAG_BSN_KEYS=new).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("load", "persons", "/nowhere.json"), "there is no file /nowhere.json"),
        (("restore", "/nowhere.tar.gz"), "there is no file /nowhere.tar.gz"),
        (("serve", "--port", "99999"), "99999 is no port"),
        (("serve", "--workers", "0"), "0 is too little"),
    ],
)
def test_an_argument_that_cannot_be_is_refused_with_a_sentence(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_of_a_verb_says_what_it_is_for(tmp_path: Path) -> None:
    assert "Say what is wrong with this deployment." in run(tmp_path, "check", "--help").stdout
    help_of_run = run(tmp_path, "law", "run", "--help").stdout
    assert "Evaluate one output of a law." in help_of_run


def test_production_refuses_what_belongs_to_a_demonstration(tmp_path: Path) -> None:
    done = run(tmp_path, "check", OOGOPSLAG_PRODUCTION="1", OOGOPSLAG_DEMO="1")
    assert done.returncode == 1
    assert "refuses OOGOPSLAG_DEMO" in done.stderr
    done = run(tmp_path, "check", OOGOPSLAG_PRODUCTION="1")
    for name in ("SECRET_KEY", "BSN_KEYS", "BSN_PEPPER", "VAPID_PRIVATE_KEY"):
        assert f"OOGOPSLAG_{name}" in done.stderr
    assert not (tmp_path / "keys").exists()


def test_check_finds_nothing_wrong_with_a_fresh_embedded_deployment(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 0, done.stderr


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no")
    done = run(tmp_path / "data", "restore", str(tmp_path / "x"))
    assert done.returncode == 2
    assert "not an archive" in done.stderr


def test_a_data_folder_that_cannot_be_made_gets_a_sentence() -> None:
    done = run(Path("/dev/null/data"), "check")
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("ZGW", "gemeente-veenstad https://zaken.example id"), ("MIJN_TAKEN", "svb taken.example t"),
     ("KLANTINTERACTIES", "svb https:// geheim"),
     ("AGENDAS", "svb https://a.example t; svb twin t")],
)  # fmt: skip
def test_a_wrong_register_of_others_is_a_sentence_at_check_and_at_start(
    filled: Path, name: str, value: str
) -> None:
    for verb, code in (("check", 1), ("serve", 2), ("work", 2)):
        done = run(filled, verb, **{f"OOGOPSLAG_{name}": value})
        assert done.returncode == code, (verb, done.stderr)
        assert f"OOGOPSLAG_{name} cannot be read" in done.stderr
        assert "Traceback" not in done.stderr
        assert "geheim" not in done.stderr
