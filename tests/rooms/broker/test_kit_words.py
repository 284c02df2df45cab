"""Every sentence of the broker's own kits has its Dutch, and what stands in it is kept."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from oogopslag.broker.kit_words import in_dutch, told
from oogopslag.insight import content

BROKER = Path(__file__).resolve().parents[3] / "src" / "oogopslag" / "broker"
NO_SENTENCE = {"application/cloudevents+json; charset=utf-8", "{} {}", "; "}


def sentences(file: Path) -> set[str]:
    """The texts with a space in a kit; what is put in them stands as {}."""
    tree = ast.parse(file.read_text())
    skipped = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(one) for one in ast.walk(node) if one is not node}
    found = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            found.add(
                "".join(
                    str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
                )
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return {one for one in found if " " in one.strip()} - NO_SENTENCE


@pytest.mark.parametrize("kit", sorted(BROKER.glob("*_kit.py")), ids=lambda one: one.name)
def test_every_sentence_of_a_kit_has_its_dutch(kit: Path) -> None:
    known = content.load("findings.yaml")

    assert {one for one in sentences(kit) if one not in known} == set()
    assert all(english.count("{}") == dutch.count("{}") for english, dutch in known.items())


def test_what_stands_in_a_finding_is_kept_and_told_too() -> None:
    assert in_dutch("answers 200, not 401 or 403") == "antwoordt 200, niet 401 of 403"
    assert in_dutch("results[0].naam is a number, not text") == (
        "results[0].naam is een getal, niet tekst")  # fmt: skip
    assert in_dutch("3 pictures without alt") == "3 afbeeldingen zonder alt"
    assert in_dutch("iets heel anders") == "iets heel anders"
    with translation.override("en"):
        assert told("no title") == "no title"
    with translation.override("nl"):
        assert told("no title") == "geen titel"
