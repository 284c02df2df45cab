"""One contract: its operations and shapes, with the line of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oogopslag.core.contract.shape import Shape, Type


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that can be asked; `answers` has the type of the body for each status."""

    id: str
    method: str
    path: str
    body: Type | None
    answers: Mapping[int, Type]
    line: int

    def fits(self, method: str, path: str) -> bool:
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path))
        return method == self.method and re.fullmatch(pattern, path) is not None


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A contract as content/contracts/<name>.yaml describes it; `base` is its usual path."""

    name: str
    title: str
    version: str
    source: str
    base: str
    file: Path
    operations: Mapping[str, Operation]
    shapes: Mapping[str, Shape]

    def find(self, method: str, path: str) -> Operation | None:
        """The operation of a request; a fixed path goes before one with a parameter."""
        fitting = [one for one in self.operations.values() if one.fits(method, path)]
        return min(fitting, key=lambda one: one.path.count("{"), default=None)

    def place(self, line: int) -> str:
        """Where a line stands, for people: contracts/zgw-zaken.yaml:31."""
        return f"contracts/{self.file.name}:{line}"
