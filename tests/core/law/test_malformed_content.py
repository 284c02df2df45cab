"""Whatever stands in a file of content: it is read, or refused in a sentence with its place."""

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from oogopslag.catalogue import form, service
from oogopslag.catalogue.errors import UnusedQuestion
from oogopslag.core.law import LawError, Library, Person, evaluate, facts, sheet
from oogopslag.core.law.document import Part, read
from oogopslag.core.law.reading import versions_of
from tests.conftest import CHECKOUT

CONTENT = CHECKOUT / "content"
WRONG: tuple[Any, ...] = (
    None, "x", "", "als", "1/0", "€ 1,2,3", 5, -(10**30), 1.5, True, date(2026, 1, 1),
    CommentedSeq(), CommentedSeq([1]), CommentedMap(), CommentedMap(nl=5),
)  # fmt: skip
SOME = 250
"""So many faults of each file are tried; of facts fewer, as they bring a list of municipalities."""


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def faulty(file: Path, dice: random.Random) -> Iterator[tuple[str, Part]]:
    """Copies of a document, each with something wrong in one place."""
    whole = read(file)
    faults = [(place, wrong) for place in places(whole.data) for wrong in WRONG]
    for place, wrong in dice.sample(faults, SOME // 10 if file.parent.name == "facts" else SOME):
        data = copy.deepcopy(whole.data)
        holder = data
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = copy.deepcopy(wrong)
        yield f"{place} = {wrong!r}", Part(file, 1, data)


def refused_or_read(what: str, part: Part, reader: Callable[[Part], object]) -> None:
    try:
        reader(part)
    except LawError as error:
        assert error.file, f"{what}: {error}"
        assert error.line, f"{what}: {error}"
    except UnusedQuestion:
        pass
    except Exception as error:
        raise AssertionError(f"{part.file} {what}: {error!r}") from error


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.node.nodeid)


@pytest.mark.parametrize(
    "name",
    ["meerwijk_inkomenstoeslag", "wet_kinderopvang", "algemene_kinderbijslagwet"],
)
def test_a_law_with_something_wrong_in_it(name: str, library: Library, dice: random.Random) -> None:
    file = next((CONTENT / "laws").rglob(f"{name}/2026-01-01.yaml"))

    def reader(part: Part) -> None:
        for scheme in versions_of(part, library.dictionary, library.sheets, date.max):
            evaluate(scheme, Person(), scheme.valid_from, library.dictionary)

    for what, part in faulty(file, dice):
        refused_or_read(what, part, reader)


@pytest.mark.parametrize(
    ("name", "module", "call"),
    [
        ("services/rijbewijs/service.yaml", service, service.read_service),
        ("services/inkomenstoeslag/service.yaml", service,
         lambda file: service.read_service(file).reaches({"gemeente_code": "9998"})),
        ("laws/nl/wet/participatiewet_normen/2026-01-01.yaml", sheet,
         lambda file: sheet.read_sheet(file / "2026-01-01.yaml")),
        ("facts/persoon.yaml", facts, facts.read_dictionary),
        ("facts/studie.yaml", facts, facts.read_dictionary),
    ],
)  # fmt: skip
def test_a_service_sheet_or_fact_with_something_wrong_in_it(
    name: str,
    module: Any,
    call: Callable[[Path], object],
    monkeypatch: pytest.MonkeyPatch,
    dice: random.Random,
) -> None:
    file = CONTENT / name
    for what, part in faulty(file, dice):
        monkeypatch.setattr(
            module, "read", lambda one, kept=False, part=part: part if one == file else read(one)
        )
        refused_or_read(what, part, lambda part: call(part.file.parent))


def test_a_form_with_something_wrong_in_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, dice: random.Random
) -> None:
    scheme = library.schemes["kinderopvangtoeslag"][-1]
    file = CONTENT / "services/kinderopvangtoeslag/form.yaml"
    for what, part in faulty(file, dice):
        monkeypatch.setattr(form, "read", lambda one, part=part: part)
        refused_or_read(
            what, part, lambda part: form.read_form(part.file.parent, library.dictionary, scheme)
        )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "must hold names with values"),
        (b"just a text", "must hold names with values"),
        (b"- a\n- list\n", "must hold names with values"),
        (b"law:\tproef\n\tshort: x\n", "This is no YAML"),
        (b"law: \xff\xfe\n", "This is no UTF-8"),
        (b"law: [a, b\n", "This is no YAML"),
        (b"law: proef\nlaw: proef\n", "This is no YAML"),
        (b"law: a\x00b\n", "This is no YAML"),
        (b"law: proef\nvalid_from: 2026-02-30\n", "This is no YAML"),
        (b"law: !!int onzin\n", "This is no YAML"),
        (b"law: " + b"9" * 5000 + b"\n", "This is no YAML"),
        (b"law: proef\ntitle: {nl: Werk, en studie, en: Work}\n", "A text with a comma"),
    ],
)
def test_a_file_that_is_no_law_is_refused(tmp_path: Path, text: bytes, sentence: str) -> None:
    file = tmp_path / "2026-01-01.yaml"
    file.write_bytes(text)
    with pytest.raises(LawError) as refused:
        read(file)
    assert sentence in refused.value.sentence
    assert str(refused.value).startswith(f"{file}:")
