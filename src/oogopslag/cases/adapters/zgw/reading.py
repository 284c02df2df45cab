"""Reads the cases of one resident from one register, and shows nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oogopslag.cases.adapters.zgw.client import CATALOGI, ZAKEN, ZgwClient, text, thing
from oogopslag.core.values import Bsn
from oogopslag.outside.errors import NotThere, OutsideError

SEARCH = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
EXPAND = ["zaaktype", "status", "status.statustype", "resultaat", "resultaat.resultaattype",
          "rollen"]  # fmt: skip
OWN = frozenset({"initiator", "mede_initiator"})


@dataclass(frozen=True, kw_only=True)
class ForeignCase:
    """A case as its own register tells it; days are the register's, never recomputed."""

    key: str
    url: str
    number: str
    title: str
    products: tuple[str, ...]
    status: str
    step: int
    steps: tuple[str, ...]
    started: date | None
    decide_by: date | None
    ended: date | None
    result: str
    suspended: str
    extended: str
    archive_on: date | None
    decisions: int


@dataclass(frozen=True, kw_only=True)
class Read:
    """What one register gave; `problems` are (code, case number) for its own work list."""

    cases: tuple[ForeignCase, ...]
    problems: tuple[tuple[str, str], ...]


async def cases_of(client: ZgwClient, bsn: Bsn) -> Read:
    """The cases this person began. The BSN travels in the body of a search, never in an address.

    A case in which the register names somebody else, or this person in another role, is left out
    and told as a problem. Raises an OutsideError.
    """
    cases, problems = [], []
    body = {SEARCH: bsn.number, "expand": EXPAND}
    async for row in client.rows(f"{ZAKEN}/zaken/_zoek", body=body):
        number = text(row, "identificatie")
        if not await _is_own(client, row, bsn):
            problems.append(("not_the_initiator", number))
            continue
        found, said = await read(client, row)
        cases.append(found)
        problems += [(code, number) for code in said]
    return Read(cases=tuple(cases), problems=tuple(problems))


async def _is_own(client: ZgwClient, row: dict[str, Any], bsn: Bsn) -> bool:
    roles = _expanded(row).get("rollen")
    if not isinstance(roles, list):
        roles = [one async for one in client.rows(f"{ZAKEN}/rollen", {"zaak": text(row, "url")})]
    return any(bsn_of(one) == bsn.number for one in roles if _role(one) in OWN)


def _role(role: Any) -> str:
    return text(role, "omschrijvingGeneriek") if isinstance(role, dict) else ""


def bsn_of(role: Mapping[str, Any]) -> str:
    """The BSN a role names; empty when it is about somebody without one."""
    who = role.get("betrokkeneIdentificatie")
    return text(who, "inpBsn") if isinstance(who, dict) else ""


async def read(client: ZgwClient, row: dict[str, Any]) -> tuple[ForeignCase, list[str]]:
    """One case with its type, status and result; what cannot be found is said, not guessed."""
    problems: list[str] = []
    kind = await _part(client, row, "zaaktype", problems)
    status = await _part(client, row, "status", problems)
    step = await _part(client, status, "statustype", problems)
    result = await _part(client, row, "resultaat", problems)
    outcome = await _part(client, result, "resultaattype", problems)
    steps = await _steps(client, text(row, "zaaktype"))
    extension, stop = row.get("verlenging"), row.get("opschorting")
    found = ForeignCase(
        key=text(row, "uuid") or text(row, "url").rstrip("/").rsplit("/", 1)[-1],
        url=text(row, "url"),
        number=text(row, "identificatie"),
        title=text(kind, "omschrijving") or text(row, "omschrijving"),
        products=tuple(p for p in kind.get("productenOfDiensten") or [] if isinstance(p, str)),
        status=text(step, "statustekst") or text(step, "omschrijving"),
        step=_number(step),
        steps=steps,
        started=_day(row, "startdatum"),
        decide_by=_day(row, "uiterlijkeEinddatumAfdoening"),
        ended=_day(row, "einddatum"),
        result=text(outcome, "omschrijving"),
        suspended=text(stop, "reden") or "ja"
        if isinstance(stop, dict) and stop.get("indicatie") is True
        else "",
        extended=text(extension, "reden") if isinstance(extension, dict) else "",
        archive_on=_day(row, "archiefactiedatum"),
        decisions=await _decisions(client, row),
    )
    return found, problems


async def _part(
    client: ZgwClient, row: dict[str, Any], name: str, problems: list[str]
) -> dict[str, Any]:
    """What a link leads to: expanded along with the row, or asked for; empty when it is gone."""
    link = row.get(name)
    given = _expanded(row).get(name)
    if isinstance(given, dict):
        return given
    if not isinstance(link, str) or not link:
        return {}
    try:
        return thing(await client.once(link))
    except NotThere:
        problems.append(f"unknown_{name}")
        return {}


def _expanded(row: dict[str, Any]) -> dict[str, Any]:
    found = row.get("_expand")
    return found if isinstance(found, dict) else {}


async def _steps(client: ZgwClient, kind: str) -> tuple[str, ...]:
    """The texts of the steps in order: asked once for each case type."""
    name = f"steps {kind}"
    if name not in client.memory:
        rows = [r async for r in client.rows(f"{CATALOGI}/statustypen", {"zaaktype": kind})]
        rows.sort(key=_number)
        client.memory[name] = tuple(
            text(one, "statustekst") or text(one, "omschrijving") for one in rows
        )
    found: tuple[str, ...] = client.memory[name]
    return found


async def _decisions(client: ZgwClient, row: dict[str, Any]) -> int:
    """How many decisions the case has; a register without that list has none to tell."""
    if not text(row, "einddatum"):
        return 0
    try:
        found = await client.get(f"{ZAKEN}/zaken/{text(row, 'uuid')}/besluiten")
    except OutsideError:
        return 0
    return len(found) if isinstance(found, list) else 0


def _number(row: Mapping[str, Any]) -> int:
    value = row.get("volgnummer")
    return value if isinstance(value, int) else 0


def _day(row: Mapping[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(text(row, name))
    except ValueError:
        return None
