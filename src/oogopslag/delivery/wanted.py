"""Asks an organisation, at the moment of sending, whether a notice is still wanted.

Signed as its webhooks are, by the secret of the webhook on the same host; many side by side with
one deadline. No answer, or one that cannot be read, is no answer: the caller decides what then.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from oogopslag.delivery import webhooks
from oogopslag.delivery.adapters.webhook import place
from oogopslag.delivery.errors import BadAddress
from oogopslag.delivery.signing import signature
from oogopslag.outside.beside import ask_all
from oogopslag.outside.errors import Unusable
from oogopslag.outside.public import NotPublic

SECONDS = 2.0  # for all together: a round of the outbox has four
LARGEST = 1_024


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: whether the notice about this message must still go."""

    message: UUID
    organisation: str
    sandbox: bool
    url: str


def check(organisation: str, url: str, *, sandbox: bool) -> None:
    """Raises BadAddress when the organisation has no webhook on the host of this address."""
    if _secret(organisation, url, sandbox=sandbox) is None:
        raise BadAddress("no webhook on this host")


def _secret(organisation: str, url: str, *, sandbox: bool) -> str | None:
    where = urlsplit(url)
    for one in webhooks.list_of(organisation, sandbox=sandbox):
        own = urlsplit(one.url)
        if (own.scheme, own.netloc) == (where.scheme, where.netloc):
            return webhooks.secret_of(one)
    return None


def wanted(asked: Sequence[Asked]) -> dict[UUID, bool]:
    """Yes or no for each that was answered; who gave no usable answer is left out."""
    questions = {}
    for one in asked:
        if secret := _secret(one.organisation, one.url, sandbox=one.sandbox):
            questions[str(one.message)] = lambda one=one, secret=secret: _ask(one, secret)
    outcomes = ask_all(questions, SECONDS)
    return {UUID(key): one.value for key, one in outcomes.items() if one.value is not None}


async def _ask(one: Asked, secret: str) -> bool:
    body = json.dumps({"berichtId": str(one.message)}).encode()
    headers = {
        "content-type": "application/json",
        "user-agent": "Oogopslag",
        **signature(secret, str(one.message), int(time.time()), body),
    }
    try:
        where = await place(one.url)
        async with (
            httpx.AsyncClient(follow_redirects=False, timeout=SECONDS, trust_env=False) as client,
            client.stream(
                "POST", where.url, content=body, headers={**headers, "host": where.host},
                extensions={"sni_hostname": where.name},
            ) as response,
        ):  # fmt: skip
            return await _read(response)
    except (NotPublic, httpx.HTTPError, OSError, ValueError) as error:
        raise Unusable(type(error).__name__) from error


async def _read(response: httpx.Response) -> bool:
    """{"send": true} or {"send": false}, and nothing else. Raises Unusable, ValueError."""
    content = b""
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > LARGEST:
            raise Unusable("too large")
    said: Mapping[str, object] | object = json.loads(content) if response.status_code == 200 else 0
    if not isinstance(said, dict) or not isinstance(said.get("send"), bool):
        raise Unusable("send")
    return bool(said["send"])
