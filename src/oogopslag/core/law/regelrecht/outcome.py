"""What running an article gives: all its outputs, and where each came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from oogopslag.core.law.regelrecht.trace import Trace
from oogopslag.core.law.regelrecht.values import Tainted, Value


class Provenance(StrEnum):
    """DIRECT from the article itself, REACTIVE from a hook, OVERRIDE from a special law."""

    DIRECT = "direct"
    REACTIVE = "reactive"
    OVERRIDE = "override"


@dataclass
class Outcome:
    """Outputs by name. All outputs of the articles that ran are there, not only those asked."""

    outputs: dict[str, Value] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    trace: Trace = field(default_factory=Trace)

    def give(self, name: str, value: Value, provenance: Provenance) -> None:
        self.outputs[name], self.provenance[name] = value, provenance

    def beside(self, other: "Outcome") -> None:
        """Takes what another outcome has and this one has not."""
        for name, value in other.outputs.items():
            if name not in self.outputs:
                self.give(name, value, other.provenance[name])

    def taint(self, spread: Tainted) -> None:
        self.outputs = dict.fromkeys(self.outputs, spread)


@dataclass(frozen=True)
class Staged:
    """How far a procedure came: `stage` is the one that waits for `pending`, "" when it is done."""

    outputs: Mapping[str, Value]
    stage: str
    pending: tuple[str, ...]
