"""Asks one ZGW register: a JWT per request, pages followed, links kept to the register's own."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from oogopslag.catalogue.conformance.token import zgw_token
from oogopslag.outside import trace
from oogopslag.outside.asking import Form, ask
from oogopslag.outside.errors import Unusable

MOST_PAGES = 10
ZAKEN, CATALOGI = "zaken/api/v1", "catalogi/api/v1"
DOCUMENTEN, BESLUITEN = "documenten/api/v1", "besluiten/api/v1"


@dataclass(frozen=True, kw_only=True)
class Register:
    """A ZGW register: whose it is, where it is, and who we are there."""

    organisation: str
    url: str
    client_id: str
    secret: str = field(repr=False)


class ZgwClient:
    """Talks to one register through one HTTP client. `user` is who acts, a pseudonym."""

    def __init__(
        self, register: Register, http: httpx.AsyncClient, *, user: str = "oogopslag"
    ) -> None:
        self.register, self.http, self.user = register, http, user
        self.root = register.url.rstrip("/")
        self.memory: dict[str, Any] = {}

    async def get(self, address: str, params: Mapping[str, str] | None = None) -> Any:
        """A resource by path or link. Raises an OutsideError."""
        answer = await ask(
            self.http, "GET", self._url(address), params=params, headers=self.headers()
        )
        return answer.data

    async def once(self, address: str) -> Any:
        """A resource that does not change while we read: asked once."""
        if address not in self.memory:
            self.memory[address] = await self.get(address)
        return self.memory[address]

    async def post(
        self, address: str, body: Mapping[str, Any], params: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """What the register made of it. Raises an OutsideError."""
        answer = await ask(
            self.http,
            "POST",
            self._url(address),
            body=dict(body),
            params=params,
            headers=self.headers(writes=True),
        )
        return thing(answer.data)

    async def patch(self, address: str, body: Mapping[str, Any]) -> None:
        """Changes some fields of a resource. Raises an OutsideError."""
        await ask(
            self.http,
            "PATCH",
            self._url(address),
            body=dict(body),
            headers=self.headers(writes=True),
        )

    async def act(self, address: str, body: Mapping[str, Any]) -> Any:
        """A POST that makes nothing, such as a lock; gives what came, also nothing."""
        answer = await ask(
            self.http, "POST", self._url(address), body=dict(body), headers=self.headers()
        )
        return answer.data

    async def put_file(
        self, address: str, fields: Mapping[str, str], file: tuple[str, bytes], *, seconds: float
    ) -> dict[str, Any]:
        """Puts a piece of a file as a form; `inhoud` holds it. Raises an OutsideError."""
        answer = await ask(
            self.http,
            "PUT",
            self._url(address),
            form=Form(fields=fields, files={"inhoud": file}),
            headers=self.headers(),
            seconds=seconds,
        )
        return thing(answer.data)

    async def rows(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> AsyncIterator[dict[str, Any]]:
        """The rows of a list, page after page, at most MOST_PAGES; with a body it is a search."""
        for number in range(1, MOST_PAGES + 1):
            paged = dict(params or {}) | ({"page": str(number)} if number > 1 else {})
            if body is None:
                found = await self.get(address, paged)
            else:
                found = await self.post(address, body, paged)
            rows = found if isinstance(found, list) else thing(found).get("results")
            if not isinstance(rows, list):
                raise Unusable("no list")
            for row in rows:
                if isinstance(row, dict):
                    yield row
            if isinstance(found, list) or not found.get("next"):
                return

    def _url(self, address: str) -> str:
        """Our token goes to this register alone: a link to another host is not followed."""
        if address.startswith(("http://", "https://")):
            if not address.startswith(self.root + "/"):
                raise Unusable("a link to another host")
            return address
        return f"{self.root}/{address.lstrip('/')}"

    def headers(self, *, writes: bool = False) -> dict[str, str]:
        """What goes along with one request: a token of its own, and the trace."""
        token = zgw_token(self.register.client_id, self.register.secret, user=self.user)
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "Accept-Crs": "EPSG:4326",
            "traceparent": trace.current().header,
        }
        return headers | ({"Content-Crs": "EPSG:4326"} if writes else {})


def thing(data: Any) -> dict[str, Any]:
    """An object, or Unusable: a list or a text where an object was promised."""
    if not isinstance(data, dict):
        raise Unusable("wrong type")
    return data


def text(data: Mapping[str, Any], name: str) -> str:
    """A text field, empty when it is absent or of another type."""
    value = data.get(name)
    return value if isinstance(value, str) else ""
