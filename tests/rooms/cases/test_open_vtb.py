"""Handing an application to Open VTB: what we send and what the twin answers keep the contract."""

import asyncio
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import schemathesis
import yaml

from oogopslag.cases.adapters.open_vtb.client import OpenVtb, Submission
from oogopslag.cases.adapters.open_vtb.twin import NAME, ROOT, Twin
from oogopslag.core.values import Bsn
from oogopslag.outside.errors import NotThere, Refused, Rejected

ANSWERS = {"postcode": "1234AB", "huisnummer": 5, "verhuisdatum": "2026-12-01"}
ON = date(2026, 11, 25)
ONE = Submission(answers=ANSWERS, bsn=Bsn("999000020"), reference="A-1")


def talk(twin: httpx.AsyncBaseTransport, work: Any, token: str = "geheim") -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient(transport=twin) as client:
            return await work(OpenVtb(client, ROOT, token))

    return asyncio.run(run())


async def submit(register: OpenVtb, one: Submission = ONE) -> Any:
    return await register.submit(await register.valid_type(NAME, ON), one)


def test_an_application_goes_to_the_published_version() -> None:
    twin = Twin("geheim")
    made = talk(twin, submit)
    (stored,) = twin.requests
    assert (stored["versie"], stored["aanvraagGegevens"]) == (2, ANSWERS)
    assert made.id == stored["uuid"]
    assert made.status == "geregistreerd"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"postcode": "12"}, "postcode"),
        ({"huisnummer": 0}, "huisnummer"),
        ({"huisnummer": "5"}, "huisnummer"),
    ],
)
def test_answers_that_do_not_fit_are_named_and_never_sent(
    change: dict[str, Any], field: str
) -> None:
    twin = Twin("geheim")
    one = Submission(answers={**ANSWERS, **change}, bsn=ONE.bsn)
    with pytest.raises(Rejected) as error:
        talk(twin, lambda register: submit(register, one))
    assert error.value.fields == (field,)
    assert twin.requests == []


def test_before_the_version_begins_and_for_an_unknown_type_there_is_nothing() -> None:
    twin = Twin("geheim")
    with pytest.raises(NotThere):
        talk(twin, lambda register: register.valid_type(NAME, date(2023, 1, 1)))
    with pytest.raises(NotThere):
        talk(twin, lambda register: register.valid_type("iets anders", ON))


def test_a_wrong_token_is_refused() -> None:
    with pytest.raises(Refused):
        talk(Twin("geheim"), submit, token="anders")


def test_no_bsn_stands_in_an_address_and_every_call_keeps_the_contract(shared) -> None:  # type: ignore[no-untyped-def]
    file = shared / "contracts" / "open-vtb-verzoeken-openapi-0.1.0.yaml"
    contract = schemathesis.openapi.from_dict(yaml.safe_load(file.read_text()))
    seen: list[httpx.Request] = []

    class Watched(Twin):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.append(request)
            answer = await super().handle_async_request(request)
            await answer.aread()
            operation = contract[_template(request.url.path)][request.method]
            answer.elapsed = timedelta()
            operation.validate_response(answer)
            if request.method == "POST":
                body = json.loads(request.content)
                schema = contract.raw_schema["components"]["schemas"]["Verzoek"]["properties"]
                assert set(body) <= set(schema)
            return answer

    twin = Watched("geheim")
    made = talk(twin, lambda register: submit(register, replace(ONE, case_urn="urn:nld:x:zaak:1")))
    assert talk(twin, lambda register: register.earlier("urn:nld:x:zaak:1")) == made
    assert talk(twin, lambda register: register.earlier("urn:nld:x:zaak:2")) is None
    assert len(seen) == 5
    assert not any("999000020" in str(request.url) for request in seen)


def _template(path: str) -> str:
    tail = path.removeprefix("/verzoeken/api/v1")
    return "/verzoektypen/{verzoektypeUuid}/versies" if tail.endswith("versies") else tail
