"""The conformance kit: what fits passes, and what does not gets its line and its mend."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest
from tests import zgw
from tests.loopback import served

from oogopslag.catalogue.conformance import CannotAsk, Credentials, contract_test
from oogopslag.catalogue.contracts import contract
from oogopslag.conf.cli import main

ALL = ("zgw-zaken", "zgw-catalogi", "zgw-documenten", "zgw-besluiten", "mijn-taken", "fbs",
       "klantinteracties")  # fmt: skip
FILES = {
    "zgw-zaken": "zgw-zaken-openapi-openzaak-1.30.yaml",
    "zgw-catalogi": "zgw-catalogi-openapi-openzaak-1.30.yaml",
    "zgw-documenten": "zgw-documenten-openapi-openzaak-1.30.yaml",
    "zgw-besluiten": "zgw-besluiten-openapi-openzaak-1.30.yaml",
    "mijn-taken": "mijn-taken-openapi-0.1.0.yaml",
    "fbs": "fbs-berichtenmagazijn-openapi-0.2.0.yaml",
    "klantinteracties": "klantinteracties-openapi-0.9.0.yaml",
}
LETS_IN = Credentials(client_id=zgw.CLIENT, secret=zgw.SECRET)


def changing(change: Callable[[httpx.Request, httpx.Response], Any]) -> httpx.MockTransport:
    """The twin of a register with one mistake in what it answers."""
    inner = zgw.transport()

    def answer(request: httpx.Request) -> httpx.Response:
        given = inner.handle_request(request)
        given.read()
        data = change(request, given)
        if data is None:
            return given
        return httpx.Response(
            given.status_code, json=data, headers={"content-type": "application/json"}
        )

    return httpx.MockTransport(answer)


@pytest.mark.parametrize("write", [False, True])
def test_a_register_that_keeps_the_contract_has_nothing_to_mend(write: bool) -> None:
    report = contract_test(zgw.ROOT, "zgw", LETS_IN, write=write, transport=zgw.transport())
    assert [str(one) for one in report.broken] == []
    assert report.fits
    assert sum(one.result == "fits" for one in report.findings) > 20


def test_a_missing_field_names_the_line_of_the_contract_and_the_mend() -> None:
    def without_startdatum(request: httpx.Request, given: httpx.Response) -> Any:
        data = given.json()
        if request.url.path.endswith("/zaken") and request.method == "GET" and "results" in data:
            data["results"] = [{**row, "startdatum": None} for row in data["results"]]
            return data
        return None

    report = contract_test(zgw.ROOT, "zgw", LETS_IN, transport=changing(without_startdatum))
    (first, *_) = report.broken
    lines = contract("zgw-zaken").file.read_text().splitlines()
    file, _, line = first.line.rpartition(":")
    assert file == "contracts/zgw-zaken.yaml"
    assert lines[int(line) - 1].strip().startswith("startdatum!")
    assert "startdatum" in first.what
    assert first.mend


def test_a_register_that_ignores_the_bsn_is_told_so() -> None:
    def everybody(request: httpx.Request, given: httpx.Response) -> Any:
        return zgw.every_case() if request.url.path.endswith("_zoek") else None

    report = contract_test(zgw.ROOT, "zgw", LETS_IN, transport=changing(everybody))
    assert any("the key is ignored" in one.what for one in report.broken)


def test_a_case_type_without_results_and_one_product_twice_are_told() -> None:
    twin = zgw.transport(
        zgw.kind("A", with_results=False), zgw.kind("B"), zgw.kind("C", title="Nog een")
    )
    report = contract_test(zgw.ROOT, "zgw", LETS_IN, transport=twin)
    told = " ".join(one.what for one in report.broken)
    assert "can never be closed (A)" in told
    assert "have several case types" in told


def test_a_wrong_secret_and_no_json_are_findings_and_silence_cannot_be_tested() -> None:
    wrong = Credentials(client_id=zgw.CLIENT, secret="x" * 40)
    assert not contract_test(zgw.ROOT, "zgw", wrong, transport=zgw.transport()).fits
    html = httpx.MockTransport(lambda _: httpx.Response(200, html="<h1>Login</h1>"))
    assert any(
        one.what == "the body is no JSON"
        for one in contract_test(zgw.ROOT, "fbs", LETS_IN, transport=html).broken
    )

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    with pytest.raises(CannotAsk):
        contract_test(zgw.ROOT, "mijn-taken", LETS_IN, transport=httpx.MockTransport(silent))


def test_the_command_ends_with_0_1_or_2_and_speaks_json(capsys) -> None:  # type: ignore[no-untyped-def]
    twin = zgw.twin()

    def over_the_wire(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        reply = twin.answer(handler.command, twin.root + handler.path, headers, body)
        handler.send_response(reply.status)
        for name, value in {**reply.headers, "content-length": str(len(reply.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)

    with served(over_the_wire) as url:
        given = ["contract-test", url, "--contract", "zgw", "--client-id", zgw.CLIENT]
        assert main([*given, "--secret", zgw.SECRET]) == 0
        assert "0 to mend" in capsys.readouterr().out
        assert main([*given, "--secret", "z" * 40, "--json"]) == 1
        report = json.loads(capsys.readouterr().out)
        assert report["fits"] is False
        assert {"step", "result", "line", "what", "mend"} == set(report["findings"][0])
    assert main([*given, "--secret", zgw.SECRET]) == 2
    assert "No answer" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_our_form_of_a_contract_says_what_the_contract_says(name: str, shared) -> None:  # type: ignore[no-untyped-def]
    """Every operation is there, and a body with our required fields is what it requires."""
    from ruamel.yaml import YAML

    file = shared / "contracts" / FILES[name]
    if not file.exists():
        pytest.skip("no contract file")
    theirs, ours = YAML(typ="safe").load(file.read_text()), contract(name)
    for one in ours.operations.values():
        operation = theirs["paths"][one.path][one.method.lower()]
        assert operation["operationId"] == one.id
        assert {str(status) for status in one.answers} <= set(operation["responses"])
        if one.body and one.body.base in ours.shapes and "requestBody" in operation:
            schema = _schema(theirs, operation["requestBody"])
            required = {f.name for f in ours.shapes[one.body.base].fields.values() if f.required}
            if "oneOf" not in schema and "allOf" not in schema and one.method != "PATCH":
                assert required <= set(schema.get("required", []))


def _schema(document: Any, body: Any) -> Any:
    def followed(node: Any) -> Any:
        while "$ref" in node:
            target = document
            for part in node["$ref"][2:].split("/"):
                target = target[part]
            node = target
        return node

    content = followed(body)["content"]
    return followed(next(iter(content.values()))["schema"])
