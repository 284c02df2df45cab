"""The twins of MijnTaken and Klantinteracties keep their contracts; the kit sees when not."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests import builders, openapi
from tests.rooms.catalogue.test_conformance import FILES

from oogopslag.cases.adapters import twins
from oogopslag.catalogue.conformance import Credentials, contract_test
from oogopslag.catalogue.contracts import contract

HOST = "gemeente-veenstad.twin.invalid"
URL = f"https://{HOST}"
LETS_IN = Credentials(token="een-token", person=builders.SUZANNE.number)
Spoil = Callable[[httpx.Request, Any], Any]


class Heard(httpx.BaseTransport):
    """The twin, with what was said; `spoil` changes a good answer."""

    def __init__(self, folder: Any, spoil: Spoil | None = None) -> None:
        self.inner = twins.transport(HOST, folder)
        self.spoil = spoil
        self.said: list[tuple[httpx.Request, httpx.Response]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        response.read()
        if self.spoil and response.status_code < 300:
            data = self.spoil(request, json.loads(response.content))
            response = httpx.Response(response.status_code, json=data)
        self.said.append((request, response))
        return response


@pytest.mark.parametrize("name", ["mijn-taken", "klantinteracties"])
@pytest.mark.parametrize("write", [False, True])
def test_a_twin_has_nothing_to_mend(name: str, write: bool, tmp_path) -> None:  # type: ignore[no-untyped-def]
    report = contract_test(URL, name, LETS_IN, write=write, transport=Heard(tmp_path))
    assert [str(one) for one in report.broken] == []
    assert sum(one.result == "fits" for one in report.findings) >= 6
    read = [one for one in report.findings if one.result == "untested"]
    assert len(read) <= (0 if write or name == "mijn-taken" else 1), read


@pytest.mark.parametrize("name", ["mijn-taken", "klantinteracties"])
def test_every_exchange_of_the_kit_with_a_twin_fits_the_published_contract(  # type: ignore[no-untyped-def]
    name: str, tmp_path, shared
) -> None:
    heard = Heard(tmp_path)
    contract_test(URL, name, LETS_IN, write=True, transport=heard)
    found = []
    for request, response in heard.said:
        if response.status_code < 400:
            file = shared / "contracts" / FILES[name]
            found += openapi.complaints(file, "", request, response)
    assert found == []
    assert len(heard.said) > 6


def _first(data: Any, rows: str) -> Any:
    found = data.get(rows) if isinstance(data, dict) else None
    return found[0] if found else None


def no_title(request: httpx.Request, data: Any) -> Any:
    if task := _first(data, "taken"):
        del task["titel"]["nl"]
    return data


def wrong_deadline(request: httpx.Request, data: Any) -> Any:
    if task := _first(data, "taken"):
        task["deadline"] = "morgen"
    return data


def no_fallback(request: httpx.Request, data: Any) -> Any:
    if task := _first(data, "taken"):
        del task["uitvoering"]["fallbackUrl"]
    return data


def no_url(request: httpx.Request, data: Any) -> Any:
    if row := _first(data, "results"):
        row.pop("url", None)
    return data


def long_channel(request: httpx.Request, data: Any) -> Any:
    if (row := _first(data, "results")) and "kanaal" in row:
        row["kanaal"] = "k" * 51
    return data


def nowhere_to_send(request: httpx.Request, data: Any) -> Any:
    if isinstance(data, dict) and "uitvoering" in data:
        data["uitvoering"].pop("submitUrl", None)
    return data


def test_a_task_that_says_not_where_it_is_sent_is_told_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    report = contract_test(URL, "mijn-taken", LETS_IN, transport=Heard(tmp_path, nowhere_to_send))
    (only,) = report.broken
    assert "submitUrl" in only.what
    assert "fallbackUrl" in only.mend


@pytest.mark.parametrize(
    ("name", "spoil", "field"),
    [
        ("mijn-taken", no_title, "nl!"),
        ("mijn-taken", wrong_deadline, "deadline"),
        ("mijn-taken", no_fallback, "fallbackUrl!"),
        ("klantinteracties", no_url, "url!"),
        ("klantinteracties", long_channel, "kanaal!"),
    ],
)
def test_a_spoiled_twin_is_told_the_line_and_the_mend(  # type: ignore[no-untyped-def]
    name: str, spoil: Spoil, field: str, tmp_path
) -> None:
    report = contract_test(URL, name, LETS_IN, transport=Heard(tmp_path, spoil))
    lines = contract(name).file.read_text().splitlines()
    pointed = [lines[int(one.line.rpartition(":")[2]) - 1].strip() for one in report.broken]
    assert any(line.startswith(field) for line in pointed), pointed
    assert all(one.mend for one in report.broken)


def test_a_provider_that_lets_everybody_in_is_told_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    class Open(Heard):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            request.headers.setdefault("authorization", "Bearer iedereen")
            return super().handle_request(request)

    report = contract_test(URL, "mijn-taken", LETS_IN, transport=Open(tmp_path))
    (only,) = report.broken
    assert "answers 200, not 401" in only.what
