"""One question of a kit to a stranger's address: looked up once, bounded in size and time."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from django.conf import settings

from oogopslag.outside.public import NotPublic, place_of

SECONDS = 10.0
MOST_BYTES = 2_000_000


class NoAnswer(Exception):
    """Nobody answered, or the address may not be asked: that is no pass and no failure."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What came back; `content` at most MOST_BYTES, and `whole` says whether that was all."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    whole: bool


class PublicOnly(httpx.BaseTransport):
    """Looks at the address of every single question, and calls the number that was looked at.

    Raises httpx.ConnectError for an address within somebody's network, and for no answer.
    """

    def __init__(self, *, loopback: bool) -> None:
        self.loopback = loopback
        self.inner = httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            place = place_of(str(request.url), loopback=self.loopback)
        except (NotPublic, OSError, UnicodeError) as error:
            told = f"{type(error).__name__}: {error}"
            raise httpx.ConnectError(told, request=request) from error
        request.headers["host"] = place.host
        request.url = httpx.URL(place.url)
        request.extensions = {**request.extensions, "sni_hostname": place.name}
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


def ask(
    url: str, *, content: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Told:
    """GET, or POST of `content`; follows no redirect. Raises NoAnswer."""
    method = "GET" if content is None else "POST"
    try:
        # The number that was checked is the number that is called.
        place = place_of(url, loopback=bool(settings.DEMO))
        sent = {**(headers or {}), "host": place.host, "user-agent": "Oogopslag"}
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(method, place.url, content=content, headers=sent,
                          extensions={"sni_hostname": place.name}) as answer,
        ):  # fmt: skip
            body = b""
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    return Told(status=answer.status_code, headers=answer.headers,
                                content=body[:MOST_BYTES], whole=False)  # fmt: skip
            return Told(status=answer.status_code, headers=answer.headers, content=body, whole=True)
    except (NotPublic, OSError, UnicodeError, httpx.HTTPError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error


def finding(step: str, fits: bool, what: str, mend: str) -> dict[str, str]:
    """One check as the page shows it: what broke and how to mend it, empty where it fits."""
    return {"step": step, "result": "fits" if fits else "breaks", "what": "" if fits else what,
            "mend": "" if fits else mend}  # fmt: skip


def untested(step: str, what: str) -> dict[str, str]:
    return {"step": step, "result": "untested", "what": what, "mend": ""}
