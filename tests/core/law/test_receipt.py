"""Receipts: the same bytes when replayed, by this release and for every earlier one."""

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from oogopslag.core.law import Between, LawError, Library, Person, evaluate, read_library
from oogopslag.core.law.receipt import Origin, receipt, replay

KEPT = Path(__file__).resolve().parents[2] / "receipts"
RELEASES = sorted(folder for folder in KEPT.iterdir() if folder.is_dir())
ON = date(2026, 6, 1)
WHO = Person(
    facts={
        "geboortedatum": Between(date(1990, 1, 1), date(1990, 12, 31)),
        "heeft_toeslagpartner": True,
        "verzamelinkomen": 21_000_00,
        "vermogen": 5,
        "zorgverzekerd": True,
        "aantal_autos": Fraction(2),
    },
    relations={"partner": (Person(facts={"vermogen": 7, "zorgverzekerd": True}),), "kinderen": ()},
    likely={"verzamelinkomen": 20_000_00},
)


def made(library: Library, person: Person = WHO) -> bytes:
    scheme = library.scheme("zorgtoeslag", ON)
    found = evaluate(scheme, person, ON, library.dictionary)
    origins = {"vermogen": Origin(source="belastingdienst", as_of=date(2026, 1, 1)),
               "aantal_autos": Origin(source="rdw")}  # fmt: skip
    return receipt(scheme, person, found, origins)


def test_a_receipt_replays_to_the_same_bytes(library: Library) -> None:
    kept = made(library)
    assert replay(kept, library) == kept
    assert kept == made(library)


def test_a_receipt_holds_law_parameters_facts_with_origin_and_outcome(library: Library) -> None:
    data = json.loads(made(library))
    assert set(data["law"]) == {"scheme", "valid_from", "laws", "parameters"}
    assert data["origins"]["vermogen"] == {"source": "belastingdienst", "as_of": "2026-01-01"}
    assert data["finding"]["missing"] == ["partner.verzamelinkomen"]
    assert data["engine"] == "1"


def test_a_receipt_holds_nothing_the_law_cannot_name(library: Library) -> None:
    assert b"aantal_autos" not in made(library)


def test_another_fact_gives_another_receipt(library: Library) -> None:
    assert made(library, WHO.knowing({"vermogen": 6})) != made(library)


def test_a_receipt_that_was_changed_is_found_out(library: Library) -> None:
    forged = made(library).replace(b'"amount_high":', b'"amount_high":1', 1)
    assert replay(forged, library) != forged


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("person"), "no receipt"),
        (lambda d: d.update(engine="99"), "engine 99"),
        (lambda d: d["law"].update(laws="0" * 64), "is not here"),
        (lambda d: d["law"].update(parameters="0" * 64), "is not here"),
        (lambda d: d["law"].update(scheme="tovertoeslag"), "is not here"),
        (lambda d: d["person"]["facts"].update(vermogen=1.5), "no receipt"),
    ],
)
def test_what_cannot_be_replayed_gets_a_sentence(
    library: Library, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    data = json.loads(made(library))
    change(data)
    with pytest.raises(LawError, match=sentence):
        replay(json.dumps(data).encode(), library)
    for text in (b"", b"[]", b"\xff", b"[" * 100_000):
        with pytest.raises(LawError, match="no receipt"):
            replay(text, library)


def test_receipts_of_a_release_are_kept() -> None:
    assert RELEASES
    for folder in RELEASES:
        assert len(list(folder.glob("*.json"))) >= 20


@pytest.mark.parametrize("folder", RELEASES, ids=lambda one: one.name)
def test_every_kept_receipt_still_gives_the_same_bytes(folder: Path) -> None:
    library = read_library(folder / "content", kept=True)
    for file in sorted(folder.glob("*.json")):
        kept = file.read_bytes()
        # Before a version is released its receipts may be made anew: python -m tools.receipts.
        assert replay(kept, library) == kept, f"{file.name} of {folder.name} differs"
