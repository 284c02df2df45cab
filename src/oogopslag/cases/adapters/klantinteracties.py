"""Klantinteracties 0.9 (Open Klant 2.x): contacts of a resident with an organisation.

Open Klant offers a search on the BSN as a query parameter only: that call stays between servers,
and neither we nor our traces keep its address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from oogopslag.core.values import Bsn
from oogopslag.outside import trace
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import Unusable

MOST = 50
SUBJECT, CONTENT, CHANNEL = 200, 1000, "oogopslag"


@dataclass(frozen=True, kw_only=True)
class ContactSource:
    """A register of contacts: whose it is, where, and our token there."""

    organisation: str
    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ForeignContact:
    """A contact as the register tells it; `answer` is what was said back, when it was kept."""

    key: str
    channel: str
    subject: str
    content: str
    answer: str
    moment: datetime | None


async def party_of(http: httpx.AsyncClient, source: ContactSource, bsn: Bsn) -> str:
    """The key of this person in the register; empty when it does not know them."""
    found = await _rows(
        http,
        source,
        "partijen",
        {
            "partijIdentificator__codeObjecttype": "natuurlijk_persoon",
            "partijIdentificator__codeSoortObjectId": "bsn",
            "partijIdentificator__codeRegister": "brp",
            "partijIdentificator__objectId": bsn.number,
        },
    )
    return _text(found[0], "uuid") if found else ""


async def contacts_of(
    http: httpx.AsyncClient, source: ContactSource, bsn: Bsn
) -> list[ForeignContact]:
    """The contacts of a resident, newest first, without confidential ones. Raises OutsideError."""
    party = await party_of(http, source, bsn)
    if not party:
        return []
    params = {"hadBetrokkene__wasPartij__uuid": party, "pageSize": str(MOST)}
    rows = await _rows(http, source, "klantcontacten", params)
    found = [_read(row) for row in rows if row.get("vertrouwelijk") is not True]
    return sorted(found, key=lambda one: str(one.moment or ""), reverse=True)


async def write_contact(
    http: httpx.AsyncClient,
    source: ContactSource,
    bsn: Bsn,
    *,
    subject: str,
    content: str,
    link: str,
    moment: datetime,
    language: str,
) -> str:
    """Writes a message of ours down in the register; gives its key. Raises an OutsideError.

    The register takes 1000 characters: a longer message becomes its beginning and the link.
    """
    party = await party_of(http, source, bsn)
    body: dict[str, Any] = {
        "klantcontact": {
            "kanaal": CHANNEL,
            "onderwerp": subject[:SUBJECT],
            "inhoud": shortened(content, link),
            "taal": {"nl": "nld", "en": "eng"}.get(language, "nld"),
            "vertrouwelijk": False,
            "plaatsgevondenOp": moment.isoformat(),
        }
    }
    if party:
        body["betrokkene"] = {"wasPartij": {"uuid": party}, "rol": "klant", "initiator": True}
    answer = await ask(
        http, "POST", _url(source, "maak-klantcontact"), body=body, headers=_headers(source)
    )
    made = answer.data.get("klantcontact") if isinstance(answer.data, dict) else None
    if not isinstance(made, dict):
        raise Unusable("wrong type")
    return _text(made, "uuid")


def shortened(content: str, link: str) -> str:
    """At most 1000 characters; what does not fit is behind the link."""
    if len(content) <= CONTENT:
        return content
    tail = f" … {link}"
    return content[: CONTENT - len(tail)] + tail


async def _rows(
    http: httpx.AsyncClient, source: ContactSource, path: str, params: Mapping[str, str]
) -> list[dict[str, Any]]:
    answer = await ask(http, "GET", _url(source, path), params=params, headers=_headers(source))
    rows = answer.data.get("results") if isinstance(answer.data, dict) else None
    if not isinstance(rows, list):
        raise Unusable("wrong type")
    return [row for row in rows if isinstance(row, dict)]


def _url(source: ContactSource, path: str) -> str:
    return f"{source.url.rstrip('/')}/{path}"


def _headers(source: ContactSource) -> dict[str, str]:
    return {
        "Authorization": f"Token {source.token}",
        "Accept": "application/json",
        "traceparent": trace.current().header,
    }


def _read(row: Mapping[str, Any]) -> ForeignContact:
    return ForeignContact(
        key=_text(row, "uuid"),
        channel=_text(row, "kanaal"),
        subject=_text(row, "onderwerp"),
        content=_text(row, "inhoud"),
        answer=_text(row, "reactie"),
        moment=_moment(row.get("plaatsgevondenOp")),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
