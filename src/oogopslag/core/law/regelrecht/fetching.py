"""Where the inputs of an article come from: the caller, a register, or another article."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from oogopslag.core.law.regelrecht.absence import held_to, skipped, without
from oogopslag.core.law.regelrecht.corpus import Corpus
from oogopslag.core.law.regelrecht.day import Place
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.evaluating import Scope
from oogopslag.core.law.regelrecht.names import ArticleNames
from oogopslag.core.law.regelrecht.nothing import Nothing
from oogopslag.core.law.regelrecht.outcome import Outcome
from oogopslag.core.law.regelrecht.registers import Registers
from oogopslag.core.law.regelrecht.trace import Trace
from oogopslag.core.law.regelrecht.tree import Article, Field, Input, Law, Reference
from oogopslag.core.law.regelrecht.values import Value, frozen

Mode = Literal["error", "propagate", "warn", "ignore"]
Parameters = Mapping[str, Value]
MOST_DEPTH = 40


@dataclass
class Fetching:
    """One question to the laws: a day, registers, and how to treat what cannot be expressed.

    `known` holds values that the asked law would derive and that count as given.
    """

    corpus: Corpus
    on: date
    registers: Registers = field(default_factory=Registers)
    mode: Mode = "error"
    known: Parameters = field(default_factory=dict)
    asked: str = ""
    trace: Trace = field(default_factory=Trace)
    _busy: set[object] = field(default_factory=set)
    _memo: dict[object, Outcome] = field(default_factory=dict)
    _back: frozenset[object] = frozenset()
    """Special laws and fillings held back: their own article reads what it departs from."""

    def run(
        self, law: Law, article: Article, parameters: Parameters, wanted: Iterable[str] = ()
    ) -> Outcome:
        raise NotImplementedError

    def take(self, law: Law, article: Article, one: Input, names: ArticleNames) -> None:
        """Fetches one input: given, known, from a register, or from a law."""
        if one.name in names.parameters:
            given = names.parameters[one.name]
            names.inputs[one.name] = self._held(one.field, given, law, "parameter from caller")
            return
        known = self.known_of(law, names.parameters)
        if one.name in known:
            names.inputs[one.name] = known[one.name]
            self.trace.note(one.name, known[one.name], "known", (law.id, article.number))
        elif held := self.registers.find(one.name, names.parameters, law.id):
            names.inputs[one.name] = self._held(one.field, held[1], law, f"source {held[0].name}")
            self.trace.note(one.name, held[1], "register", (law.id, article.number))
        elif one.regulation:
            with self._departing(law, article, one.regulation, one.output or one.name):
                names.inputs[one.name] = self._called(law, one, names)
        elif one.output:
            with self._departing(law, article, law.id, one.output):
                place = (law, self._within(law, article, one.output))
                value = self._reference(place, one.output, names.parameters, one.name)
            names.inputs[one.name] = self._held(one.field, value, law, f"{law.id}.{one.output}")
        elif self.nothing is not Nothing.IS_NO:
            names.inputs[one.name] = self._looked_up(law, article, one, names)

    def _looked_up(self, law: Law, article: Article, one: Input, names: ArticleNames) -> Value:
        """An input that no register answers: nobody has it, or nobody could be asked."""
        if self.nothing is Nothing.DECLARED:
            blocked = self.registers.blocked(one.name, names.parameters, law.id)
            if blocked:
                return self._held(one.field, blocked.value, law, "lookup keyed on null")
        return without(law, article, one.name, dict(names.parameters), self.nothing)

    @contextmanager
    def _departing(self, law: Law, article: Article, of: str, output: str) -> Iterator[None]:
        """Within it an article that replaces an output, or fills a term, reads without itself."""
        before = self._back
        if own := article.replacing(of, output):
            self._back |= {("override", of, own.article, output)}
        if any(fill.law == of for fill in article.fills):
            self._back |= {("filling", law.id, article.number, of)}
        try:
            yield
        finally:
            self._back = before

    @property
    def nothing(self) -> Nothing:
        return self.corpus.nothing

    def _held(self, field: Field, value: Value, law: Law, origin: str) -> Value:
        return held_to(field, value, law, origin) if self.nothing is Nothing.DECLARED else value

    def _called(self, law: Law, one: Input, names: ArticleNames) -> Value:
        """What another law says, unless it would be asked about nobody."""
        passed = {key: _passed(value, names) for key, value in one.parameters.items()}
        output = one.output or one.name
        place = self.corpus.article(one.regulation, output, self.on)
        if self.nothing is not Nothing.IS_NO:
            found = skipped(place, passed, law, self.nothing)
            if found:
                origin = f"skipped call to {one.regulation}"
                return self._held(one.field, found.value, law, origin)
        value = self._reference(place, output, passed, one.name)
        return self._held(one.field, value, law, f"{one.regulation}.{output}")

    def _within(self, law: Law, reader: Article, output: str) -> Article:
        """Who gives an output within a law; to who replaces it, the article that is replaced."""
        own = reader.replacing(law.id, output)
        if own is None:
            return self.corpus.giver(law, output)
        replaced = law.article(own.article)
        if replaced is None:
            raise RunError(f"Output '{output}' not found in law '{law.id}'.")
        return replaced

    def _reference(self, place: Place, output: str, parameters: Parameters, name: str) -> Value:
        """One output of another article, asked once per set of parameters."""
        law, article = place
        self.unless_void(law, article, output)
        question = ("output", law.id, output, frozen(dict(parameters)), self._back)
        with self.trace.within(name, "reference", law.id, article.number) as step:
            if question not in self._memo:
                found = self.guarded(question, law, article, parameters, (output,))
                self._memo[question] = found
            outputs = self._memo[question].outputs
            if output not in outputs:
                raise RunError(f"Output '{output}' not found in law '{law.id}'.")
            step.value = outputs[output]
        return outputs[output]

    def unless_void(self, law: Law, article: Article, output: str) -> None:
        """Raises RunError with the words of the law for an output that does not arise."""
        found = self.corpus.overriding(self.asked, law, article, output, self.on)
        if found and found[2].voids:
            other, one, rule = found
            raise RunError(
                f"Output '{output}' of {law.id} does not arise: {other.id} article {one.number}: "
                f"{rule.ground}",
                file=law.file,
                line=article.line,
            )

    def guarded(
        self,
        question: object,
        law: Law,
        article: Article,
        parameters: Parameters,
        wanted: Iterable[str] = (),
    ) -> Outcome:
        """Runs an article unless it is already being run for the very same question."""
        where = f"{law.id} article {article.number}"
        if question in self._busy:
            raise RunError(
                f"Circular reference detected: {where} is already being resolved.",
                file=law.file,
                line=article.line,
            )
        if len(self._busy) > MOST_DEPTH:
            raise RunError(f"Circular reference detected: {where} lies {MOST_DEPTH} laws deep.")
        self._busy.add(question)
        try:
            return self.run(law, article, parameters, wanted)
        finally:
            self._busy.discard(question)

    def busy_with(self, question: object) -> bool:
        return question in self._busy

    def known_of(self, law: Law, parameters: Parameters) -> Parameters:
        """What was given of this law; of another law only when it is asked about the same case."""
        if law.id == self.asked or not self.known:
            return self.known
        alike = all(self.known.get(name, value) == value for name, value in parameters.items())
        return self.known if alike else {}


def _passed(value: Value | Reference, names: ArticleNames) -> Value:
    return Scope(names).path(value.path) if isinstance(value, Reference) else value


def declared(article: Article, parameters: Parameters) -> Parameters:
    """Only what an article declares is passed on: no law learns more than it needs."""
    names = {one.name for one in article.parameters}
    return {name: value for name, value in parameters.items() if name in names}
