"""The contracts of catalogue, form and payment: what fits passes, what breaks names its mend."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests import zgw

from oogopslag.cases.adapters.open_vtb.twin import Kind, Twin
from oogopslag.catalogue.conformance import Credentials, contract_test
from oogopslag.catalogue.conformance.vtb_taken import iban
from oogopslag.catalogue.contracts import contract

ROOT = "https://vtb.voorbeeld.nl/verzoeken/api/v1"
LETS_IN = Credentials(token="goed")
FILES = {"vtb-verzoeken": "open-vtb-verzoeken-openapi-0.1.0.yaml",
         "vtb-taken": "open-vtb-taken-openapi-0.1.0.yaml"}  # fmt: skip


def over(twin: Twin) -> httpx.MockTransport:
    """The demonstration's twin of Open VTB, asked without waiting."""

    def answer(request: httpx.Request) -> httpx.Response:
        status, data = twin._answer(request, request.read())
        return httpx.Response(status, json=data)

    return httpx.MockTransport(answer)


def test_the_twin_of_open_vtb_publishes_a_form_that_can_be_made() -> None:
    report = contract_test(ROOT, "vtb-verzoeken", LETS_IN, transport=over(Twin("goed")))

    assert [str(one) for one in report.broken] == []
    assert sum(one.result == "fits" for one in report.findings) >= 6


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "object"}, "names no questions"),
        ({"type": "object", "properties": {"a": {"type": "tekst"}}, "additionalProperties": False},
         "is wrong at properties/a/type"),
        ({"type": "object", "properties": {"a": {}}}, "lets others in"),
    ],
)  # fmt: skip
def test_a_schema_that_no_form_can_be_made_of_breaks(schema: dict[str, Any], told: str) -> None:
    twin = over(Twin("goed", kinds=[Kind(schema=schema)]))

    report = contract_test(ROOT, "vtb-verzoeken", LETS_IN, transport=twin)

    assert told in " ".join(one.what for one in report.broken)
    assert all(one.mend for one in report.broken)


def test_a_request_type_nobody_published_and_an_open_door_break() -> None:
    twin = Twin("goed")

    def answer(request: httpx.Request) -> httpx.Response:
        request.headers["authorization"] = "Token goed"
        status, data = twin._answer(request, request.read())
        if request.url.path.endswith("/versies"):
            for row in data["results"]:
                row["status"] = "draft"
        return httpx.Response(status, json=data)

    report = contract_test(ROOT, "vtb-verzoeken", LETS_IN, transport=httpx.MockTransport(answer))

    told = " ".join(str(one) for one in report.broken)
    assert "has 0 published versions" in told
    assert "answers 200, not 401 or 403" in told


TASK: dict[str, Any] = {
    "url": "https://x.nl/betaaltaken/1", "urn": "urn:maykin:taak:1", "uuid": str(uuid4()),
    "titel": "Betaal de leges", "status": "open", "einddatumHandelingsTermijn": "2026-12-01",
    "taakSoort": "betaaltaak",
    "details": {"bedrag": "12.50", "valuta": "EUR", "transactieomschrijving": "Leges",
                "doelrekening": {"naam": "Gemeente Veenstad", "iban": "NL91 ABNA 0417 1643 00"}},
}  # fmt: skip


def payments(change: Callable[[dict[str, Any]], None] = lambda one: None) -> httpx.MockTransport:
    """A register with one payment, written by the text of the contract alone."""
    task = deepcopy(TASK)
    change(task)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") != "Token goed":
            return httpx.Response(403, json={"detail": "no"})
        if request.url.path.endswith("/betaaltaken"):
            return httpx.Response(200, json={"count": 1, "results": [task]})
        if request.url.path.endswith(task["uuid"]):
            return httpx.Response(200, json=task)
        return httpx.Response(404, json={"detail": "not here"})

    return httpx.MockTransport(answer)


def broken(transport: httpx.MockTransport) -> list[str]:
    root = "https://vtb.voorbeeld.nl/taken/api/v1"
    return [str(one) for one in contract_test(root, "vtb-taken", LETS_IN,
                                              transport=transport).broken]  # fmt: skip


def test_a_payment_that_is_whole_fits() -> None:
    assert broken(payments()) == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("bedrag", "12,50", "1 of 1 amounts"),
        ("bedrag", "0.00", "1 of 1 amounts"),
        ("valuta", "USD", "another currency"),
        ("doelrekening", {"naam": "X", "iban": "NL91ABNA0417164301"}, "wrong IBAN"),
        ("doelrekening", {"iban": "NL91ABNA0417164300"}, "no name"),
        ("transactieomschrijving", "x" * 81, "81 characters"),
    ],
)
def test_a_payment_that_is_not_breaks(path: str, value: Any, told: str) -> None:
    def change(one: dict[str, Any]) -> None:
        one["details"][path] = value

    assert told in " ".join(broken(payments(change)))


def test_an_iban_is_right_by_its_check_digits() -> None:
    # The example of the Dutch form in the IBAN registry, and one with two digits changed about.
    assert iban("NL91ABNA0417164300")
    assert not iban("NL91ABNA0417163400")
    assert not iban("NL91")


def test_a_catalogue_alone_is_tested_without_its_cases() -> None:
    lets_in = Credentials(client_id=zgw.CLIENT, secret=zgw.SECRET)
    asked: list[str] = []
    inner = zgw.transport()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return inner.handle_request(request)

    report = contract_test(zgw.ROOT, "zgw-catalogi", lets_in, transport=httpx.MockTransport(answer))

    assert report.fits, [str(one) for one in report.broken]
    assert not [path for path in asked if "/zaken/" in path]
    wrong = contract_test(zgw.ROOT, "zgw-catalogi", lets_in,
                          transport=zgw.transport(zgw.kind("A", with_results=False)))  # fmt: skip
    assert "can never be closed (A)" in " ".join(one.what for one in wrong.broken)


@pytest.mark.parametrize("name", FILES)
def test_our_compact_form_requires_what_theirs_requires(name: str, shared) -> None:  # type: ignore[no-untyped-def]
    from ruamel.yaml import YAML

    theirs = YAML(typ="safe").load((shared / "contracts" / FILES[name]).read_text())
    ours = contract(name)
    for one in ours.operations.values():
        assert theirs["paths"][one.path][one.method.lower()]["operationId"] == one.id
    for shape in ours.shapes.values():
        schema = theirs["components"]["schemas"][shape.name]
        required = {field.name for field in shape.fields.values() if field.required}
        assert required == set(schema.get("required", [])), shape.name
        assert set(shape.fields) <= set(schema["properties"]), shape.name
    assert json.dumps(sorted(ours.shapes))
