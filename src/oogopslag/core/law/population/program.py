"""A straight line of array instructions, made once per law and run per block of people.

Registers are numbered; constants stand in the arguments themselves. The same instruction is
emitted once, what nobody reads is dropped, and an array is let go after its last reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Reg:
    """The array that an instruction makes."""

    number: int


Arg = Reg | int | bool | str | Fraction | None


@dataclass(frozen=True, slots=True)
class Instruction:
    kernel: str
    arguments: tuple[Arg, ...]
    out: int
    ends: tuple[int, ...] = ()
    """Registers that nobody reads after this one."""


@dataclass(frozen=True)
class Section:
    """The instructions that one scheme needs on top of those before it."""

    name: str
    code: tuple[Instruction, ...]


@dataclass(frozen=True)
class Program:
    """Plain data: it can be sent to another process."""

    sections: tuple[Section, ...]
    tables: tuple[np.ndarray[Any, Any], ...]
    registers: int


class Builder:
    """Collects instructions; equal ones share a register."""

    def __init__(self) -> None:
        self._code: list[tuple[str, tuple[Arg, ...]]] = []
        self._known: dict[tuple[Any, ...], Reg] = {}
        self._starts: list[tuple[str, int]] = []
        self._tables: list[np.ndarray[Any, Any]] = []
        self._table_of: dict[Any, int] = {}

    def section(self, name: str) -> None:
        self._starts.append((name, len(self._code)))

    def emit(self, kernel: str, *arguments: Arg) -> Reg:
        # True equals 1 in a dictionary, so the types belong to the key.
        key = (kernel, *((type(a), a) for a in arguments))
        if key not in self._known:
            self._known[key] = Reg(len(self._code))
            self._code.append((kernel, arguments))
        return self._known[key]

    def out(self, *arguments: Arg) -> None:
        """Hands an array over as a result; never shared, never dropped."""
        self._code.append(("out", arguments))

    def table(self, key: Any, values: np.ndarray[Any, Any]) -> int:
        """A look-up array that every block reads; the number to name it by."""
        if key not in self._table_of:
            self._table_of[key] = len(self._tables)
            self._tables.append(values)
        return self._table_of[key]

    def finish(self) -> Program:
        wanted = self._wanted()
        ends = self._ends(wanted)
        bounds = [*(start for _, start in self._starts), len(self._code)]
        sections = [
            Section(name, tuple(
                Instruction(*self._code[i], out=i, ends=tuple(sorted(ends.get(i, ()))))
                for i in range(start, stop) if i in wanted
            ))
            for (name, start), stop in zip(self._starts, bounds[1:], strict=True)
        ]  # fmt: skip
        return Program(tuple(sections), tuple(self._tables), len(self._code))

    def _wanted(self) -> set[int]:
        wanted: set[int] = set()
        for i in reversed(range(len(self._code))):
            kernel, arguments = self._code[i]
            if kernel == "out" or i in wanted:
                wanted.add(i)
                wanted.update(registers(arguments))
        return wanted

    def _ends(self, wanted: set[int]) -> dict[int, set[int]]:
        last: dict[int, int] = {}
        for i in sorted(wanted):
            last.update(dict.fromkeys(registers(self._code[i][1]), i))
        ends: dict[int, set[int]] = {}
        for register, reader in last.items():
            ends.setdefault(reader, set()).add(register)
        return ends


def registers(arguments: Iterable[Arg]) -> list[int]:
    return [a.number for a in arguments if isinstance(a, Reg)]
