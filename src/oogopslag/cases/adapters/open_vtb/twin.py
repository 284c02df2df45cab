"""A demo twin of Open VTB verzoeken: one request type with three versions, kept in memory."""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx

ROOT = "https://open-vtb.demo.invalid/verzoeken/api/v1"
TYPE = "3f3c4a52-6f7e-4c0e-9d5e-0d8f0a6f2b11"
NAME = "Melding verhuizing (demonstratie)"
SCHEMA = {
    "type": "object",
    "required": ["postcode", "huisnummer", "verhuisdatum"],
    "additionalProperties": False,
    "properties": {
        "postcode": {"type": "string", "pattern": "^[1-9][0-9]{3}[A-Z]{2}$"},
        "huisnummer": {"type": "integer", "minimum": 1},
        "verhuisdatum": {"type": "string", "format": "date"},
    },
}
_VERSIONS = (
    (1, "deprecated", "2024-01-01", "2025-01-01", {"type": "object"}),
    (2, "published", "2025-01-01", None, SCHEMA),
    (3, "draft", None, None, {"type": "object"}),
)


class Twin(httpx.AsyncBaseTransport):
    """Says in every answer that it is a demonstration; `schema` is its published version's."""

    def __init__(self, token: str, name: str = NAME, schema: dict[str, Any] | None = None) -> None:
        self.token, self.name = token, name
        self.schema = SCHEMA if schema is None else schema
        self.requests: list[dict[str, Any]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        status, data = self._answer(request, await request.aread())
        return httpx.Response(
            status,
            json=data,
            headers={"API-version": "0.1.0", "X-Demonstration": "twin of Open VTB"},
            request=request,
        )

    def _answer(self, request: httpx.Request, body: bytes) -> tuple[int, Any]:
        if request.headers.get("authorization") != f"Token {self.token}":
            return 403, {"detail": "demo twin: wrong token"}
        path = urlsplit(str(request.url)).path.removeprefix("/verzoeken/api/v1")
        if request.method == "GET" and path == "/verzoektypen":
            return 200, _page([_type() | {"naam": self.name}])
        if request.method == "GET" and path == f"/verzoektypen/{TYPE}/versies":
            return 200, _page([self._version(one) for one in _VERSIONS])
        if request.method == "GET" and path == "/verzoeken":
            return 200, _page(self._about(request.url.params.get("isGerelateerdAan", "")))
        if request.method == "POST" and path == "/verzoeken":
            return 201, self._made(json.loads(body))
        return 404, {"detail": "demo twin: not here"}

    def _version(self, one: tuple[Any, ...]) -> dict[str, Any]:
        found = _version(*one)
        if found["status"] == "published":
            found["aanvraagGegevensSchema"] = self.schema
        return found

    def _about(self, urn: str) -> list[dict[str, Any]]:
        return [
            one
            for one in self.requests
            if not urn or any(part["urn"] == urn for part in one.get("isGerelateerdAan", ()))
        ]

    def _made(self, body: dict[str, Any]) -> dict[str, Any]:
        key: UUID = uuid4()
        made = {
            **body,
            "url": f"{ROOT}/verzoeken/{key}",
            "urn": f"urn:nld:demo:verzoek:uuid:{key}",
            "uuid": str(key),
            "verzoekTypeUrn": f"urn:nld:demo:verzoektype:uuid:{TYPE}",
            "verwerkStatus": "geregistreerd",
        }
        self.requests.append(made)
        return made


def _page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


def _type() -> dict[str, Any]:
    return {
        "url": f"{ROOT}/verzoektypen/{TYPE}",
        "urn": f"urn:nld:demo:verzoektype:uuid:{TYPE}",
        "uuid": TYPE,
        "naam": NAME,
        "omschrijving": "Van de demonstratie; geen echt register.",
        "versies": [
            {"url": f"{ROOT}/verzoektypen/{TYPE}/versies/{n}", "versie": n, "status": state}
            for n, state, *_rest in _VERSIONS
        ],
    }


def _version(
    number: int, state: str, begins: str | None, ends: str | None, schema: dict[str, Any]
) -> dict[str, Any]:
    return {
        "url": f"{ROOT}/verzoektypen/{TYPE}/versies/{number}",
        "versie": number,
        "verzoekType": f"{ROOT}/verzoektypen/{TYPE}",
        "bijlageTypen": [],
        "status": state,
        "aanvraagGegevensSchema": schema,
        "aangemaaktOp": "2024-01-01",
        "gewijzigdOp": "2025-01-01",
        "beginGeldigheid": begins,
        "eindeGeldigheid": ends,
    }
