"""Everybody who may know something of a resident, how to ask them, and what of it is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from oogopslag.cases import registers
from oogopslag.cases.adapters import klantinteracties, mijn_taken
from oogopslag.cases.adapters.klantinteracties import ContactSource, ForeignContact
from oogopslag.cases.adapters.mijn_taken import ForeignTask, TaskSource
from oogopslag.cases.adapters.zgw import reading
from oogopslag.cases.adapters.zgw.client import Register, ZgwClient
from oogopslag.cases.adapters.zgw.reading import ForeignCase
from oogopslag.cases.elsewhere_views import Kind
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.core.values import Bsn


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one source gave; `problems` are (code, about) for its organisation's work list."""

    items: list[dict[str, Any]]
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source of one kind, and how to ask it about a person."""

    key: str
    kind: Kind
    organisation: str
    ask: Callable[[Bsn], Awaitable[Said]]


def sources() -> list[Source]:
    """Everybody, as the settings name them. Raises WrongSetting."""
    found = [_zgw(one) for one in registers.zgw().values()]
    found += [_tasks(one) for one in registers.mijn_taken().values()]
    return found + [_contacts(one) for one in registers.klantinteracties().values()]


def _zgw(register: Register) -> Source:
    async def ask(bsn: Bsn) -> Said:
        async with registers.http(register.url) as http:
            found = await reading.cases_of(ZgwClient(register, http), bsn)
        return Said(items=[_case(one) for one in found.cases], problems=found.problems)

    key = f"zgw:{register.organisation}"
    return Source(key=key, kind="zgw", organisation=register.organisation, ask=ask)


def _tasks(source: TaskSource) -> Source:
    async def ask(bsn: Bsn) -> Said:
        async with registers.http(source.url) as http:
            found = await mijn_taken.tasks_of(http, source, bsn)
        without = tuple(("task_without_address", one.key) for one in found if not one.address)
        return Said(items=[_task(one) for one in found], problems=without)

    key = f"taken:{source.organisation}"
    return Source(key=key, kind="taken", organisation=source.organisation, ask=ask)


def _contacts(source: ContactSource) -> Source:
    async def ask(bsn: Bsn) -> Said:
        async with registers.http(source.url) as http:
            found = await klantinteracties.contacts_of(http, source, bsn)
        # What we wrote there ourselves stands in the conversation already.
        others = [one for one in found if one.channel != klantinteracties.CHANNEL]
        return Said(items=[_contact(one) for one in others])

    key = f"contacten:{source.organisation}"
    return Source(key=key, kind="contacten", organisation=source.organisation, ask=ask)


def _case(one: ForeignCase) -> dict[str, Any]:
    return {
        "key": one.key,
        "number": one.number,
        "title": _title(one),
        "status": one.status,
        "step": max(0, one.step - 1) if one.ended is None else len(one.steps),
        "steps": list(one.steps),
        "started": _day(one.started),
        "decide_by": _day(one.decide_by),
        "ended": _day(one.ended),
        "result": one.result,
        "suspended": one.suspended,
        "extended": one.extended,
        "decisions": one.decisions,
        "ours": False,
    }


def _title(one: ForeignCase) -> Text:
    """The title of our own service when the products name it (UPL), else the register's."""
    for service in catalogue.services():
        if service.upl and service.upl in one.products:
            return service.title
    return {"nl": one.title or one.number, "en": one.title or one.number}


def _task(one: ForeignTask) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": dict(one.title) or {"nl": "Taak", "en": "Task"},
        "explanation": dict(one.explanation),
        "due": _day(one.due),
        "kind": one.kind,
        "reachable": bool(one.address),
    }


def _contact(one: ForeignContact) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "subject": one.subject,
        "content": one.content,
        "answer": one.answer,
        "moment": one.moment.isoformat() if one.moment else None,
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
