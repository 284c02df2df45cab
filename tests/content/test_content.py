"""Content: every service loads, keeps to its law, and gives the answers known from outside."""

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from oogopslag.catalogue import queries
from oogopslag.catalogue.errors import UnusedQuestion
from oogopslag.catalogue.form import read_form
from oogopslag.catalogue.service import read_service
from oogopslag.core.law import LawError, Person, Verdict, evaluate, read_library
from oogopslag.ui.theme import UnfitColour, contrast, theme_css

CONTENT = Path(__file__).resolve().parents[2] / "content"
SERVICES = sorted(file.parent for file in (CONTENT / "services").glob("*/service.yaml"))
EXAMPLES = [
    pytest.param(folder, example, id=f"{folder.name}: {example['title'][:60]}")
    for folder in SERVICES
    for example in YAML(typ="safe").load((folder / "examples.yaml").read_text())["examples"]
]
LIBRARY = read_library(CONTENT)


@pytest.mark.parametrize(("folder", "example"), EXAMPLES)
def test_an_example_gives_the_answer_known_from_outside(folder: Path, example: dict) -> None:  # type: ignore[type-arg]
    service = read_service(folder)
    on: date = example["on"]
    scheme = LIBRARY.scheme(service.scheme, on)
    person = Person.from_json(example["facts"], LIBRARY.types)
    found = evaluate(scheme, person, on, LIBRARY.dictionary)
    assert found.verdict == Verdict(example["verdict"])
    if "amount" in example:
        assert (found.amount_low, found.amount_high) == (example["amount"], example["amount"])
    else:
        assert found.verdict != Verdict.ENTITLED or scheme.amount is None
    assert list(found.missing) == example.get("missing", [])
    assert list(found.lacking) == example.get("lacking", [])
    if found.lacking:
        assert found.amount_low is found.amount_high is None
    if "why_not" in example:
        assert list(found.why_not) == example["why_not"]


@pytest.mark.parametrize("folder", SERVICES, ids=lambda folder: folder.name)
def test_a_service_has_three_examples_an_organisation_and_a_form_that_fits(folder: Path) -> None:
    service = read_service(folder)
    assert len([one for one in EXAMPLES if one.values[0] == folder]) >= 3
    assert service.organisation in queries.organisations()
    assert service.steps
    assert service.where_url
    assert service.where_text
    scheme = LIBRARY.schemes[service.scheme][-1]
    asked = {q.fact for q in read_form(folder, LIBRARY.dictionary, scheme).questions()}
    # Whatever only the resident can tell must be asked somewhere.
    only_theirs = {
        fact
        for fact in scheme.facts
        if LIBRARY.dictionary.kind_of(fact).source == "resident" and not fact.startswith("kinderen")
    }
    assert only_theirs <= asked
    assert set(service.trusts) <= asked


def test_services_come_from_every_layer() -> None:
    layers = {read_service(folder).layer for folder in SERVICES}
    assert layers == {"national", "agency", "ministry", "municipal", "provincial", "water"}


def test_an_unused_question_fails(tmp_path: Path) -> None:
    page = "pages: [{key: x, title: {nl: x, en: x}, questions: [{fact: %s, ground: '1'%s}]}]"
    scheme = LIBRARY.schemes["zorgtoeslag"][-1]
    for fact, more, error in (
        ("aantal_autos", "", UnusedQuestion),
        ("nergens", "", LawError),
        ("vermogen", ", grond: x", LawError),
    ):
        (tmp_path / "form.yaml").write_text(page % (fact, more))
        with pytest.raises(error):
            read_form(tmp_path, LIBRARY.dictionary, scheme)


@pytest.mark.parametrize("key", ["purpose", "legal_basis", "organisation", "activity"])
def test_a_service_without_purpose_or_basis_does_not_load(tmp_path: Path, key: str) -> None:
    text = (CONTENT / "services" / "isde" / "service.yaml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    (tmp_path / "service.yaml").write_text("\n".join(lines))
    with pytest.raises(LawError, match=key):
        read_service(tmp_path)


def test_fictional_bodies_say_that_their_rules_are_examples() -> None:
    fictional = {slug for slug, data in queries.organisations().items() if data.fictional}
    for folder in SERVICES:
        service = read_service(folder)
        scheme = LIBRARY.schemes[service.scheme][-1]
        own = "verordening" in scheme.ref.title["nl"].lower() or "regeling" in scheme.law
        if service.organisation in fictional and own:
            assert "voorbeeld" in scheme.ref.title["nl"].lower()


@pytest.mark.parametrize("slug", sorted(queries.organisations()))
def test_every_organisation_has_colours_that_can_be_read(slug: str) -> None:
    brand = queries.organisation_data(slug).brand
    assert slug in theme_css(slug, brand)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("wrong", ["blue", "#12345", "#zzzzzz"])
def test_a_colour_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(UnfitColour):
        theme_css("x", wrong)
