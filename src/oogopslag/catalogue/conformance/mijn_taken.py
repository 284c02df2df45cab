"""MijnTaken 0.1.0: two operations, read only."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from oogopslag.catalogue.contracts import contract
from oogopslag.core.contract import Contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    taken = contract("mijn-taken")
    headers = {"Authorization": f"Bearer {credentials.token}"}
    person = {"klantId": credentials.person or str(uuid4())}
    _entry(probe, taken, person, headers)
    found = probe.ask(taken, "zoekContext", status=200, body=person, headers=headers)
    again = probe.ask(
        taken, "zoekContext", status=200, why="asked again, only tasks",
        body={**person, "include": ["taken"]}, headers=headers,
    )  # fmt: skip
    probe.demand(
        taken,
        "zoekContext",
        "POST /context/zoek is safe",
        holds=_tasks(found) == _tasks(again),
        what="asking twice gave two answers",
        mend="Change nothing when tasks are looked up.",
    )
    probe.ask(
        taken, "zoekContext", status=200, why="an include nobody knows yet",
        body={**person, "include": ["taken", "iets-nieuws"]}, headers=headers,
    )  # fmt: skip
    _one(probe, taken, _tasks(found), headers)
    return {taken.name: taken.version}


def _entry(
    probe: "Probe", taken: Contract, person: dict[str, str], headers: dict[str, str]
) -> None:
    probe.ask(taken, "zoekContext", status=401, why="without a token", body=person)
    probe.ask(
        taken, "zoekContext", status=400, why="without klantId", body={}, headers=headers
    )  # fmt: skip
    probe.ask(
        taken, "retrieveTaak", status=404, why="a task that does not exist",
        path={"uuid": str(uuid4())}, headers=headers,
    )  # fmt: skip


def _tasks(found: Any) -> list[Any]:
    tasks = found.get("taken", []) if isinstance(found, dict) else []
    return [one for one in tasks if isinstance(one, dict)] if isinstance(tasks, list) else []


def _one(probe: "Probe", taken: Contract, tasks: list[Any], headers: dict[str, str]) -> None:
    if not tasks:
        probe.untested(taken, "retrieveTaak", "this person has no tasks: give --person one who has")
        return
    path = {"uuid": str(tasks[0].get("uuid", ""))}
    whole = probe.ask(taken, "retrieveTaak", status=200, path=path, headers=headers)
    doing = (whole.get("uitvoering") or {}) if isinstance(whole, dict) else {}
    probe.demand(
        taken,
        "retrieveTaak",
        "a task of type upload or formulier says where it is sent",
        holds=doing.get("type") not in ("upload", "formulier") or bool(doing.get("submitUrl")),
        what=f"a task of type {doing.get('type')} has no submitUrl",
        mend="Send uitvoering.submitUrl with it, or leave the type out: then portals use "
        "fallbackUrl.",
    )
    without = [one for one in tasks if not (one.get("uitvoering") or {}).get("fallbackUrl")]
    probe.demand(
        taken,
        "zoekContext",
        "every task has a fallbackUrl",
        holds=not without,
        what=f"{len(without)} of {len(tasks)} tasks have none",
        mend="Send uitvoering.fallbackUrl with every task: portals that do not know its type "
        "need it.",
    )
