"""Reads catalogues, and never writes them: which case type is meant, its steps and results."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oogopslag.cases.adapters.zgw.client import CATALOGI, ZgwClient, text
from oogopslag.outside.errors import OutsideError


class CatalogueProblem(OutsideError):
    """The catalogue does not let us go on; `code` names the problem, see cases/attention.py."""

    lasting = True

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Step:
    """A status type: `number` from 1 in order."""

    url: str
    number: int
    text: str
    last: bool


@dataclass(frozen=True, kw_only=True)
class CaseType:
    """A published case type that is valid now, over all its versions known by `identification`."""

    url: str
    identification: str
    title: str
    duration: str
    catalogue: str
    steps: tuple[Step, ...]
    raw: dict[str, Any]


async def for_product(client: ZgwClient, upl: str, on: date, *, known: str = "") -> CaseType:
    """The case type of a product (UPL address), or of the identification `known` from content.

    Raises CatalogueProblem: no_case_type, two_case_types, no_result_type, no_status_type.
    """
    found = {}
    async for row in client.rows(f"{CATALOGI}/zaaktypen", {"status": "definitief"}):
        if _valid(row, on) and _meant(row, upl, known):
            found[text(row, "identificatie") or text(row, "url")] = row
    if not found:
        raise CatalogueProblem("no_case_type", known or upl)
    if len(found) > 1:
        raise CatalogueProblem("two_case_types", ", ".join(sorted(found)))
    (row,) = found.values()
    if not row.get("resultaattypen"):
        raise CatalogueProblem("no_result_type", text(row, "identificatie"))
    return await _read(client, row)


def _valid(row: dict[str, Any], on: date) -> bool:
    if row.get("concept") is True:
        return False
    day = on.isoformat()
    ends = text(row, "eindeGeldigheid")
    return text(row, "beginGeldigheid") <= day and (not ends or day <= ends)


def _meant(row: dict[str, Any], upl: str, known: str) -> bool:
    if known:
        return text(row, "identificatie") == known
    return upl in (row.get("productenOfDiensten") or [])


async def _read(client: ZgwClient, row: dict[str, Any]) -> CaseType:
    url = text(row, "url")
    steps = [
        Step(
            url=text(one, "url"),
            number=one["volgnummer"] if isinstance(one.get("volgnummer"), int) else 0,
            text=text(one, "statustekst") or text(one, "omschrijving"),
            last=one.get("isEindstatus") is True,
        )
        async for one in client.rows(f"{CATALOGI}/statustypen", {"zaaktype": url})
    ]
    if not steps:
        raise CatalogueProblem("no_status_type", text(row, "identificatie"))
    return CaseType(
        url=url,
        identification=text(row, "identificatie"),
        title=text(row, "omschrijving"),
        duration=text(row, "doorlooptijd"),
        catalogue=text(row, "catalogus"),
        steps=tuple(sorted(steps, key=lambda step: step.number)),
        raw=row,
    )


async def related(
    client: ZgwClient, kind: CaseType, relation: str, path: str
) -> AsyncIterator[dict[str, Any]]:
    """The types a case type relates to, in either dialect.

    Open Zaak relates by address; VNG's Catalogi from 1.3 on by description within the catalogue.
    """
    links = [one for one in kind.raw.get(relation) or [] if isinstance(one, str)]
    for link in (one for one in links if one.startswith("http")):
        yield await client.once(link)
    if words := {one for one in links if not one.startswith("http")}:
        params = {"catalogus": kind.catalogue} if kind.catalogue else {}
        async for row in client.rows(f"{CATALOGI}/{path}", params):
            if text(row, "omschrijving") in words and row.get("concept") is not True:
                yield row


async def initiator_role(client: ZgwClient, kind: CaseType) -> str:
    """The address of the initiator's role type. Raises CatalogueProblem: no_initiator."""
    params = {"zaaktype": kind.url, "omschrijvingGeneriek": "initiator"}
    async for row in client.rows(f"{CATALOGI}/roltypen", params):
        return text(row, "url")
    raise CatalogueProblem("no_initiator", kind.identification)


async def result_type(client: ZgwClient, kind: CaseType, words: Iterable[str]) -> str:
    """The result type whose description has one of the words; the first word weighs most.

    Raises CatalogueProblem: no_result_type.
    """
    rows = [row async for row in client.rows(f"{CATALOGI}/resultaattypen", {"zaaktype": kind.url})]
    for word in words:
        for row in rows:
            described = f"{text(row, 'omschrijvingGeneriek')} {text(row, 'omschrijving')}".lower()
            if word in described.split():
                return text(row, "url")
    raise CatalogueProblem("no_result_type", kind.identification)
