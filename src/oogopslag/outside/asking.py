"""One question to another system: bounded in time and size, never a redirect, errors by name."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import time
from typing import Any

import httpx

from oogopslag.core import texts
from oogopslag.outside.errors import (
    Conflict,
    NotThere,
    OutsideError,
    Refused,
    Rejected,
    TooBusy,
    Unreachable,
    Unusable,
)

LARGEST = 4 * 1024 * 1024
SECONDS = 8.0
LONGEST_WAIT = 86_400


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A good answer: `data` is the parsed JSON, None for an empty body."""

    status: int
    data: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A multipart form: fields, and files as name → (file name, content)."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]


async def ask(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    body: Any = None,
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    form: Form | None = None,
    raw: bool = False,
    seconds: float = SECONDS,
    largest: int = LARGEST,
) -> Answer:
    """Asks once. `content` is sent as it is, `form` as multipart; `raw` gives the bytes of the
    answer, not JSON. `seconds` is for everything together, so that a slow drip ends too.

    Raises an OutsideError; what httpx says is not passed on, for it may hold the request.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _once(
                client,
                method,
                url,
                body=body,
                content=content,
                form=form,
                params=params,
                headers=headers,
                largest=largest,
                raw=raw,
            )
    except OutsideError:
        raise
    except TimeoutError:
        raise Unreachable("timeout") from None
    except (httpx.TransportError, OSError) as error:
        raise Unreachable(type(error).__name__) from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise Unusable(type(error).__name__) from None


async def _once(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    body: Any,
    content: bytes | None,
    form: Form | None,
    params: Mapping[str, str] | None,
    headers: Mapping[str, str] | None,
    largest: int,
    raw: bool,
) -> Answer:
    arguments: dict[str, Any] = {"json": body} if body is not None else {"content": content}
    if form is not None:
        arguments = {"data": dict(form.fields), "files": form.files}
    async with client.stream(
        method, url, params=params, headers=dict(headers or {}), follow_redirects=False, **arguments
    ) as response:
        given = await _content(response, largest)
    refuse(response, given)
    data: Any = given if raw else _read(given)
    return Answer(status=response.status_code, data=data, headers=response.headers)


def _read(given: bytes) -> Any:
    """The JSON of an answer. Raises ValueError, also for characters that no database keeps."""
    if not given.strip():
        return None
    data = json.loads(given)
    if b"\\u" in given and not texts.storable(json.dumps(data, ensure_ascii=False)):
        raise ValueError("characters that cannot be kept")
    return data


async def _content(response: httpx.Response, largest: int) -> bytes:
    """The body; a body that announces or grows to more than the limit is left unread."""
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > largest:
        raise Unusable("too large")
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > largest:
            raise Unusable("too large")
    return bytes(content)


def refuse(response: httpx.Response, content: bytes) -> None:
    """Raises the OutsideError that fits the status; nothing for a good answer."""
    status = response.status_code
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise Refused(str(status))
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise NotThere(str(status))
    if status in (HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED):
        raise Conflict(str(status))
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        raise TooBusy(str(status), retry_after=_retry_after(response.headers))
    if 400 <= status < 500:
        raise Rejected(str(status), fields=_fields(content))
    if not 200 <= status < 300:
        raise Unusable(str(status))


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds, from a number or a moment; None when it cannot be read."""
    text = headers.get("retry-after", "").strip()
    if text.isdigit():
        return min(int(text), LONGEST_WAIT)
    try:
        return max(0, min(int(parsedate_to_datetime(text).timestamp() - time()), LONGEST_WAIT))
    except (TypeError, ValueError):
        return None


def _fields(content: bytes) -> tuple[str, ...]:
    """The names of what was wrong (invalidParams), never the values."""
    try:
        rows = json.loads(content).get("invalidParams", [])
        return tuple(f"{row['name']}: {row['code']}"[:80] for row in rows[:10])
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return ()
