"""What the names of an article stand for while it runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from oogopslag.core.law.regelrecht import dates
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.evaluating import Scope
from oogopslag.core.law.regelrecht.nothing import Nothing
from oogopslag.core.law.regelrecht.tree import Action, Field
from oogopslag.core.law.regelrecht.values import Unknown, Value


@dataclass
class ArticleNames:
    """Look-up: the reference date, then outputs, hooks, inputs, definitions and parameters.

    An output that a later action gives is computed early: in a `lazy` corpus always, else when
    nobody else has its name.
    """

    on: date
    parameters: Mapping[str, Value]
    definitions: Mapping[str, Value] = field(default_factory=dict)
    inputs: dict[str, Value] = field(default_factory=dict)
    """Inputs and open terms that were fetched."""
    hooked: dict[str, Value] = field(default_factory=dict)
    """What hooks gave before the actions."""
    outputs: dict[str, Value] = field(default_factory=dict)
    nothing: Nothing = Nothing.IS_NO
    optional: frozenset[str] = frozenset()
    """Parameters that may be left out and were."""
    pending: dict[str, Callable[[], None]] = field(default_factory=dict)
    """How to fetch the inputs and open terms that nobody read yet; it fills in `inputs`."""
    lazy: bool = False
    settle: Callable[[str], None] = lambda _: None
    """Told of an output of a lazy corpus when its last action ran."""
    _waiting: dict[str, list[Action]] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)

    def named(self, name: str) -> Value:
        if name == "referencedate":
            return dates.as_value(self.on)
        if self.lazy:
            self._compute(name)
        if name not in self.outputs and name not in self.hooked:
            self.fetch(name)
        known = (self.outputs, self.hooked, self.inputs, self.definitions, self.parameters)
        for held in known:
            if name in held:
                return held[name]
        if self._waiting.get(name):
            return self._run(self._waiting[name].pop(0))
        if name in self.optional:
            return Unknown(frozenset({name})) if self.nothing is Nothing.DECLARED else None
        if name in self._running:
            raise RunError(f"Circular reference detected: output '{name}' needs itself.")
        raise RunError(f"Variable not found: {name}")

    def fetch(self, name: str) -> None:
        """Fetches an input or open term once; while it is being fetched it is nobody's name."""
        if name in self.pending:
            self.pending.pop(name)()

    def fetch_all(self) -> None:
        """Everything, in the order of the article."""
        for name in list(self.pending):
            self.fetch(name)

    def shared(self, fields: Iterable[Field]) -> dict[str, Value]:
        """What another article declares and this one has: no law learns more than it needs."""
        return dict(self._shared(fields))

    def _shared(self, fields: Iterable[Field]) -> Iterator[tuple[str, Value]]:
        for one in fields:
            self.fetch(one.name)
            for held in (self.outputs, self.hooked, self.inputs, self.parameters):
                if one.name in held:
                    yield one.name, held[one.name]
                    break

    def when_read(self, actions: Iterable[Action]) -> list[Action]:
        """Actions that wait until somebody reads what they give."""
        ordered = list(actions)
        for action in ordered:
            self._waiting.setdefault(action.output, []).append(action)
        return ordered

    def run(self, actions: Iterable[Action]) -> dict[str, Value]:
        """All actions in the order of the file. Raises RunError."""
        ordered = self.when_read(actions)
        for action in ordered:
            queue = self._waiting[action.output]
            if self.lazy:
                self._compute(action.output)
            elif queue and queue[0] is action:
                self._run(queue.pop(0))
        return self.outputs

    def _compute(self, name: str) -> None:
        """All actions that give an output, unless one of them asks; then it is settled."""
        queue = self._waiting.get(name)
        if not queue or name in self._running:
            return
        while queue:
            self._run(queue.pop(0))
        self.settle(name)

    def _run(self, action: Action) -> Value:
        """Raises RunError, also for a fault that was found when the law was read."""
        if action.fault:
            raise RunError(action.fault)
        self._running.append(action.output)
        value = Scope(self).of(action.operand)
        self._running.pop()
        self.outputs[action.output] = value
        return value
