"""Runs a tree of `.feature` files with the laws beside them, scenario by scenario."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.limits import MOST_BYTES
from oogopslag.core.law.regelrecht.corpus import Corpus
from oogopslag.core.law.regelrecht.grammar import TIERS, find
from oogopslag.core.law.regelrecht.steps import perform
from oogopslag.core.law.regelrecht.trees import Trees, files
from oogopslag.core.law.regelrecht.world import StepError, World

Verdict = Literal["passed", "failed", "skipped", "refused"]


@dataclass(frozen=True)
class Told:
    """How one scenario went. `refused` means that it cannot be asked: an unknown sentence."""

    verdict: Verdict
    name: str
    place: str
    message: str = ""


def feature_files(root: Path) -> list[Path]:
    """The scenarios of the laws and the conformance of engines; all of them elsewhere."""
    laws = [f for f in files(root / "corpus/regulation", "*.feature") if "scenarios" in f.parts]
    known = laws + files(root / "bdd/conformance", "*.feature")
    return sorted(known or files(root, "*.feature"))


def run_features(root: Path) -> tuple[list[LawError], Iterator[Told]]:
    """What is wrong with the laws beside the scenarios of a folder, and how each of these goes."""
    trees = Trees(root)
    features = [(file, trees.beside(file)) for file in feature_files(root)]
    told = (one for file, corpus in features for one in run_feature(file, corpus))
    return list(trees.refused), told


def run_feature(file: Path, corpus: Corpus) -> Iterator[Told]:
    """All scenarios of one file; one line "refused" when the file itself cannot be read."""
    try:
        document = _read(file)
    except LawError as error:
        yield Told("refused", file.name, f"{file}:{error.line}", error.sentence)
        return
    lines = dict(_lines(document))
    title = (document.get("feature") or {}).get("name", file.name)
    for scenario in Compiler().compile(document):
        name = f"{title} › {scenario['name']}"
        line = lines.get(scenario["astNodeIds"][-1], lines[scenario["astNodeIds"][0]])
        tags = {tag["name"] for tag in scenario["tags"]}
        if reason := _skipped(tags, scenario["steps"]):
            yield Told("skipped", name, f"{file}:{line}", reason)
        else:
            yield _run(scenario["steps"], lines, file, name, World(corpus))


def _read(file: Path) -> Any:
    if file.stat().st_size > MOST_BYTES:
        raise LawError(f"This file has more than {MOST_BYTES:,} bytes.", file=file, line=1)
    try:
        return {**Parser().parse(file.read_text(encoding="utf-8")), "uri": str(file)}
    except ParserError as error:
        first = next(iter(getattr(error, "errors", [])), error)
        line = getattr(first, "location", {}).get("line", 1)
        raise LawError(f"This is no feature: {first}", file=file, line=line) from None
    except UnicodeDecodeError as error:
        raise LawError(f"This is no UTF-8: {error.reason}.", file=file, line=1) from None


def _lines(node: Any) -> Iterator[tuple[str, int]]:
    """The line of each part of a document, by its id."""
    if isinstance(node, dict):
        if "id" in node and "location" in node:
            yield node["id"], node["location"]["line"]
        for part in node.values():
            yield from _lines(part)
    elif isinstance(node, list):
        for part in node:
            yield from _lines(part)


def _skipped(tags: set[str], steps: Sequence[Any]) -> str:
    """Why a scenario is not run: it says itself that it waits, or asks what no engine here can."""
    if "@wip" in tags:
        return "skipped: it is marked as waiting (@wip)"
    tiers = {tag.removeprefix("@tier:") for tag in tags if tag.startswith("@tier:")}
    if beyond := sorted(tiers - TIERS):
        return f"skipped: tier {', '.join(beyond)}"
    return "" if steps else "skipped: it has no steps"


def _run(
    steps: Sequence[Any], lines: Mapping[str, int], file: Path, name: str, world: World
) -> Told:
    for step in steps:
        place = f"{file}:{lines[step['astNodeIds'][0]]}"
        known = find(step["text"])
        if known is None:
            return Told("refused", name, place, f"I do not know the sentence: {step['text']}")
        sentence, arguments = known
        try:
            perform(world, sentence.action, arguments, _rows(step))
        except StepError as error:
            return Told("failed", name, place, f"{step['text']}: {error}")
    return Told("passed", name, f"{file}")


def _rows(step: Any) -> list[list[str]]:
    table = step.get("argument", {}).get("dataTable", {"rows": []})
    return [[cell["value"] for cell in row["cells"]] for row in table["rows"]]
