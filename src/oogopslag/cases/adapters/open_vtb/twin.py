"""A demo twin of Open VTB verzoeken: request types with three versions each, and what came in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx

PATH = "/verzoeken/api/v1"
ROOT = f"https://open-vtb.demo.invalid{PATH}"
SAYS = {"API-version": "0.1.0", "X-Demonstration": "twin of Open VTB"}
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
_FAMILY = UUID("3f3c4a52-6f7e-4c0e-9d5e-0d8f0a6f2b11")
# number, status, begins, ends; only what is published has the schema that answers must fit.
_VERSIONS = (
    (1, "deprecated", "2024-01-01", "2025-01-01"),
    (2, "published", "2025-01-01", None),
    (3, "draft", None, None),
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A request type that the twin knows; `schema` is of its published version."""

    name: str = NAME
    schema: Mapping[str, Any] = field(default_factory=lambda: SCHEMA)

    @property
    def id(self) -> str:
        return str(uuid5(_FAMILY, self.name))


class Twin(httpx.AsyncBaseTransport):
    """Says in every answer that it is a demonstration. Kept in memory; see `kept.py` for a file."""

    def __init__(self, token: str, kinds: Sequence[Kind] = (Kind(),)) -> None:
        self.token = token
        self.kinds = {one.id: one for one in kinds}
        self.requests: list[dict[str, Any]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.answer(request, await request.aread())

    def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        status, data = self._answer(request, body)
        return httpx.Response(status, json=data, headers=SAYS, request=request)

    def _answer(self, request: httpx.Request, body: bytes) -> tuple[int, Any]:
        if request.headers.get("authorization") != f"Token {self.token}":
            return 403, {"detail": "demo twin: wrong token"}
        match request.method, request.url.path.removeprefix(PATH).strip("/").split("/"):
            case "GET", ["verzoektypen"]:
                return 200, _page([_type(one) for one in self.kinds.values()])
            case "GET", ["verzoektypen", key, "versies"] if key in self.kinds:
                return 200, _page([_version(self.kinds[key], *one) for one in _VERSIONS])
            case "GET", ["verzoeken"]:
                return 200, _page(self._about(request.url.params.get("isGerelateerdAan", "")))
            case "POST", ["verzoeken"]:
                return self._taken(body)
        return 404, {"detail": "demo twin: not here"}

    def _about(self, urn: str) -> list[dict[str, Any]]:
        return [
            one
            for one in self.received()
            if not urn or any(part["urn"] == urn for part in one.get("isGerelateerdAan", ()))
        ]

    def _taken(self, body: bytes) -> tuple[int, dict[str, Any]]:
        sent = json.loads(body)
        kind = self.kinds.get(str(sent.get("verzoekType", "")).rsplit("/", 1)[-1])
        if kind is None:
            return 400, {"detail": "demo twin: no such request type"}
        key = uuid4()
        made = {
            **sent,
            "url": f"{ROOT}/verzoeken/{key}",
            "urn": f"urn:nld:demo:verzoek:uuid:{key}",
            "uuid": str(key),
            "verzoekTypeUrn": f"urn:nld:demo:verzoektype:uuid:{kind.id}",
            "verwerkStatus": "geregistreerd",
        }
        self.keep(made, kind, datetime.now(UTC))
        return 201, made

    def received(self) -> list[dict[str, Any]]:
        """What was taken in, oldest first."""
        return self.requests

    def keep(self, made: dict[str, Any], kind: Kind, moment: datetime) -> None:
        """Keeps what was taken in at a moment."""
        self.requests.append(made)


def _page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


def _type(kind: Kind) -> dict[str, Any]:
    url = f"{ROOT}/verzoektypen/{kind.id}"
    return {
        "url": url,
        "urn": f"urn:nld:demo:verzoektype:uuid:{kind.id}",
        "uuid": kind.id,
        "naam": kind.name,
        "omschrijving": "Van de demonstratie; geen echt register.",
        "versies": [
            {"url": f"{url}/versies/{number}", "versie": number, "status": state}
            for number, state, *_days in _VERSIONS
        ],
    }


def _version(
    kind: Kind, number: int, state: str, begins: str | None, ends: str | None
) -> dict[str, Any]:
    url = f"{ROOT}/verzoektypen/{kind.id}"
    return {
        "url": f"{url}/versies/{number}",
        "versie": number,
        "verzoekType": url,
        "bijlageTypen": [],
        "status": state,
        "aanvraagGegevensSchema": kind.schema if state == "published" else {"type": "object"},
        "aangemaaktOp": "2024-01-01",
        "gewijzigdOp": "2025-01-01",
        "beginGeldigheid": begins,
        "eindeGeldigheid": ends,
    }
