"""The demo twin of Open VTB: an application arrives there by the real adapter, and no BSN stays."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests import builders

from oogopslag.cases import actions, queries, registers, requesting
from oogopslag.cases.adapters.open_vtb.kept import KeptTwin, kinds_of
from oogopslag.cases.models import Request
from oogopslag.catalogue import queries as catalogue
from oogopslag.conf.commands.demo import TWINS

pytestmark = pytest.mark.django_db
ORGANISATION = "dienst-toeslagen"


@pytest.fixture(autouse=True)
def demonstration(settings, tmp_path: Path, world: None) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    settings.CONFIG = dataclasses.replace(
        settings.CONFIG, data=tmp_path, open_vtb=TWINS["OOGOPSLAG_OPEN_VTB"]
    )


def test_an_application_arrives_once_with_its_answers_and_without_a_bsn(
    suzanne: Any, tmp_path: Path
) -> None:
    made = builders.case(suzanne)
    assert queries.requests_at_twins() == []
    assert actions.submit_requests() == 1
    assert actions.submit_requests() == 0
    (there,) = queries.requests_at_twins()
    assert there["verzoekBron"]["kenmerk"] == made.number
    assert there["aanvraagGegevens"] == requesting.answers_of(made)
    assert Request.objects.get().urn == there["urn"]
    (file,) = tmp_path.glob("twins/vtb-*.json")
    assert builders.SUZANNE.number not in file.read_text()
    assert there["initiator"].endswith(builders.SUZANNE.number[-3:])


def test_the_page_says_that_it_is_a_twin_and_shows_what_came_in(suzanne: Any, client: Any) -> None:
    page = client.get("/demo/verzoeken/", headers={"accept-language": "nl"}).content.decode()
    assert "tweeling van Open VTB" in page
    assert "Er kwam nog niets binnen" in page
    made = builders.case(suzanne)
    actions.submit_requests()
    page = client.get("/demo/verzoeken/", headers={"accept-language": "nl"}).content.decode()
    assert made.number in page
    assert '<dd class="oog-facts__value oog-wrap">true</dd>' in page, "as it was sent: JSON"
    assert builders.SUZANNE.number not in page


def test_every_service_has_a_published_type_with_a_schema_that_names_its_questions() -> None:
    for organisation in {one.organisation for one in catalogue.services()}:
        kinds = {one.name: one for one in kinds_of(organisation)}
        for service in catalogue.services():
            if service.organisation != organisation:
                continue
            kind = kinds[service.request_type or service.title["nl"]]
            Draft202012Validator.check_schema(dict(kind.schema))
            asked = {q.fact for page in catalogue.form(service.slug).pages for q in page.questions}
            assert set(kind.schema["properties"]) == asked


def test_an_answer_of_another_kind_than_the_form_asks_does_not_fit(tmp_path: Path) -> None:
    (kind,) = [one for one in kinds_of(ORGANISATION) if one.name == "Zorgtoeslag"]
    name = next(n for n, fits in kind.schema["properties"].items() if fits == {"type": "integer"})
    valid = Draft202012Validator(kind.schema)
    assert valid.is_valid({name: 1})
    assert not valid.is_valid({name: "veel"})
    assert KeptTwin(ORGANISATION, tmp_path).received() == []


def test_in_production_there_is_no_twin(settings: Any) -> None:
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert any("OPEN_VTB" in sentence for sentence in registers.wrong())
    settings.DEMO = False
    assert registers.at_twins() == []
