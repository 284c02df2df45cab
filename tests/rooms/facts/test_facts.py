"""What registers say: from file to fact, incomplete, contradicted, down, and who used it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests import builders
from tests.loopback import says, served

from oogopslag.core.law import Between
from oogopslag.core.values import Actor, Bsn
from oogopslag.facts import actions, queries
from oogopslag.facts.adapters import brp, rvig
from oogopslag.facts.errors import SourceDown, UnreadableFile
from oogopslag.facts.models import Fact, TwinRecord
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def record(**more: object) -> dict[str, object]:
    return {
        "burgerservicenummer": "999993653",
        "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
        "geboorte": {"datum": "19851201"},
        **more,
    }


def load(tmp_path: Path, *records: object) -> None:
    file = tmp_path / "persons.json"
    file.write_text(json.dumps(records))
    actions.load_persons(file)


def known(bsn: str = "999993653") -> queries.Knowledge:
    resident = people.resident_by_bsn(Bsn(bsn))
    actions.refresh(resident)
    return queries.known(resident)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19851201", date(1985, 12, 1)),
        ("19851200", Between(date(1985, 12, 1), date(1985, 12, 31))),
        ("19850200", Between(date(1985, 2, 1), date(1985, 2, 28))),
        ("19850000", Between(date(1985, 1, 1), date(1985, 12, 31))),
    ],
)
def test_a_birth_date_with_unknown_parts_is_a_range(tmp_path, text, value) -> None:  # type: ignore[no-untyped-def]
    load(tmp_path, record(geboorte={"datum": text}))
    assert known().values["geboortedatum"].value == value


def test_a_birth_date_of_which_nothing_is_known_stays_unknown(tmp_path) -> None:  # type: ignore[no-untyped-def]
    load(tmp_path, record(geboorte={"datum": "00000000"}))
    assert "geboortedatum" not in known().values


def test_somebody_who_died_is_marked_and_has_no_possibilities(tmp_path, world) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.possibilities.glance import glance

    load(tmp_path, record(overlijden={"datum": "20200301"}))
    found = glance(Bsn("999993653"), TODAY)
    assert (found["deceased_on"], found["possibilities"]) == ("2020-03-01", [])


def test_a_partner_outside_the_register_is_there_and_nothing_more(tmp_path) -> None:  # type: ignore[no-untyped-def]
    partner = {"naam": {"geslachtsnaam": "Onbekend"}, "geboorte": {"datum": "00000000"}}
    load(tmp_path, record(partners=[partner]))
    found = known()
    assert found.values["heeft_toeslagpartner"].value is True
    assert [dict(one.facts) for one in found.person.relations["partner"]] == [{}]


def test_a_marriage_that_ended_is_no_partner(tmp_path) -> None:  # type: ignore[no-untyped-def]
    ended = {"naam": {}, "ontbindingHuwelijkPartnerschap": {"datum": "20200101"}}
    load(tmp_path, record(partners=[ended]))
    found = known()
    assert found.person.relations["partner"] == ()
    assert "heeft_toeslagpartner" not in found.values  # no address: nobody can say who is there


def test_alone_at_an_address_is_no_partner_and_with_an_adult_it_is_unknown(tmp_path) -> None:  # type: ignore[no-untyped-def]
    here = {"verblijfplaats": {"straat": "A", "huisnummer": "1", "postcode": "1234AB"}}
    load(tmp_path, record(**here))
    assert known().values["heeft_toeslagpartner"].value is False
    load(tmp_path, record(**here), {**record(**here), "burgerservicenummer": "999991772"})
    assert "heeft_toeslagpartner" not in known().values


def test_a_child_that_moved_abroad_and_an_empty_register_give_no_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    child = {"naam": {"voornamen": "Kim"}, "geboorte": {"datum": "20150000"}}
    load(tmp_path, record(kinderen=[child], verblijfplaats={"land": {"code": "5001"}}))
    found = known()
    assert found.values["woont_in_nederland"].value is False
    assert found.person.relations["kinderen"][0].facts["geboortedatum"] == Between(
        date(2015, 1, 1), date(2015, 12, 31)
    )
    TwinRecord.objects.all().delete()
    assert known().values == {}


def test_a_register_that_is_down_keeps_its_old_facts_and_the_others_go_on(suzanne) -> None:  # type: ignore[no-untyped-def]
    TwinRecord.objects.filter(source="belastingdienst").update(payload={"down": True})
    row = TwinRecord.objects.get(source="rvz", person_hash=suzanne.bsn_hash)
    row.payload["facts"]["zorgverzekerd"] = False
    row.save()
    refreshed = actions.refresh(suzanne)
    found = queries.known(suzanne)
    assert refreshed.failed == ("belastingdienst",)
    assert found.values["verzamelinkomen"].value == 24_800_00
    assert found.values["zorgverzekerd"].value is False
    assert [one.code for one in found.failed] == ["belastingdienst"]
    assert found.failed[0].last_good


def test_a_contradiction_stands_beside_the_fact_and_the_last_one_counts(suzanne) -> None:  # type: ignore[no-untyped-def]
    actor = Actor(kind="resident", id=str(suzanne.id))
    actions.contradict(suzanne, "vermogen", 5_000_00, "Verkeerd geteld", actor=actor)
    actions.contradict(suzanne, "vermogen", 6_000_00, "Nog eens geteld", actor=actor)
    said = queries.known(suzanne).values["vermogen"].contradicted
    assert said
    assert said.stated == 6_000_00
    assert said.explanation == "Nog eens geteld"


def test_an_own_word_fills_a_gap_and_never_covers_a_register(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    for who in (suzanne, joke):
        actions.state(who, "verzamelinkomen", 1_00, actor=Actor(kind="resident"))
    assert queries.known(joke).values["verzamelinkomen"].word
    assert queries.known(suzanne).values["verzamelinkomen"].value == 24_800_00


def test_no_bsn_stands_in_what_the_twins_keep(world) -> None:  # type: ignore[no-untyped-def]
    text = json.dumps(list(TwinRecord.objects.values_list("payload", flat=True)))
    for bsn in (builders.SUZANNE, builders.MEHMET, builders.FATMA):
        assert bsn.number not in text


def test_the_partners_own_registers_answer_too(world) -> None:  # type: ignore[no-untyped-def]
    found = queries.known(builders.resident(builders.MEHMET))
    assert found.partner["verzamelinkomen"].value == 14_200_00
    assert found.person.relations["partner"][0].facts["zorgverzekerd"] is True


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]"])
def test_a_file_that_cannot_be_read_gets_a_sentence(tmp_path, text) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(UnreadableFile):
        actions.load_persons(file)


def test_a_wrong_bsn_is_refused_by_name_of_its_last_digits_and_the_rest_goes_on(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.json"
    file.write_text(json.dumps([record(), {**record(), "burgerservicenummer": "123456789"}]))
    loaded = actions.load_persons(file)
    assert loaded.persons == 1
    assert "…89" in loaded.refused[0]
    assert "123456789" not in loaded.refused[0]


def test_the_real_client_gives_a_clear_failure_when_nothing_listens() -> None:
    with pytest.raises(SourceDown):
        brp.Brp("http://127.0.0.1:9", "token", TODAY).fetch(Bsn("999993653"))


def _schema(shared: Path, name: str) -> dict[str, object]:
    file = shared / "contracts" / "haal-centraal-brp-personen-openapi-2.7.0.yaml"
    contract = json.loads(json.dumps(YAML(typ="safe").load(file.read_text()), default=str))
    return {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}


def test_our_question_keeps_to_the_contract(shared: Path) -> None:
    body = brp.question(Bsn("999993653"))
    jsonschema.validate(body, _schema(shared, "RaadpleegMetBurgerservicenummer"))


def test_every_answer_of_the_twin_keeps_to_the_contract(shared: Path) -> None:
    records = json.loads((shared / "data" / "brp-persons-100.json").read_text())
    schema = _schema(shared, "Persoon")
    for one in records:
        jsonschema.validate(rvig.answer(one), schema)


def test_every_person_of_the_test_set_gets_an_answer(shared: Path, world) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.possibilities.glance import glance

    file = shared / "data" / "brp-persons-100.json"
    assert actions.load_persons(file).persons == 100
    citizens = actions.load_citizens(shared / "data" / "synthetic-citizens.yaml")
    assert (citizens.persons, len(citizens.refused)) == (13, 7)
    for one in json.loads(file.read_text()):
        found = glance(Bsn(one["burgerservicenummer"]), TODAY)
        assert found["possibilities"] or found["deceased_on"]
    followed = glance(Bsn("999993653"), TODAY)["possibilities"]
    (zorg,) = [p for p in followed if p["service"] == "zorgtoeslag"]
    assert zorg["verdict"] in {"entitled", "depends", "not"}
    assert Fact.objects.filter(source="belastingdienst").exists()


def _person(handler, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Answers as the register does, and only to who asks with its token."""
    asked = json.loads(body)
    known = handler.headers["authorization"] == "Bearer token" and handler.path == "/personen"
    born = {"datum": {"type": "Datum", "datum": "1985-12-01"}}
    people = [
        {"burgerservicenummer": number, "geboorte": born,
         "verblijfplaats": {"verblijfadres": {"korteStraatnaam": "Dorpsstraat", "huisnummer": 1,
                                             "postcode": "1234AB", "woonplaats": "Veenstad"}}}
        for number in asked["burgerservicenummer"]
    ]  # fmt: skip
    says(200 if known else 401, json.dumps({"personen": people}).encode())(handler, body)


def test_the_real_client_asks_with_its_token_and_reads_the_answer() -> None:
    with served(_person) as address:
        found = brp.Brp(f"{address}/", "token", TODAY).fetch(Bsn("999993653"))
        assert found is not None
        assert found.facts["geboortedatum"] == date(1985, 12, 1)
        with pytest.raises(SourceDown):
            brp.Brp(address, "wrong", TODAY).fetch(Bsn("999993653"))


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"{}"), (200, b"{"), (200, b"[]"), (200, b"null"), (200, b""), (200, b'{"personen": 3}'),
     (302, b"{}"), (200, b"[" * 100_000), (200, b" " * (4 * 1024 * 1024 + 1))],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_a_register_that_is_down(status: int, body: bytes) -> None:
    with served(says(status, body, location="http://127.0.0.1:9/")) as address:
        source = brp.Brp(address, "token", TODAY)
        with pytest.raises(SourceDown) as error:
            source.fetch(Bsn("999993653"))
    assert "999993653" not in str(error.value)


def test_asking_an_address_for_a_letter_is_in_the_log_of_whom_it_is_about(  # type: ignore[no-untyped-def]
    suzanne, settings
) -> None:
    before = {line["span_id"] for line in queries.logbook_of(suzanne)}
    with served(_person) as address:
        settings.CONFIG = replace(settings.CONFIG, brp_url=address, brp_token="token")
        assert actions.postal_address(suzanne) == ("Dorpsstraat 1", "1234AB Veenstad")
        settings.CONFIG = replace(settings.CONFIG, brp_url="http://127.0.0.1:9")
        with pytest.raises(SourceDown):
            actions.postal_address(suzanne)
    fresh = [one for one in queries.logbook_of(suzanne) if one["span_id"] not in before]
    assert len(fresh) == 2, "also when nothing came of it"
    for line in fresh:
        assert "Uw brief naar u sturen" in line["name"]
        assert line["attributes"]["dpl.core.foreign_operation.processor"] == "brp"
