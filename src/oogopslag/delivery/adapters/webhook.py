"""Posts events to the addresses of organisations: signed, in five seconds, never a redirect."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

from oogopslag.delivery.signing import signature
from oogopslag.delivery.webhooks import Target
from oogopslag.outside.public import NotPublic, Place, place_of

SECONDS = 5.0
GONE = 410


@dataclass(frozen=True, kw_only=True)
class Call:
    """One event for one address."""

    target: Target
    event: str
    data: Mapping[str, Any]


async def post(call: Call) -> str:
    """Posts once; gives an empty text, or why it failed. A reason with a dot at the end lasts."""
    body = json.dumps(call.data, separators=(",", ":"), ensure_ascii=False).encode()
    headers = {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "user-agent": "Oogopslag",
        **signature(call.target.secret, call.event, int(time.time()), body),
    }
    try:
        async with asyncio.timeout(SECONDS):
            where = await place(call.target.url)
            status = await _posted(where, headers, body)
    except NotPublic:
        return "not a public address."
    except TimeoutError:
        return "no answer within 5 seconds"
    except (httpx.HTTPError, OSError) as error:
        return type(error).__name__
    if status == GONE:
        return "410 Gone."
    return "" if 200 <= status < 300 else f"answered {status}"


async def post_all(calls: Sequence[Call]) -> list[str]:
    """Side by side, so that one that hangs takes no longer than itself."""
    return list(await asyncio.gather(*(post(call) for call in calls)))


async def place(url: str) -> Place:
    """Looked up anew at each call: a name may lead elsewhere by now."""
    loopback = settings.CONFIG.webhooks_to_loopback
    return await asyncio.to_thread(place_of, url, loopback=loopback)


async def _posted(place: Place, headers: dict[str, str], body: bytes) -> int:
    """The status; what the other side says beyond that is left unread."""
    async with (
        httpx.AsyncClient(follow_redirects=False, timeout=SECONDS, trust_env=False) as client,
        client.stream(
            "POST",
            place.url,
            content=body,
            headers={**headers, "host": place.host},
            extensions={"sni_hostname": place.name},
        ) as response,
    ):
        return response.status_code
