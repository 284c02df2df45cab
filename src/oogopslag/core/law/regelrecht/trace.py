"""What was met on the way to a value, in order, so that each step can be told with its article."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from oogopslag.core.law.regelrecht.values import Value


@dataclass
class Step:
    """One value that was met. `origin` is parameter, register, known, reference, open term,

    action, hook or override; `depth` says within which other step.
    """

    name: str
    origin: str
    law: str
    article: str
    depth: int
    value: Value = None


@dataclass
class Trace:
    steps: list[Step] = field(default_factory=list)
    depth: int = 0

    def note(self, name: str, value: Value, origin: str, where: tuple[str, str]) -> None:
        """A value of its own; `where` is the law and the article."""
        self.steps.append(Step(name, origin, *where, self.depth, value))

    @contextmanager
    def within(self, name: str, origin: str, law: str, article: str) -> Iterator[Step]:
        """A step that holds others; its value is filled in by who takes it."""
        step = Step(name, origin, law, article, self.depth)
        self.steps.append(step)
        self.depth += 1
        try:
            yield step
        finally:
            self.depth -= 1
