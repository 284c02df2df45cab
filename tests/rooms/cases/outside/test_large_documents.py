"""Large documents: put in parts under a lock, with what goes wrong; read piece by piece."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests import openapi, zgw
from tests.loopback import served
from tests.rooms.cases.outside.test_zgw import FILES, NOW, Listening, asked

from oogopslag.cases.adapters.zgw import downloading, uploading
from oogopslag.cases.adapters.zgw.client import Register, ZgwClient
from oogopslag.cases.adapters.zgw.twin import ZgwTwin, documents
from oogopslag.outside import streaming
from oogopslag.outside.errors import OutsideError, Refused, Rejected, Unreachable, Unusable

CONTENT = hashlib.sha256(b"seed").digest() * (65_536 + 11)  # two MiB and a bit: five parts
Change = Callable[[httpx.Request], httpx.Response | None]


class Faulty(Listening):
    """A twin that answers some requests otherwise."""

    def __init__(self, twin: ZgwTwin, fault: Change) -> None:
        super().__init__(twin)
        self.fault = fault

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        if (answer := self.fault(request)) is not None:
            answer.request = request
            self.heard.append((request, answer))
            return answer
        return await super().handle_async_request(request)


def large(content: bytes = CONTENT) -> uploading.Document:
    return uploading.of_bytes("groot.pdf", "Bijlage", content, NOW.date())


def put(transport: httpx.AsyncBaseTransport, twin: ZgwTwin, made: dict[str, str]) -> str:
    kind = next(iter(twin.store.reading()["informatieobjecttypen"].values()))["url"]

    async def work(client: ZgwClient) -> str:
        return await uploading.upload(client, large(), kind, "000000000", made)

    return asked(transport, work)


def parts_put(heard: list[tuple[httpx.Request, httpx.Response]]) -> int:
    return sum(r.method == "PUT" and a.status_code == 200 for r, a in heard)


def content_of(twin: ZgwTwin, address: str) -> bytes:
    return documents.content(twin.store.reading(), address.rsplit("/", 1)[-1])


def document(twin: ZgwTwin) -> dict[str, Any]:
    (found,) = twin.store.reading()["enkelvoudiginformatieobjecten"].values()
    return found


def test_a_large_document_goes_in_parts_and_is_whole_and_unlocked() -> None:
    twin, made = zgw.twin(), {}
    transport = Listening(twin)
    address = put(transport, twin, made)
    assert content_of(twin, address) == CONTENT
    assert parts_put(transport.heard) == -(-len(CONTENT) // documents.PART) == 5
    assert (document(twin)["locked"], document(twin)["bestandsdelen"]) == (False, [])
    before = len(transport.heard)
    assert put(transport, twin, made) == address
    assert len(transport.heard) == before, "what is whole is not asked about again"


def test_every_exchange_of_it_keeps_to_the_contract(shared) -> None:  # type: ignore[no-untyped-def]
    twin = zgw.twin()
    transport = Listening(twin)
    put(transport, twin, {})
    base = "documenten/api/v1"
    for request, response in transport.heard:
        found = openapi.complaints(shared / "contracts" / FILES[base], base, request, response)
        assert found == [], f"{request.method} {request.url}: {found}"
    assert {r.method for r, _ in transport.heard} == {"POST", "GET", "PUT"}


def test_a_small_one_goes_at_once_without_a_lock() -> None:
    twin = zgw.twin()
    transport = Listening(twin)
    kind = next(iter(twin.store.reading()["informatieobjecttypen"].values()))["url"]
    one = uploading.of_bytes("klein.pdf", "Klein", b"%PDF", NOW.date())

    async def work(client: ZgwClient) -> str:
        return await uploading.upload(client, one, kind, "000000000", {})

    assert content_of(twin, asked(transport, work)) == b"%PDF"
    assert len(transport.heard) == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_upload_that_broke_off_goes_on_with_the_part_where_it_was(status: int) -> None:
    twin, made = zgw.twin(), {}
    seen = {"parts": 0}

    def third_fails(request: httpx.Request) -> httpx.Response | None:
        if request.method == "PUT":
            seen["parts"] += 1
            if seen["parts"] == 3:
                return httpx.Response(status, json={})
        return None

    transport = Faulty(twin, third_fails)
    with pytest.raises(OutsideError):
        put(transport, twin, made)
    assert parts_put(transport.heard) == 2
    assert made["document groot.pdf"]
    assert "whole groot.pdf" not in made
    address = put(transport, twin, made)
    assert parts_put(transport.heard) == 5, "no part was put twice"
    assert content_of(twin, address) == CONTENT
    assert len(twin.store.reading()["enkelvoudiginformatieobjecten"]) == 1


def test_a_lock_that_somebody_took_away_is_taken_anew() -> None:
    twin, made = zgw.twin(), {}
    done = []

    def unlocked_by_force(request: httpx.Request) -> None:
        if request.method == "PUT" and not done:
            done.append(1)
            document(twin)["locked"] = False

    address = put(Faulty(twin, unlocked_by_force), twin, made)
    assert content_of(twin, address) == CONTENT


def test_a_lock_that_we_no_longer_know_is_read_from_the_register() -> None:
    twin, made = zgw.twin(), {}
    with pytest.raises(OutsideError):
        put(Faulty(twin, lambda r: httpx.Response(500) if r.method == "PUT" else None), twin, made)
    made["lock groot.pdf"] = "een-oude-lock"
    assert content_of(twin, put(Listening(twin), twin, made)) == CONTENT


def test_a_lock_of_somebody_else_is_an_error_and_nothing_is_lost() -> None:
    twin, made = zgw.twin(), {}

    def other(request: httpx.Request) -> None:
        if request.method == "PUT":
            document(twin)["lock"] = "van-iemand-anders"

    with pytest.raises(Rejected):
        put(Faulty(twin, other), twin, made)
    assert made["document groot.pdf"], "the next attempt goes on from here"


def test_an_unlock_that_was_not_heard_is_not_done_twice() -> None:
    twin, made = zgw.twin(), {}
    lost = []

    class Deaf(Listening):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            answer = await super().handle_async_request(request)
            if request.url.path.endswith("/unlock") and not lost:
                lost.append(1)
                raise httpx.ReadTimeout("lost")
            return answer

    with pytest.raises(Unreachable):
        put(Deaf(twin), twin, made)
    address = put(Listening(twin), twin, made)
    assert content_of(twin, address) == CONTENT
    assert made["whole groot.pdf"] == address


@pytest.mark.parametrize("wrong", [{"omvang": 1}, {"omvang": "veel"}, {"omvang": -5}])
def test_parts_that_are_not_the_document_are_not_filled(wrong: dict[str, Any]) -> None:
    twin = zgw.twin()

    def change(request: httpx.Request, data: Any) -> Any:
        if request.method == "GET" and isinstance(data, dict) and data.get("bestandsdelen"):
            return {**data, "bestandsdelen": [{**data["bestandsdelen"][0], **wrong}]}
        return data

    transport = Listening(twin, change)
    with pytest.raises(Unusable):
        put(transport, twin, {})
    assert parts_put(transport.heard) == 0


def test_a_part_that_is_not_whole_is_said_so() -> None:
    twin = zgw.twin()
    transport = Listening(
        twin, lambda r, data: {**data, "voltooid": False} if r.method == "PUT" else data
    )
    with pytest.raises(Unusable):
        put(transport, twin, {})


# --- reading


def client_of(http: Any, url: str = zgw.ROOT) -> ZgwClient:
    register = Register(organisation="x", url=url, client_id=zgw.CLIENT, secret=zgw.SECRET)
    return ZgwClient(register, http)


def with_document(twin: ZgwTwin, **traits: Any) -> str:
    """A case of somebody with one document; gives the case's address."""
    case = zgw.case_in(twin, zgw.OTHER_BSN, f"ZAAK-{len(twin.store.reading()['zaken'])}")
    kind = next(iter(twin.store.reading()["informatieobjecttypen"].values()))["url"]
    values = {"titel": "Brief", "creatiedatum": "2026-11-02", "inhoud": "", "bestandsomvang": 0,
              "informatieobjecttype": kind, "status": "definitief", "bestandsnaam": "brief.pdf",
              "vertrouwelijkheidaanduiding": "zaakvertrouwelijk", "formaat": "application/pdf",
              **traits}  # fmt: skip
    with twin.store.writing() as resources:
        one = zgw.made(resources, twin.root, "enkelvoudiginformatieobjecten", values)
        zgw.made(
            resources, twin.root, "zaakinformatieobjecten",
            {"zaak": case["url"], "informatieobject": one["url"]},
        )  # fmt: skip
    return str(case["url"])


@pytest.mark.parametrize(
    ("traits", "seen"),
    [
        ({}, 1),
        ({"vertrouwelijkheidaanduiding": "geheim"}, 0),
        ({"vertrouwelijkheidaanduiding": "intern"}, 0),
        ({"vertrouwelijkheidaanduiding": ""}, 0),
        ({"vertrouwelijkheidaanduiding": "iets_nieuws"}, 0),
        ({"status": "in_bewerking"}, 0),
    ],
)
def test_only_what_the_person_may_see_is_listed(traits: dict[str, Any], seen: int) -> None:
    twin = zgw.twin()
    zaak = with_document(twin, **traits)
    found = asked(Listening(twin), lambda client: downloading.documents_of(client, zaak))
    assert len(found) == seen


def test_a_document_comes_piece_by_piece() -> None:
    twin = zgw.twin()
    text = base64.b64encode(CONTENT).decode()
    with_document(twin, inhoud=text, bestandsomvang=len(CONTENT))
    key = document(twin)["url"].rsplit("/", 1)[-1]
    http = httpx.Client(transport=Listening(twin).inner)
    got = list(downloading.pieces(client_of(None), http, key))
    assert b"".join(got) == CONTENT
    assert max(map(len, got)) <= streaming.PIECE


def read(url: str, **limits: Any) -> list[bytes]:
    return list(streaming.pieces(httpx.Client(), url, headers={}, **limits))


def test_a_refusal_is_known_before_the_first_piece() -> None:
    def refuses(handler: Any, _: bytes) -> None:
        handler.send_response(403)
        handler.end_headers()

    with served(refuses) as url, pytest.raises(Refused):
        streaming.pieces(httpx.Client(), url, headers={})


def test_half_a_document_is_never_taken_for_a_whole_one() -> None:
    def breaks_off(handler: Any, _: bytes) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "500000")
        handler.end_headers()
        handler.wfile.write(b"x" * 200_000)
        handler.wfile.flush()
        handler.connection.close()

    with served(breaks_off) as url, pytest.raises(Unreachable):
        read(url)


def test_what_is_larger_than_allowed_ends_whether_it_says_so_or_not() -> None:
    def says_so(handler: Any, _: bytes) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "900000")
        handler.end_headers()

    def grows(handler: Any, _: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _i in range(9):
            handler.wfile.write(b"x" * 100_000)

    for answer in (says_so, grows):
        with served(answer) as url, pytest.raises(Unusable):
            read(url, largest=300_000)


def test_a_stream_that_stops_is_left() -> None:
    import time

    def stops(handler: Any, _: bytes) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "100")
        handler.end_headers()
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(1.0)

    with served(stops) as url, pytest.raises(Unreachable):
        read(url, seconds=0.2)


def test_a_stream_that_nobody_reads_on_leaves_no_connection() -> None:
    def long(handler: Any, _: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 200_000)

    with served(long) as url:
        http = httpx.Client()
        content = streaming.pieces(http, url, headers={})
        assert next(content)
        content.close()
        assert http.is_closed
