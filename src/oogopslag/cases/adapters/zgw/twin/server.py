"""The twin itself: lets in, checks the request against the contract, answers."""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from oogopslag.cases.adapters.zgw.twin import behaviour, catalogue, documents
from oogopslag.cases.adapters.zgw.twin.refusal import Refusal
from oogopslag.cases.adapters.zgw.twin.store import Resources, Store
from oogopslag.catalogue.contracts import contract
from oogopslag.core.contract import Contract, Operation, check

APIS = ("zgw-zaken", "zgw-catalogi", "zgw-documenten", "zgw-besluiten")
OLDEST = 3600
OCTETS = "application/octet-stream"
_SAYS = {"X-Twin": "This is a demo twin of a ZGW register, not a register."}


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str]


class ZgwTwin:
    """Answers requests as a ZGW register does; `root` is its address without a slash."""

    def __init__(self, store: Store, *, root: str, client_id: str, secret: str) -> None:
        self.store, self.root = store, root.rstrip("/")
        self.client_id, self.secret = client_id, secret

    def answer(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """One request; `headers` have small letters."""
        try:
            self._let_in(headers)
            api, operation, path = self._operation(method, url)
            if operation.id in documents.BINARY:
                return self._binary(operation, path, headers, body)
            sent = self._sent(api, operation, body)
            query = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
            status, data = self._do(operation, path, query, sent)
        except Refusal as refusal:
            return _problem(refusal)
        return _reply(status, data, "application/json")

    def _let_in(self, headers: dict[str, str]) -> None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise Refusal(401, "not_authenticated", "Er is geen JWT meegestuurd.")
        try:
            claims = jwt.decode(
                token, self.secret, algorithms=["HS256"], options={"verify_iat": False}
            )
        except jwt.InvalidTokenError:
            raise Refusal(403, "jwt-invalid", "De JWT klopt niet.") from None
        if claims.get("client_id") != self.client_id:
            raise Refusal(403, "client-unknown", "Deze client is onbekend.")
        if time.time() - float(claims.get("iat", 0)) >= OLDEST:
            raise Refusal(403, "jwt-expired", "De JWT is verlopen.")

    def _operation(self, method: str, url: str) -> tuple[Contract, Operation, str]:
        address = url.partition("?")[0].removeprefix(self.root).strip("/")
        for name in APIS:
            api = contract(name)
            if address.startswith(api.base + "/"):
                path = address.removeprefix(api.base)
                found = api.find(method, path)
                if found is not None:
                    return api, found, path
        raise Refusal(404, "not_found", "Dit kent de twin niet.")

    @staticmethod
    def _sent(api: Contract, operation: Operation, body: bytes) -> Any:
        if operation.body is None:
            return None
        try:
            sent = json.loads(body or b"{}")
        except ValueError:
            raise Refusal(400, "parse_error", "Dit is geen JSON.") from None
        breaches = check(api, operation.body, sent, strict=True)
        if breaches:
            params = [
                {"name": one.place, "code": "invalid", "reason": f"{one.what}. {one.mend}"}
                for one in breaches
            ]
            raise Refusal(400, "invalid", "De aanvraag past niet bij het contract.", params)
        return sent

    def _binary(
        self, operation: Operation, path: str, headers: dict[str, str], body: bytes
    ) -> Reply:
        """Parts of large documents come as a form and go as bytes: not JSON."""
        key = path.strip("/").split("/")[1]
        if operation.method == "GET":
            content = documents.content(self.store.reading(), key)
            return Reply(status=200, body=content, headers={"content-type": OCTETS, **_SAYS})
        fields = documents.form(headers.get("content-type", ""), body)
        with self.store.writing() as resources:
            return _reply(200, documents.put(resources, key, fields), "application/json")

    def _do(
        self, operation: Operation, path: str, query: dict[str, str], sent: Any
    ) -> tuple[int, Any]:
        kind, *rest = path.strip("/").split("/")
        if operation.id == "zaak__zoek":
            return 200, behaviour.search(self.store.reading(), self.root, sent, query)
        if operation.id == "zaakbesluit_list":
            return 200, behaviour.decisions_of(self.store.reading(), self.root, rest[0])
        if operation.method == "GET":
            resources = self.store.reading()
            if rest:
                return 200, documents.read(kind, behaviour.one(resources, kind, rest[0]))
            return 200, behaviour.listed(resources, self.root, kind, query)
        with self.store.writing() as resources:
            return self._change(resources, operation, kind, rest, sent)

    def _change(
        self, resources: Resources, operation: Operation, kind: str, rest: list[str], sent: Any
    ) -> tuple[int, Any]:
        if operation.id in documents.LOCKS:
            return documents.locking(resources, operation.id, rest[0], sent or {})
        if operation.method == "PATCH":
            return 200, behaviour.changed(resources, kind, rest[0], sent)
        return 201, behaviour.made(resources, self.root, kind, sent)


def _reply(status: int, data: Any, media: str) -> Reply:
    headers = {"content-type": media, "api-version": "1.5.1", **_SAYS}
    body = b"" if data is None else json.dumps(data).encode()
    return Reply(status=status, body=body, headers=headers)


def _problem(refusal: Refusal) -> Reply:
    data = {
        "type": f"https://twin.example/fouten/{refusal.code}/",
        "code": refusal.code,
        "title": refusal.detail,
        "status": refusal.status,
        "detail": refusal.detail,
        "instance": "urn:twin",
        "invalidParams": refusal.params,
    }
    return _reply(refusal.status, data, "application/problem+json")


KINDS = catalogue.KINDS
