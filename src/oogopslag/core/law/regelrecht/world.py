"""The state of one scenario: what was set, what was answered, and the text a note is about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.corpus import Corpus
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.fetching import Mode
from oogopslag.core.law.regelrecht.notes import Match, Quote
from oogopslag.core.law.regelrecht.nothing import Nothing
from oogopslag.core.law.regelrecht.outcome import Outcome, Provenance
from oogopslag.core.law.regelrecht.registers import Registers
from oogopslag.core.law.regelrecht.running import Run
from oogopslag.core.law.regelrecht.values import Value

Rows = Sequence[Sequence[str]]
Arguments = Sequence[Value]


class StepError(AssertionError):
    """A check of a scenario that does not hold, or a step that cannot be done."""


@dataclass
class World:
    """The state of one scenario."""

    corpus: Corpus
    on: str = "2024-01-01"
    parameters: dict[str, Value] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    mode: Mode = "error"
    asked: Sequence[str] = ()
    outcome: Outcome | None = None
    error: LawError | None = None
    articles: dict[str, str] = field(default_factory=dict)
    quote: Quote | None = None
    matches: tuple[Match, ...] | None = None

    @property
    def empty_is_unknown(self) -> bool:
        """Whether an empty cell leaves the fact out, instead of saying that it is null."""
        return self.corpus.nothing is Nothing.DECLARED

    def ask(self, outputs: Sequence[str], law: str) -> None:
        self.asked = outputs
        self.outcome = self.error = None
        try:
            run = Run(self.corpus, _day(self.on), self.registers, self.mode)
            self.outcome = run.evaluate(law, outputs, self.parameters)
        except LawError as error:
            self.error = error

    def value(self, name: Value) -> Value:
        outcome = self.answered()
        if name not in outcome.outputs:
            known = ", ".join(sorted(outcome.outputs))
            raise StepError(f"There is no output {name!r}; there are: {known}.")
        return outcome.outputs[str(name)]

    def given(self) -> set[str]:
        """The outputs of the answer: those asked, what they needed in a lazy corpus, and what

        hooks and special laws gave beside them.
        """
        origins = self.answered().provenance.items()
        return {
            name
            for name, origin in origins
            if self.corpus.lazy or name in self.asked or origin != Provenance.DIRECT
        }

    def answered(self) -> Outcome:
        if self.outcome is None:
            raise StepError(f"The execution failed: {self.error or 'nothing was evaluated'}")
        return self.outcome


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RunError(f"Invalid date format: {text} is not a date that exists.") from None
