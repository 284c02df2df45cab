"""End to end: of the steps that apply to a service, which can be done online.

The same definition serves our own services (G1) and foreign service inventories.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Step(StrEnum):
    """The six steps from first contact to feedback."""

    REGISTRATION = "registration"
    AUTHENTICATION = "authentication"
    APPLICATION = "application"
    DECISION = "decision"
    ISSUANCE = "issuance"
    FEEDBACK = "feedback"


Flags = Mapping[Step, bool | None]
"""Online, not online, or None: the step does not apply."""


class UnreadableInventory(ValueError):
    """The file is no service inventory: a column is missing or a flag is none of Y, N and NA."""


@dataclass(frozen=True, kw_only=True)
class EndToEnd:
    """Shares between 0 and 1 over services that have at least one step that applies."""

    services: int
    some: int
    all: int

    @property
    def some_step(self) -> float:
        return self.some / self.services if self.services else 0.0

    @property
    def all_steps(self) -> float:
        return self.all / self.services if self.services else 0.0


def online(flags: Flags) -> tuple[int, int]:
    """(steps online, steps that apply)."""
    applies = [flag for flag in flags.values() if flag is not None]
    return sum(applies), len(applies)


def end_to_end(services: Iterable[Flags]) -> EndToEnd:
    """How many services have some and all of their applicable steps online."""
    counted = [online(flags) for flags in services]
    applicable = [(done, of) for done, of in counted if of]
    return EndToEnd(
        services=len(applicable),
        some=sum(done > 0 for done, of in applicable),
        all=sum(done == of for done, of in applicable),
    )


_MEANING = {"Y": True, "N": False, "NA": None, "": None}


def read_canada(file: Path) -> list[Flags]:
    """The services for outsiders in a Canadian service inventory; "NA" is a value.

    Source of the form: Government of Canada, Service Inventory 2019–2020.
    Raises UnreadableInventory.
    """
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = {"external_internal", *(f"e_{step}" for step in Step)} - set(
            reader.fieldnames or ()
        )
        if missing:
            raise UnreadableInventory(f"Columns are missing: {', '.join(sorted(missing))}.")
        return [
            _flags(row, reader.line_num) for row in reader if row["external_internal"] == "extern"
        ]


def _flags(row: Mapping[str, str], line: int) -> Flags:
    found: dict[Step, bool | None] = {}
    for step in Step:
        value = (row[f"e_{step}"] or "").strip()
        if value not in _MEANING:
            raise UnreadableInventory(f"Line {line}: {value!r} is none of Y, N and NA.")
        found[step] = _MEANING[value]
    return found
