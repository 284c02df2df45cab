"""Laws of our own as regelrecht: they mean the same there, or it is said that they do not."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oogopslag.conf.cli import main
from oogopslag.core.law import Library, Person, derive, read_library
from oogopslag.core.law.regelrecht import Corpus, Run
from oogopslag.core.law.regelrecht.checks import faults
from oogopslag.core.law.regelrecht.document import parse
from oogopslag.core.law.regelrecht.exporting import Export, export
from oogopslag.core.law.regelrecht.reading import law_of
from tests.conftest import CHECKOUT

CONTENT = CHECKOUT / "content"
LIBRARY = read_library(CONTENT)
EVERY = [scheme for name in LIBRARY.names() for scheme in LIBRARY.schemes[name]]


def exported(name: str, on: str) -> Export:
    return export(LIBRARY.scheme(name, date.fromisoformat(on)), LIBRARY.dictionary)


def theirs(found: Export) -> Corpus:
    return Corpus([law_of(parse(found.text(), Path("export.yaml")))])


@pytest.mark.parametrize("scheme", EVERY, ids=lambda one: f"{one.name}-{one.valid_from}")
def test_every_law_can_be_read_back_without_a_fault(scheme: Any) -> None:
    found = export(scheme, LIBRARY.dictionary)
    law = law_of(parse(found.text(), Path("export.yaml")))
    assert faults(law) == ()
    told = {gap.name for gap in found.gaps}
    outputs = {field.name for article in law.articles for field in article.outputs}
    assert set(scheme.rules) - outputs <= told


@pytest.mark.parametrize("scheme", EVERY, ids=lambda one: f"{one.name}-{one.valid_from}")
def test_what_is_written_fits_the_public_schema(scheme: Any, shared: Path) -> None:
    import jsonschema

    schema = json.loads((shared / "contracts/regelrecht-schema-0.5.6.json").read_text())
    found = export(scheme, LIBRARY.dictionary)
    document = yaml.load(found.text(), Loader=yaml.BaseLoader)
    document = _typed(parse(found.text(), Path("export.yaml")).plain()) or document
    told = {gap.name for gap in found.gaps}
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(document))
    untold = [e.message for e in errors if not any(f"'{name}'" in e.message for name in told)]
    assert untold == []


def _typed(value: Any) -> Any:
    """Decimals as JSON numbers."""
    return json.loads(json.dumps(value, default=float))


amounts = st.integers(0, 80_000_00)
people = st.fixed_dictionaries(
    {
        "geboortedatum": st.dates(date(1930, 1, 1), date(2015, 12, 27)).filter(
            lambda day: (day.month, day.day) != (2, 29)
        ),
        "verzamelinkomen": amounts,
        "vermogen": st.integers(0, 300_000_00),
        "heeft_toeslagpartner": st.booleans(),
        "zorgverzekerd": st.booleans(),
    }
)
partners = st.fixed_dictionaries(
    {
        "verzamelinkomen": amounts,
        "vermogen": st.integers(0, 300_000_00),
        "zorgverzekerd": st.booleans(),
    }
)


@cache
def zorgtoeslag(on: str) -> Corpus:
    return theirs(exported("zorgtoeslag", on))


@pytest.mark.parametrize("on", ["2025-04-15", "2026-04-15"])
@given(facts=people, partner=partners)
@settings(max_examples=60, deadline=None)
def test_zorgtoeslag_means_the_same_in_both_forms(
    on: str, facts: dict[str, Any], partner: dict[str, Any]
) -> None:
    day = date.fromisoformat(on)
    asked = Run(zorgtoeslag(on), day)
    parameters = {name: _plain(value) for name, value in facts.items()}
    parameters |= {f"partner_{name}": value for name, value in partner.items()}
    outputs = asked.evaluate("zorgtoeslag", ["heeft_recht", "hoogte_zorgtoeslag"], parameters)
    person = Person(facts=facts, relations={"partner": (Person(facts=partner),)})
    for name in ("heeft_recht", "hoogte_zorgtoeslag", "zorgtoeslag_per_maand"):
        assert outputs.outputs[name] == _ours(LIBRARY, name, person, day)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _ours(library: Library, name: str, person: Person, day: date) -> Any:
    return derive(library, "zorgtoeslag", name, person, day).value


def test_what_goes_through_a_group_is_told_and_refused_when_it_is_run() -> None:
    found = exported("kinderbijslag", "2026-02-01")
    assert ("kinderbijslag_per_kwartaal", "12") in {(g.name, g.article) for g in found.gaps}
    with pytest.raises(ValueError, match="Untranslatable construct"):
        Run(theirs(found), date(2026, 2, 1)).evaluate(
            "kinderbijslag", [LIBRARY.schemes["kinderbijslag"][0].verdict], {}
        )


def test_the_verb_writes_the_law_and_says_what_it_could_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "zorgtoeslag.yaml"
    words = ["--on", "2025-01-01", "--out", str(file)]
    assert main(["law", "export", "zorgtoeslag", *words]) == 0
    assert "29 February" in capsys.readouterr().err
    facts = tmp_path / "f.json"
    facts.write_text('{"toetsingsinkomen": 3500000, "heeft_toeslagpartner": false}')
    ask = ["hoogte_zorgtoeslag", "--facts", str(facts), "--on", "2025-01-01", "--json"]
    assert main(["law", "run", str(file), *ask]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == 67_000
    assert main(["law", "export", "kinderbijslag", "--on", "2026-02-01"]) == 1
    assert "cannot be said: kinderbijslag_per_kwartaal (article 12)" in capsys.readouterr().err
    assert main(["law", "export", "nergens"]) == 2
