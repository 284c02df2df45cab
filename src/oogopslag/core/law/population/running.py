"""Runs a program over one block of people."""

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np

from oogopslag.core.law.population.kernels import PLACED, PLAIN
from oogopslag.core.law.population.people import People
from oogopslag.core.law.population.program import Program, Reg, Section

Array = np.ndarray[Any, Any]


@dataclass
class Run:
    """The registers of one block; `rows` is a slice, or an array of row numbers."""

    people: People
    rows: Any
    size: int
    tables: tuple[Array, ...]
    results: dict[str, dict[str, Array]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def out(self, section: str, name: Any, value: Any) -> None:
        found = value if isinstance(value, np.ndarray) else np.full(self.size, value)
        self.results.setdefault(section, {})[name] = found


def run(program: Program, people: People, rows: Any, size: int) -> Run:
    """Results per section and name, each as long as the block."""
    block = Run(people, rows, size, program.tables)
    registers: list[Any] = [None] * program.registers
    for section in program.sections:
        start = perf_counter()
        _section(section, block, registers)
        block.seconds[section.name] = perf_counter() - start
    return block


def _section(section: Section, block: Run, registers: list[Any]) -> None:
    for step in section.code:
        arguments = [registers[a.number] if isinstance(a, Reg) else a for a in step.arguments]
        if step.kernel in PLAIN:
            registers[step.out] = PLAIN[step.kernel](*arguments)
        elif step.kernel == "out":
            block.out(section.name, *arguments)
        else:
            registers[step.out] = PLACED[step.kernel](block, *arguments)
        for number in step.ends:
            registers[number] = None
