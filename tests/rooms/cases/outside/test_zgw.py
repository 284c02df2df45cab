"""The ZGW adapter against a twin that keeps the contract, and against registers that do not."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import httpx
import jwt
import pytest
from tests import openapi, zgw

from oogopslag.cases.adapters.zgw import catalogue, reading, uploading, writing
from oogopslag.cases.adapters.zgw.catalogue import CatalogueProblem
from oogopslag.cases.adapters.zgw.client import Register, ZgwClient
from oogopslag.cases.adapters.zgw.twin import ZgwTwin
from oogopslag.cases.adapters.zgw.twin.transport import TwinTransport
from oogopslag.core.values import Bsn
from oogopslag.outside.errors import Rejected, Unreachable, Unusable

T = TypeVar("T")
SUZANNE = Bsn("999000020")
NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
FILES = {
    "zaken/api/v1": "zgw-zaken-openapi-openzaak-1.30.yaml",
    "catalogi/api/v1": "zgw-catalogi-openapi-openzaak-1.30.yaml",
    "documenten/api/v1": "zgw-documenten-openapi-openzaak-1.30.yaml",
    "besluiten/api/v1": "zgw-besluiten-openapi-openzaak-1.30.yaml",
}


class Listening(httpx.AsyncBaseTransport):
    """Hears every request and answer of another transport, and may change an answer."""

    def __init__(self, twin: ZgwTwin, change: Callable[[httpx.Request, Any], Any] | None = None):
        self.inner, self.change = TwinTransport(twin), change
        self.heard: list[tuple[httpx.Request, httpx.Response]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.inner.handle_async_request(request)
        await response.aread()
        if self.change:
            data = self.change(request, response.json())
            response = httpx.Response(response.status_code, json=data, request=request)
        self.heard.append((request, response))
        return response


def asked(transport: httpx.AsyncBaseTransport, work: Callable[[ZgwClient], Awaitable[T]]) -> T:
    register = Register(
        organisation="gemeente-veenstad", url=zgw.ROOT, client_id=zgw.CLIENT, secret=zgw.SECRET
    )

    async def whole() -> T:
        async with httpx.AsyncClient(transport=transport) as http:
            return await work(ZgwClient(register, http))

    return asyncio.run(whole())


def ours(**traits: Any) -> writing.Outgoing:
    values: dict[str, Any] = {
        "number": "2026-00000001", "rsin": "000000000", "upl": zgw.PARKING, "known": "",
        "title": "Bewonersparkeervergunning", "started": NOW.date(), "received": NOW,
        "bsn": SUZANNE, "documents": (
            uploading.of_bytes("ontvangst.pdf", "Ontvangstbevestiging", b"%PDF-1.7 ...",
                               NOW.date()),),
    }  # fmt: skip
    return writing.Outgoing(**{**values, **traits})


def ended(outcome: str = "grant", decided: datetime = NOW) -> writing.Conclusion:
    return writing.Conclusion(
        outcome=outcome, decided=decided, reason="Aan alle voorwaarden voldaan.",
        object_until=date(2027, 1, 6), sent=decided.date(),
    )  # fmt: skip


def whole(transport: httpx.AsyncBaseTransport, **traits: Any) -> dict[str, str]:
    """Handed over and concluded."""

    async def work(client: ZgwClient) -> dict[str, str]:
        made: dict[str, str] = {}
        await writing.hand_over(client, ours(**traits), made)
        await writing.conclude(client, ours(**traits), ended(), made)
        return made

    return asked(transport, work)


def test_a_case_goes_from_creation_to_its_end_status_and_reads_back_the_same() -> None:
    twin = zgw.twin()
    made = whole(TwinTransport(twin))
    assert set(made) == {"zaak", "rol", "status", "document ontvangst.pdf", "link ontvangst.pdf",
                         "besluit", "besluit sent", "resultaat", "eind"}  # fmt: skip
    found = asked(TwinTransport(twin), lambda client: reading.cases_of(client, SUZANNE))
    (case,) = found.cases
    assert (case.number, case.status, case.result) == (
        "2026-00000001", "Afgerond", "Toegekend"
    )  # fmt: skip
    assert case.ended == NOW.date()
    assert case.archive_on == NOW.date() + timedelta(days=7 * 365)
    assert case.decisions == 1
    assert case.steps == ("Ontvangen", "In behandeling", "Besluit genomen", "Afgerond")


def test_the_deadline_is_the_registers_and_the_suspension_is_told() -> None:
    twin = zgw.twin()
    row = zgw.case_in(twin, SUZANNE.number, "ZAAK-1")
    row["uiterlijkeEinddatumAfdoening"] = "2027-03-01"
    row["opschorting"] = {"indicatie": True, "eerdereOpschorting": False, "reden": "Wij wachten."}
    row["verlenging"] = {"reden": "Advies nodig", "duur": "P4W"}
    (case,) = asked(TwinTransport(twin), lambda c: reading.cases_of(c, SUZANNE)).cases
    assert case.decide_by == date(2027, 3, 1)
    assert (case.suspended, case.extended) == ("Wij wachten.", "Advies nodig")


def test_no_bsn_stands_in_an_address_and_every_request_has_a_token_of_its_own() -> None:
    listening = Listening(zgw.twin())
    whole(listening)
    asked(listening, lambda client: reading.cases_of(client, SUZANNE))
    seen = set()
    for request, _ in listening.heard:
        assert SUZANNE.number not in str(request.url)
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, zgw.SECRET, algorithms=["HS256"])
        assert {"iss", "iat", "client_id", "user_id", "user_representation"} == claims.keys()
        assert request.headers["accept-crs"] == "EPSG:4326"
        seen.add(request.headers["traceparent"])
        if request.method != "GET":
            assert request.headers["content-crs"] == "EPSG:4326"
    assert len(seen) == len(listening.heard)


@pytest.mark.slow
def test_every_request_and_answer_keeps_to_the_original_contract(shared) -> None:  # type: ignore[no-untyped-def]
    """Written from contract: the twin is ours, the contract files are not."""
    listening = Listening(zgw.twin())
    whole(listening)
    asked(listening, lambda client: reading.cases_of(client, SUZANNE))
    found = []
    for request, response in listening.heard:
        base = next(one for one in FILES if f"/{one}/" in str(request.url))
        found += openapi.complaints(shared / "contracts" / FILES[base], base, request, response)
    # The register computes these days; the contract forgets that they may be absent. And it says
    # `nullable` beside `allOf`, which means: may be null, but not to a validator.
    known = ("eindeObject: None", "beginObject: None", "verlenging: None")
    assert [one for one in found if not any(k in one for k in known)] == []


def test_a_hand_over_that_broke_off_goes_on_and_makes_nothing_twice() -> None:
    twin = zgw.twin()
    made: dict[str, str] = {}
    broken = {"after": 2}

    def breaking(request: httpx.Request, data: Any) -> Any:
        if request.method == "POST":
            broken["after"] -= 1
            if broken["after"] < 0:
                raise httpx.ReadError("gone", request=request)
        return data

    with pytest.raises(Unreachable):
        asked(Listening(twin, breaking), lambda c: writing.hand_over(c, ours(), made))
    assert "eind" not in made
    lost = dict(made)
    lost.pop("zaak")  # even when we never heard that the case was made
    asked(TwinTransport(twin), lambda c: writing.hand_over(c, ours(), lost))
    numbers = [one["identificatie"] for one in twin.store.reading()["zaken"].values()]
    assert numbers.count("2026-00000001") == 1


@pytest.mark.parametrize(
    ("types", "code"),
    [
        ((zgw.kind(with_results=False),), "no_result_type"),
        ((zgw.kind("A"), zgw.kind("B")), "two_case_types"),
        ((zgw.kind(products=()),), "no_case_type"),
        ((zgw.kind(concept=True),), "no_case_type"),
    ],
)
def test_a_catalogue_that_cannot_be_used_says_why(types: Any, code: str) -> None:
    twin = zgw.twin(*types)
    with pytest.raises(CatalogueProblem) as caught:
        asked(TwinTransport(twin), lambda c: writing.hand_over(c, ours(), {}))
    assert caught.value.code == code
    assert "2026-00000001" not in str(twin.store.reading()["zaken"])


def test_two_case_types_with_one_product_are_told_apart_by_content() -> None:
    twin = zgw.twin(zgw.kind("A"), zgw.kind("B"))
    made: dict[str, str] = {}
    asked(TwinTransport(twin), lambda c: writing.hand_over(c, ours(known="B"), made))
    kinds = twin.store.reading()["zaaktypen"]
    (case,) = [z for z in twin.store.reading()["zaken"].values() if z["url"] == made["zaak"]]
    assert kinds[case["zaaktype"].rsplit("/", 1)[1]]["identificatie"] == "B"


@pytest.mark.parametrize("by_description", [False, True])
def test_both_dialects_of_relations_are_understood(by_description: bool) -> None:
    twin = zgw.twin(zgw.kind(by_description=by_description))
    assert "besluit" in whole(TwinTransport(twin))


def test_a_decision_dated_before_the_application_is_not_written() -> None:
    twin = zgw.twin()
    early = ended(decided=NOW - timedelta(days=3))

    async def work(client: ZgwClient) -> None:
        made: dict[str, str] = {}
        await writing.hand_over(client, ours(), made)
        await writing.conclude(client, ours(), early, made)

    with pytest.raises(CatalogueProblem) as caught:
        asked(TwinTransport(twin), work)
    assert caught.value.code == "decided_before_application"
    assert twin.store.reading()["besluiten"] == {}


def test_a_case_of_which_somebody_else_is_the_initiator_is_not_shown() -> None:
    twin = zgw.twin()
    zgw.case_in(twin, SUZANNE.number, "ZAAK-EIGEN")
    zgw.case_in(twin, SUZANNE.number, "ZAAK-BEHANDELAAR", role="behandelaar")
    found = asked(TwinTransport(twin), lambda c: reading.cases_of(c, SUZANNE))
    assert [one.number for one in found.cases] == ["ZAAK-EIGEN"]
    assert found.problems == (("not_the_initiator", "ZAAK-BEHANDELAAR"),)


def test_a_register_that_ignores_the_bsn_shows_nobody_elses_case() -> None:
    def everybody(request: httpx.Request, data: Any) -> Any:
        return zgw.every_case() if str(request.url).endswith("_zoek") else data

    found = asked(Listening(zgw.twin(), everybody), lambda c: reading.cases_of(c, SUZANNE))
    assert found.cases == ()


def test_a_status_that_does_not_exist_is_told_and_the_case_still_shown() -> None:
    twin = zgw.twin()
    row = zgw.case_in(twin, SUZANNE.number, "ZAAK-1")
    row["status"] = zgw.link("statussen", "00000000-0000-4000-8000-000000000000")
    found = asked(TwinTransport(twin), lambda c: reading.cases_of(c, SUZANNE))
    assert [one.number for one in found.cases] == ["ZAAK-1"]
    assert found.problems == (("unknown_status", "ZAAK-1"),)


def test_a_reader_takes_unknown_fields_values_and_missing_expansions() -> None:
    def odd(request: httpx.Request, data: Any) -> Any:
        if str(request.url).endswith("_zoek"):
            for row in data["results"]:
                row.pop("_expand", None)
                row |= {"nieuwVeld": {"a": 1}, "archiefstatus": "iets_nieuws",
                        "verlenging": "geen object", "productenOfDiensten": None}  # fmt: skip
        return data

    twin = zgw.twin()
    zgw.case_in(twin, SUZANNE.number, "ZAAK-1")
    (case,) = asked(Listening(twin, odd), lambda c: reading.cases_of(c, SUZANNE)).cases
    assert (case.status, case.extended, case.products) == ("Ontvangen", "", (zgw.PARKING,))


def test_a_link_to_another_host_is_not_followed_with_our_token() -> None:
    def elsewhere(request: httpx.Request, data: Any) -> Any:
        if str(request.url).endswith("_zoek"):
            for row in data["results"]:
                row.pop("_expand", None)
                row["status"] = "https://evil.test/zaken/api/v1/statussen/1"
        return data

    twin = zgw.twin()
    zgw.case_in(twin, SUZANNE.number, "ZAAK-1")
    listening = Listening(twin, elsewhere)
    with pytest.raises(Unusable):
        asked(listening, lambda c: reading.cases_of(c, SUZANNE))
    assert all("evil" not in str(request.url) for request, _ in listening.heard)


def test_a_wrong_body_is_refused_by_the_twin_with_the_names_of_fields() -> None:
    with pytest.raises(Rejected) as caught:
        asked(
            TwinTransport(zgw.twin()), lambda c: c.post("zaken/api/v1/zaken", {"startdatum": "nu"})
        )
    assert "startdatum: invalid" in caught.value.fields


def test_a_long_list_is_read_page_by_page() -> None:
    twin = zgw.twin()
    for number in range(130):
        zgw.case_in(twin, SUZANNE.number, f"ZAAK-{number:03}")
    found = asked(TwinTransport(twin), lambda c: reading.cases_of(c, SUZANNE))
    assert len({one.number for one in found.cases}) == 130


def test_the_case_type_is_looked_up_by_product_and_valid_day() -> None:
    twin = zgw.twin()

    async def work(client: ZgwClient) -> str:
        return (await catalogue.for_product(client, zgw.PARKING, NOW.date())).identification

    assert asked(TwinTransport(twin), work) == "PARK"
    next(iter(twin.store.reading()["zaaktypen"].values()))["eindeGeldigheid"] = "2026-01-01"
    with pytest.raises(CatalogueProblem):
        asked(TwinTransport(twin), work)
