"""Open VTB berichten 0.1.0: a letter of ours in the register of letters of its organisation.

A BSN goes in a body only: the contract's filter on `ontvanger`, which puts a person in an address,
is never used. What we registered is found again by the URN of its conversation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from oogopslag.core.values import Bsn
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import Unusable

MOST_TITLE, MOST_TEXT, MOST_REFERENCE = 50, 4000, 25
MOST_PAGES = 20
HERE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to register. `about` are URNs, `reference` is ours (at most 25 characters).

    A title of more than 50 characters or a text of more than 4,000 becomes its beginning; the text
    ends with `link` then, where it stands whole. `react_by` is inclusive.
    """

    bsn: Bsn
    title: str
    text: str
    link: str
    reference: str
    about: tuple[str, ...]
    published: datetime
    react_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A letter as the register has it."""

    id: str
    urn: str
    reference: str
    title: str
    opened: datetime | None


class Letters:
    """One register; `root` ends in /berichten/api/v1."""

    def __init__(self, client: httpx.AsyncClient, root: str, token: str) -> None:
        self.client, self.root = client, root.rstrip("/")
        self.headers = {"Authorization": f"Token {token}"}

    async def register(self, one: Letter) -> Registered:
        """Puts it there. Raises OutsideErrors."""
        answer = await ask(
            self.client, "POST", f"{self.root}/berichten", body=body_of(one), headers=self.headers
        )
        return _registered(answer.data)

    async def earlier(self, one: Letter) -> Registered | None:
        """What was made of this letter before, when an answer was lost; None when nothing was."""
        found = await self.about(one.about[0])
        return next((row for row in found if row.reference == one.reference), None)

    async def about(self, urn: str) -> list[Registered]:
        """Every letter about this, newest first; `next` is followed on our own root only."""
        rows: list[Registered] = []
        for page in range(1, MOST_PAGES + 1):
            answer = await ask(
                self.client, "GET", f"{self.root}/berichten", headers=self.headers,
                params={"page": str(page), "isGerelateerdAan": urn},
            )  # fmt: skip
            if not isinstance(answer.data, dict) or not isinstance(
                answer.data.get("results"), list
            ):
                raise Unusable("page")
            rows += [_registered(row) for row in answer.data["results"]]
            if not answer.data.get("next"):
                break
        return rows


def body_of(one: Letter) -> dict[str, Any]:
    """As the contract has it. Not for the Berichtenbox: we tell the resident ourselves."""
    found: dict[str, Any] = {
        "onderwerp": _begins(one.title, MOST_TITLE),
        "berichtTekst": _begins(one.text, MOST_TEXT, f"\n\n{one.link}"),
        "publicatiedatum": one.published.isoformat(),
        "referentie": one.reference[:MOST_REFERENCE],
        "ontvanger": f"urn:nld:brp:bsn:{one.bsn.number}",
        "isGerelateerdAan": [{"urn": urn} for urn in one.about],
        "mijnOverheidBerichtenbox": False,
    }
    if one.react_by:
        end = datetime.combine(one.react_by, time(23, 59, 59), HERE)
        found |= {
            "handelingsPerspectief": "informatie_geven",
            "einddatumHandelingsTermijn": end.isoformat(),
        }
    return found


def _begins(text: str, most: int, tail: str = "") -> str:
    return text if len(text) <= most else text[: most - len(tail) - 1] + "…" + tail


def _registered(row: Mapping[str, Any]) -> Registered:
    """Raises Unusable."""
    try:
        opened = row.get("geopendOp")
        return Registered(
            id=str(row["uuid"]),
            urn=str(row["urn"]),
            reference=str(row.get("referentie") or ""),
            title=str(row["onderwerp"]),
            opened=datetime.fromisoformat(opened) if opened else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unusable("bericht") from error
