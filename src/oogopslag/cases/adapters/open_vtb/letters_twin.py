"""A demo twin of Open VTB berichten: the letters it took in; says in each answer that it is one."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from oogopslag.cases.adapters.zgw.twin import FileStore, MemoryStore

PATH = "/berichten/api/v1"
ROOT = f"https://open-vtb.demo.invalid{PATH}"
SAYS = {"API-version": "0.1.0", "X-Demonstration": "twin of Open VTB"}
_NEEDED = ("onderwerp", "berichtTekst", "ontvanger", "mijnOverheidBerichtenbox")
_LONGEST = {"onderwerp": 50, "berichtTekst": 4000, "referentie": 25, "berichtType": 8}
_ROWS = "berichten"
PAGE = 100


class LettersTwin(httpx.AsyncBaseTransport):
    """A register of letters, in memory or in a file of its own."""

    def __init__(self, token: str, store: "FileStore | MemoryStore | None" = None) -> None:
        self.token = token
        self.store = store or MemoryStore({_ROWS: {}})

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.answer(request, await request.aread())

    def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        status, data = self._answer(request, body)
        return httpx.Response(status, json=data, headers=SAYS, request=request)

    def received(self) -> list[dict[str, Any]]:
        """What was taken in, newest first."""
        return list(self.store.reading()[_ROWS].values())[::-1]

    def _answer(self, request: httpx.Request, body: bytes) -> tuple[int, Any]:
        if request.headers.get("authorization") != f"Token {self.token}":
            return 403, {"detail": "demo twin: wrong token"}
        match request.method, request.url.path.removeprefix(PATH).strip("/").split("/"):
            case "GET", ["berichten"]:
                return 200, self._page(request.url)
            case "POST", ["berichten"]:
                return self._taken(body)
            case "GET" | "PATCH" as method, ["berichten", key] if key in self._rows():
                return self._one(key, body if method == "PATCH" else None)
        return 404, {"detail": "demo twin: not here"}

    def _rows(self) -> dict[str, Any]:
        return self.store.reading()[_ROWS]

    def _page(self, url: httpx.URL) -> dict[str, Any]:
        urn, opened = url.params.get("isGerelateerdAan"), url.params.get("geopendOp__isnull")
        rows = [
            one
            for one in self.received()
            if (not urn or any(part["urn"] == urn for part in one.get("isGerelateerdAan", ())))
            and (opened is None or (one["geopendOp"] is None) == (opened == "true"))
        ]
        page, size = int(url.params.get("page", 1)), int(url.params.get("pageSize", PAGE))
        following = url.copy_merge_params({"page": page + 1})
        return {
            "count": len(rows),
            "next": str(following) if page * size < len(rows) else None,
            "previous": str(url.copy_merge_params({"page": page - 1})) if page > 1 else None,
            "results": rows[(page - 1) * size : page * size],
        }

    def _taken(self, body: bytes) -> tuple[int, dict[str, Any]]:
        sent = json.loads(body)
        wrong = [name for name in _NEEDED if name not in sent]
        wrong += [name for name, most in _LONGEST.items() if len(sent.get(name, "")) > most]
        if wrong:
            return 400, {"detail": "demo twin: " + ", ".join(wrong)}
        key = str(uuid4())
        made = {
            "publicatiedatum": datetime.now(UTC).isoformat(),
            "geopendOp": None,
            **sent,
            "url": f"{ROOT}/berichten/{key}",
            "urn": f"urn:nld:demo:bericht:uuid:{key}",
            "uuid": key,
        }
        with self.store.writing() as rows:
            rows[_ROWS][key] = self.kept(made)
        return 201, made

    def kept(self, made: dict[str, Any]) -> dict[str, Any]:
        """What stays of a letter."""
        return made

    def _one(self, key: str, body: bytes | None) -> tuple[int, Any]:
        if body is None:
            return 200, self._rows()[key]
        change = json.loads(body)
        with self.store.writing() as rows:
            rows[_ROWS][key]["geopendOp"] = change.get("geopendOp")
            return 200, dict(rows[_ROWS][key])


class KeptLettersTwin(LettersTwin):
    """The register of one organisation in a demonstration: no BSN stays, but its last digits."""

    def __init__(self, token: str, organisation: str, folder: Path) -> None:
        file = folder / f"vtb-letters-{organisation}.json"
        super().__init__(token, FileStore(file, lambda: {_ROWS: {}}))

    def kept(self, made: dict[str, Any]) -> dict[str, Any]:
        return {**made, "ontvanger": f"urn:nld:brp:bsn:······{made['ontvanger'][-3:]}"}
