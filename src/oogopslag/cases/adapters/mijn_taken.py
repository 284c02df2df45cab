"""MijnTaken 0.1.0: tasks that other organisations hold ready for a resident.

A task is carried out at its source; nothing of it is kept but what the list shows. A deadline is
inclusive. Whether it was done is only known by reading again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from oogopslag.core.values import Bsn
from oogopslag.outside import trace
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import Unusable

HERE = ZoneInfo("Europe/Amsterdam")
KINDS = frozenset({"upload", "formulier", "betaling"})
DONE = frozenset({"afgerond", "geannuleerd"})


@dataclass(frozen=True, kw_only=True)
class TaskSource:
    """A provider of MijnTaken: whose it is, where, and our bearer token there."""

    organisation: str
    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ForeignTask:
    """A task as its source tells it.

    `kind` is upload, formulier, betaling, or empty for one we do not know; `address` is where it
    can always be done, empty when the source gave none; `due` is the last day, inclusive.
    """

    key: str
    title: Mapping[str, str]
    explanation: Mapping[str, str]
    open: bool
    done: bool
    due: date | None
    kind: str
    address: str


async def tasks_of(http: httpx.AsyncClient, source: TaskSource, bsn: Bsn) -> list[ForeignTask]:
    """The open tasks of a resident. The BSN travels in the body. Raises an OutsideError."""
    body = {"klantId": bsn.number, "include": ["taken"]}
    answer = await ask(
        http, "POST", f"{source.url.rstrip('/')}/context/zoek", body=body, headers=_headers(source)
    )
    rows = answer.data.get("taken", []) if isinstance(answer.data, dict) else None
    if not isinstance(rows, list):
        raise Unusable("wrong type")
    found = [read(row) for row in rows if isinstance(row, dict)]
    return [one for one in found if one.open and one.key]


async def task(http: httpx.AsyncClient, source: TaskSource, key: str) -> ForeignTask:
    """One task, read just before it is carried out. Raises an OutsideError."""
    answer = await ask(
        http, "GET", f"{source.url.rstrip('/')}/taken/{key}", headers=_headers(source)
    )
    if not isinstance(answer.data, dict):
        raise Unusable("wrong type")
    return read(answer.data)


def _headers(source: TaskSource) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {source.token}",
        "Accept": "application/json",
        "traceparent": trace.current().header,
    }


def read(row: Mapping[str, Any]) -> ForeignTask:
    """Tolerant: an unknown status counts as open, an unknown type leads to the fallback."""
    doing = row.get("uitvoering")
    doing = doing if isinstance(doing, dict) else {}
    kind, status = doing.get("type"), row.get("status")
    return ForeignTask(
        key=row["uuid"] if isinstance(row.get("uuid"), str) else "",
        title=_texts(row.get("titel")),
        explanation=_texts(row.get("toelichting")),
        open=status not in DONE,
        done=status == "afgerond",
        due=_last_day(row.get("deadline")),
        kind=kind if kind in KINDS else "",
        address=_address(doing.get("fallbackUrl")),
    )


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(language): text for language, text in value.items() if isinstance(text, str)}


def _last_day(value: Any) -> date | None:
    """The last day in the Netherlands on which the task is in time; a bare day is that day."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment.astimezone(HERE) if moment.tzinfo else moment).date()


def _address(value: Any) -> str:
    """Only a web address with a host: what a source sends must not become a script."""
    if not isinstance(value, str):
        return ""
    try:
        url = httpx.URL(value)
    except (httpx.InvalidURL, ValueError):
        return ""
    return value if url.scheme in ("https", "http") and url.host else ""
