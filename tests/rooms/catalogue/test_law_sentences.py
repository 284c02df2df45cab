"""What is wrong with a rule is said in the language of who writes it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from oogopslag.catalogue.law_sentences import DUTCH, said
from oogopslag.core import law

READERS = [
    "reading",
    "proving",
    "checking",
    "sheet",
    "document",
    "expression",
    "table",
    "facts",
    "limits",
    "library",
]
FRAMES = {"{}", ""}
"""Sentences that only pass another one on."""


def sentences() -> Iterator[tuple[str, str]]:
    """(file, sentence) for every error that reading a law can end in; values are {}."""
    for name in READERS:
        tree = ast.parse((Path(law.__file__).parent / f"{name}.py").read_text())
        variables: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                variables.setdefault(node.targets[0].id, set()).add(words(node.value))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if called in {"LawError", "fail"}:
                first = node.args[0]
                known = variables.get(first.id, set()) if isinstance(first, ast.Name) else set()
                yield from ((name, one) for one in ({words(first)} | known))


def words(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                words(part) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
        case ast.BinOp(left=left, right=right):
            return words(left) + words(right)
    return ""


def test_every_sentence_of_the_reader_of_laws_has_dutch() -> None:
    missing = {(f, s) for f, s in sentences() if s not in DUTCH and s not in FRAMES}
    assert not missing, f"add the Dutch to catalogue/law_sentences.py: {missing}"


@pytest.mark.parametrize("english", sorted(DUTCH))
def test_a_sentence_comes_out_in_dutch_with_its_values(english: str) -> None:
    values = [f"«{place}»" for place in range(english.count("{}"))]
    with translation.override("nl"):
        found = said(english.format(*values))
    assert found == DUTCH[english].format(*values) != english.format(*values)
    with translation.override("en"):
        assert said(english.format(*values)) == english.format(*values)


def test_kinds_and_what_the_parser_says_are_dutch_too() -> None:
    with translation.override("nl"):
        assert said("'als' wants a boolean and got an amount.") == (
            "'als' verwacht ja of nee en kreeg een bedrag."
        )
        assert said("This is no YAML: mapping values are not allowed here.") == (
            "De opmaak klopt hier niet: er staat een dubbele punt te veel, "
            "of er missen aanhalingstekens."
        )
        assert said("Something new.") == "Something new."
