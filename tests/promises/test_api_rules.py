"""Our API keeps the NL GOV API Design Rules: each rule walks the whole document."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

SNAPSHOT = Path(__file__).with_name("openapi.json")
CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
PASCAL = re.compile(r"[A-Z][a-zA-Z0-9]*")
KEBAB = re.compile(r"(?:_?[a-z0-9]+(?:-[a-z0-9]+)*|\{[a-z][a-zA-Z0-9_]*\})")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    from oogopslag.doors.api.document import document

    found: dict[str, Any] = json.loads(json.dumps(document()))
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def properties(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for schema in document["components"]["schemas"].values():
        yield from schema.get("properties", {}).items()


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_says_whom_to_ask_and_which_version_it_is(document: dict[str, Any]) -> None:
    assert set(document["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    for server in document["servers"]:
        assert re.search(r"/v\d+$", server["url"])


def test_operation_ids_and_tags_are_there_and_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _p, _m, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert all(CAMEL.fullmatch(one) for one in ids)
    named = [tag["name"] for tag in document["tags"]]
    assert len(named) == len(set(named))
    for path, _method, operation in operations(document):
        assert set(operation["tags"]) <= set(named), path
        assert operation["summary"], path


def test_paths_are_kebab_case_without_a_slash_at_the_end(document: dict[str, Any]) -> None:
    for path in document["paths"]:
        assert not path.endswith("/"), path
        assert all(KEBAB.fullmatch(part) for part in path.split("/")[1:]), path


def test_path_parameters_are_declared(document: dict[str, Any]) -> None:
    for path, _method, operation in operations(document):
        declared = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        assert declared == set(re.findall(r"\{(\w+)\}", path)), path


def test_query_keys_and_property_names_are_camel_case(document: dict[str, Any]) -> None:
    for path, _method, operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                assert CAMEL.fullmatch(parameter["name"]), (path, parameter["name"])
    for name, _schema in properties(document):
        assert CAMEL.fullmatch(name), name
    for name in document["components"]["schemas"]:
        assert PASCAL.fullmatch(name), name


def test_every_answer_declares_the_version_header(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"], (path, method, status)


def test_errors_are_problem_documents_and_400_is_declared(document: dict[str, Any]) -> None:
    schema = document["components"]["schemas"]["ProblemDocument"]
    assert {"status", "title", "detail"} <= set(schema["required"])
    for path, method, operation in operations(document):
        answers = operation["responses"]
        assert "400" in answers, (path, method)
        assert "422" not in answers, (path, method)
        for status, answer in answers.items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_dates_are_days_and_moments_say_at(document: dict[str, Any]) -> None:
    for name, schema in properties(document):
        formats = set(re.findall(r'"format": "([a-z-]+)"', json.dumps(schema)))
        assert not formats & {"time", "date-time-local"}, name
        if re.search(r"(^date|^datum|Date|Datum)$", name):
            assert formats == {"date"}, name
        if "date-time" in formats:
            assert re.search(r"(At|Op|time)$", name), name


def test_examples_fit_their_schemas(document: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    seen = 0
    for _path, _method, operation in operations(document):
        for content in operation.get("requestBody", {}).get("content", {}).values():
            for example in content.get("examples", {}).values():
                schema = {**content["schema"], "components": document["components"]}
                Draft202012Validator(schema).validate(example["value"])
                seen += 1
    assert seen >= 1


def test_the_document_is_served_to_every_origin(document: dict[str, Any]) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["API-Version"] == document["info"]["version"]
    assert answer.json()["info"] == document["info"]


def test_the_document_changes_only_on_purpose(document: dict[str, Any]) -> None:
    """After a change: `oogopslag openapi > tests/promises/openapi.json`, and a changelog line."""
    assert document == json.loads(SNAPSHOT.read_text())
