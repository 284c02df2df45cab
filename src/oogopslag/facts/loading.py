"""Fills the demo twins of registers from files: RvIG persons, synthetic citizens, personas."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from oogopslag.core.values import SYSTEM, Bsn, InvalidValue
from oogopslag.facts import citizens
from oogopslag.facts.adapters import brp, rvig, twins
from oogopslag.facts.errors import UnreadableFile
from oogopslag.facts.models import TwinRecord
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people
from oogopslag.people import queries as who


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """How many people were loaded, and why others were not (never with a whole BSN)."""

    persons: int
    refused: tuple[str, ...]


@transaction.atomic
def load_persons(file: Path) -> Loaded:
    """RvIG's JSON test set: a list of persons, codes and dates as the register has them.

    Raises UnreadableFile.
    """
    records = _json(file)
    valid, refused = [], []
    for record in records:
        try:
            valid.append((Bsn(str(record.get("burgerservicenummer", ""))), rvig.answer(record)))
        except (InvalidValue, KeyError, TypeError, AttributeError) as error:
            refused.append(_refusal(str(record.get("burgerservicenummer", "")), error))
    _register(valid)
    for bsn, person in valid:
        keep_person(bsn, person)
    return _noted(len(valid), refused)


@transaction.atomic
def load_citizens(file: Path) -> Loaded:
    """Synthetic citizens with the data of each agency. Raises UnreadableFile.

    A citizen who is in the register already keeps what the register says of them.
    """
    profiles = _yaml(file).get("profiles")
    if not isinstance(profiles, Mapping):
        raise UnreadableFile(f"{file.name} has no list of profiles.")
    valid, refused = [], []
    for number, profile in profiles.items():
        try:
            valid.append((Bsn(str(number)), profile))
        except InvalidValue as error:
            refused.append(_refusal(str(number), error))
    _register((bsn, citizens.person(bsn, profile)) for bsn, profile in valid)
    for bsn, profile in valid:
        if not TwinRecord.objects.filter(person_hash=who.hash_of(bsn), source="brp").exists():
            keep_person(bsn, citizens.person(bsn, profile))
        for source, facts in citizens.registers(profile).items():
            keep_facts(bsn, source, facts, citizens.AS_OF)
    return _noted(len(valid), refused)


@transaction.atomic
def load_personas() -> Loaded:
    """The fictional people of the demonstration."""
    data = _yaml(Path(__file__).with_name("demo_personas.yaml"))
    people_in_file = [(Bsn(str(row["bsn"])), row) for row in data["personas"]]
    _register((bsn, row["brp"]) for bsn, row in people_in_file)
    for bsn, row in people_in_file:
        keep_person(bsn, row["brp"])
        for source, register in row.get("registers", {}).items():
            facts = {n: _plain(v) for n, v in register.get("facts", {}).items()}
            keep_facts(
                bsn,
                source,
                facts,
                register["as_of"],
                down=register.get("down", False),
                children=[_reported(child) for child in register.get("kinderen", ())],
            )
    return Loaded(persons=len(people_in_file), refused=())


def keep_person(bsn: Bsn, person: dict[str, Any]) -> None:
    """What the twin of the register of persons answers about this BSN."""
    TwinRecord.objects.update_or_create(
        person_hash=who.hash_of(bsn),
        source="brp",
        defaults={
            "payload": twins.without_numbers(person),
            "address": twins.address_of(person),
        },
    )


def keep_facts(
    bsn: Bsn,
    source: str,
    facts: Mapping[str, Any],
    as_of: date,
    *,
    down: bool = False,
    children: Sequence[Mapping[str, Any]] = (),
) -> None:
    """What the twin of another register answers about this BSN; `facts` fit JSON.

    `children` holds `{"naam", "facts"}` of each child, its birth date among the facts.
    """
    payload = {"facts": dict(facts), "as_of": as_of.isoformat(), "down": down}
    if children:
        payload["kinderen"] = list(children)
    TwinRecord.objects.update_or_create(
        person_hash=who.hash_of(bsn), source=source, defaults={"payload": payload}
    )


def _reported(child: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "naam": child.get("naam", ""),
        "facts": {name: _plain(value) for name, value in child.items() if name != "naam"},
    }


def _register(rows: Iterable[tuple[Bsn, dict[str, Any]]]) -> None:
    """Everybody first: relatives can only be found among people who are known."""
    for bsn, person in rows:
        died = brp.incomplete_date(person.get("overlijden", {}).get("datum"))
        name = brp.full_name(person.get("naam", {}))
        people.register_resident(
            bsn, name=name, deceased_on=died if isinstance(died, date) else None
        )


def _plain(value: Any) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _noted(persons: int, refused: list[str]) -> Loaded:
    journal.write("facts.persons_loaded", actor=SYSTEM, persons=persons, refused=len(refused))
    return Loaded(persons=persons, refused=tuple(refused))


def _refusal(number: str, error: Exception) -> str:
    reason = str(error) if isinstance(error, InvalidValue) else "the record cannot be read"
    return f"…{number[-2:]}: {reason}"


def _json(file: Path) -> list[dict[str, Any]]:
    try:
        records = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{file} cannot be read as JSON: {error}.") from error
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise UnreadableFile(f"{file} must hold a list of persons.")
    return records


def _yaml(file: Path) -> dict[str, Any]:
    try:
        data = YAML(typ="safe").load(file.read_text())
    except (OSError, YAMLError) as error:
        raise UnreadableFile(f"{file} cannot be read as YAML.") from error
    if not isinstance(data, dict):
        raise UnreadableFile(f"{file} must hold names with values.")
    return data
