"""What each sentence of a scenario does: sets a value, asks the laws, or checks an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.corpus import Corpus
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.fetching import Mode
from oogopslag.core.law.regelrecht.grammar import typed
from oogopslag.core.law.regelrecht.notes import Match, Quote, resolve
from oogopslag.core.law.regelrecht.outcome import Outcome
from oogopslag.core.law.regelrecht.registers import Register, Registers
from oogopslag.core.law.regelrecht.running import MODES, Run
from oogopslag.core.law.regelrecht.values import Tainted, Value, is_number, same

Rows = Sequence[Sequence[str]]
NEAR = Decimal("1e-9")


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
    outcome: Outcome | None = None
    error: LawError | None = None
    articles: dict[str, str] = field(default_factory=dict)
    quote: Quote | None = None
    matches: tuple[Match, ...] | None = None

    def do(self, action: str, arguments: Sequence[Value], rows: Rows) -> None:
        """Raises StepError when a check fails or a step makes no sense."""
        ACTIONS[action](self, arguments, rows)

    def ask(self, outputs: Sequence[str], law: str) -> None:
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

    def answered(self) -> Outcome:
        if self.outcome is None:
            raise StepError(f"The execution failed: {self.error or 'nothing was evaluated'}")
        return self.outcome


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RunError(f"Invalid date format: {text} is not a date that exists.") from None


Arguments = Sequence[Value]


def _date(world: World, arguments: Arguments, rows: Rows) -> None:
    world.on = str(arguments[0])


def _law(world: World, arguments: Arguments, rows: Rows) -> None:
    law = str(arguments[0])
    if not world.corpus.knows(law):
        near = [str(one) for one in world.corpus.refused if f"/{law}/" in one.file]
        raise StepError(f"Law '{law}' is not at hand. {' '.join(near)}".strip())


def _meant(value: Value) -> Value:
    return typed(value) if isinstance(value, str) else value


def _parameter(world: World, arguments: Arguments, rows: Rows) -> None:
    world.parameters[str(arguments[0])] = _meant(arguments[1])


def _parameters(world: World, arguments: Arguments, rows: Rows) -> None:
    for name, value, *_ in rows:
        world.parameters[name.strip()] = typed(value)


def records(rows: Rows) -> list[Mapping[str, Value]]:
    """A table with a row of names, as records."""
    if not rows:
        return []
    names = [name.strip() for name in rows[0]]
    return [dict(zip(names, map(typed, row), strict=True)) for row in rows[1:]]


def _register(world: World, arguments: Arguments, rows: Rows) -> None:
    name, key, *law = map(str, arguments)
    try:
        world.registers.add(Register.of(name, key, records(rows), *law))
    except RunError as error:
        raise StepError(str(error)) from None


def _collection(world: World, arguments: Arguments, rows: Rows) -> None:
    world.parameters[str(arguments[0])] = [dict(one) for one in records(rows)]


def _mode(world: World, arguments: Arguments, rows: Rows) -> None:
    found = next((mode for mode in MODES if mode == arguments[0]), None)
    if found is None:
        raise StepError(f"There is no mode {arguments[0]!r}: {', '.join(MODES)}.")
    world.mode = found


def _names(text: Value) -> list[str]:
    return [name.strip() for name in str(text).split(",")]


def _evaluate(world: World, arguments: Arguments, rows: Rows) -> None:
    world.ask([str(arguments[0])], str(arguments[1]))


def _evaluate_outputs(world: World, arguments: Arguments, rows: Rows) -> None:
    world.ask(_names(arguments[0]), str(arguments[1]))


def _succeeds(world: World, arguments: Arguments, rows: Rows) -> None:
    world.answered()


def _fails(world: World, arguments: Arguments, rows: Rows) -> None:
    if world.error is None:
        raise StepError("The execution succeeded.")


def _fails_with(world: World, arguments: Arguments, rows: Rows) -> None:
    _fails(world, arguments, rows)
    wanted = str(arguments[0])
    if wanted.lower() not in str(world.error).lower():
        raise StepError(f"The execution failed with {str(world.error)!r}.")


def _is(world: World, name: Value, wanted: Value, *, near: Decimal = Decimal(0)) -> None:
    found = world.value(name)
    close = is_number(found) and is_number(wanted) and _distance(found, wanted) <= near
    if not close and not same(found, wanted):
        raise StepError(f"Output {name!r} is {found!r}, not {wanted!r}.")


def _distance(a: Value, b: Value) -> Decimal:
    return abs(Decimal(str(a)) - Decimal(str(b)))


def _boolean(world: World, arguments: Arguments, rows: Rows) -> None:
    _is(world, arguments[0], arguments[1])


def _equals(world: World, arguments: Arguments, rows: Rows) -> None:
    _is(world, arguments[0], _meant(arguments[1]), near=NEAR)


def _null(world: World, arguments: Arguments, rows: Rows) -> None:
    _is(world, arguments[0], None)


def _contains(world: World, arguments: Arguments, rows: Rows) -> None:
    found = world.value(arguments[0])
    if not isinstance(found, str) or str(arguments[1]).lower() not in found.lower():
        raise StepError(f"Output {arguments[0]!r} is {found!r}.")


def _exact_outputs(world: World, arguments: Arguments, rows: Rows) -> None:
    found = set(world.answered().outputs)
    if found != set(_names(arguments[0])):
        raise StepError(f"The outputs are {', '.join(sorted(found))}.")


def _provenance(world: World, arguments: Arguments, rows: Rows) -> None:
    world.value(arguments[0])
    found = world.answered().provenance[str(arguments[0])]
    if found != arguments[1]:
        raise StepError(f"Output {arguments[0]!r} has {found} provenance.")


def _tainted(world: World, arguments: Arguments, rows: Rows) -> None:
    found = world.value(arguments[0])
    if not isinstance(found, Tainted):
        raise StepError(f"Output {arguments[0]!r} is {found!r}: not tainted.")


def _note_articles(world: World, arguments: Arguments, rows: Rows) -> None:
    names = [name.strip() for name in rows[0]]
    if not {"number", "text"} <= set(names):
        raise StepError("The table of articles needs the columns number and text.")
    number, text = names.index("number"), names.index("text")
    world.articles = {row[number].strip(): row[text].strip() for row in rows[1:]}


def _note_quote(world: World, arguments: Arguments, rows: Rows) -> None:
    world.quote = Quote(*map(str, arguments))


def _note_hint(world: World, arguments: Arguments, rows: Rows) -> None:
    """A hint never decides: the note follows the text, wherever the article went."""
    if world.quote is None:
        raise StepError("A hint needs a note first.")


def _resolve(world: World, arguments: Arguments, rows: Rows) -> None:
    if world.quote is None:
        raise StepError("There is no note to resolve.")
    world.matches = resolve(world.quote, world.articles)


def _matched(world: World, number: int) -> tuple[Match, ...]:
    if world.matches is None:
        raise StepError("The note was not resolved.")
    if len(world.matches[:2]) != number:
        raise StepError(f"The note has {len(world.matches)} matches.")
    return world.matches


def _note_found(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.article != arguments[0]:
        raise StepError(f"The note resolves to article {match.article!r}.")


def _note_exact(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.sure < 1:
        raise StepError(f"The note is a fuzzy match ({match.sure:.2f}).")


def _note_fuzzy(world: World, arguments: Arguments, rows: Rows) -> None:
    (match,) = _matched(world, 1)
    if match.sure == 1:
        raise StepError("The note is an exact match.")


def _note_orphaned(world: World, arguments: Arguments, rows: Rows) -> None:
    _matched(world, 0)


def _note_ambiguous(world: World, arguments: Arguments, rows: Rows) -> None:
    _matched(world, 2)


ACTIONS: Mapping[str, Callable[[World, Arguments, Rows], None]] = {
    "set_calculation_date": _date,
    "load_law": _law,
    "set_parameter": _parameter,
    "set_parameters_table": _parameters,
    "set_data_source": _register,
    "set_law_data_source": _register,
    "set_collection": _collection,
    "evaluate": _evaluate,
    "evaluate_outputs": _evaluate_outputs,
    "assert_succeeds": _succeeds,
    "assert_fails": _fails,
    "assert_fails_with": _fails_with,
    "assert_boolean": _boolean,
    "assert_equals": _equals,
    "assert_null": _null,
    "assert_contains": _contains,
    "assert_exact_outputs": _exact_outputs,
    "assert_provenance": _provenance,
    "set_untranslatable_mode": _mode,
    "assert_tainted": _tainted,
    "set_note_articles": _note_articles,
    "set_note_selector_exact": _note_quote,
    "set_note_selector_context": _note_quote,
    "set_note_hint_article": _note_hint,
    "set_note_hint_position": _note_hint,
    "resolve_note": _resolve,
    "assert_note_resolves": _note_found,
    "assert_note_exact_match": _note_exact,
    "assert_note_fuzzy_match": _note_fuzzy,
    "assert_note_orphaned": _note_orphaned,
    "assert_note_ambiguous": _note_ambiguous,
}
