"""What each sentence of a scenario does: sets a value, asks the laws, or checks an answer."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.grammar import typed
from oogopslag.core.law.regelrecht.note_steps import NOTES
from oogopslag.core.law.regelrecht.registers import Register
from oogopslag.core.law.regelrecht.running import MODES
from oogopslag.core.law.regelrecht.values import Tainted, Unknown, Value, is_number, same
from oogopslag.core.law.regelrecht.world import Arguments, Rows, StepError, World

NEAR = Decimal("1e-9")


def perform(world: World, action: str, arguments: Arguments, rows: Rows) -> None:
    """Raises StepError when a check fails or a step makes no sense."""
    ACTIONS[action](world, arguments, rows)


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
        if value.strip() or not world.empty_is_unknown:
            world.parameters[name.strip()] = typed(value)


def records(world: World, rows: Rows) -> list[Mapping[str, Value]]:
    """A table with a row of names, as records."""
    if not rows:
        return []
    names = [name.strip() for name in rows[0]]
    return [
        {
            name: typed(cell)
            for name, cell in zip(names, row, strict=True)
            if cell.strip() or not world.empty_is_unknown
        }
        for row in rows[1:]
    ]


def _register(world: World, arguments: Arguments, rows: Rows) -> None:
    name, key, *law = map(str, arguments)
    try:
        world.registers.add(Register.of(name, key, records(world, rows), *law))
    except RunError as error:
        raise StepError(str(error)) from None


def _collection(world: World, arguments: Arguments, rows: Rows) -> None:
    world.parameters[str(arguments[0])] = [dict(one) for one in records(world, rows)]


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
    found = world.given()
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


def _unknown(world: World, arguments: Arguments, rows: Rows) -> None:
    found = world.value(arguments[0])
    if not isinstance(found, Unknown):
        raise StepError(f"Output {arguments[0]!r} is {found!r}: not unknown.")
    if not {str(one) for one in arguments[1:]} <= found.facts:
        lacking = ", ".join(sorted(found.facts))
        raise StepError(f"Output {arguments[0]!r} is unknown for lack of {lacking}.")


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
    "assert_unknown": _unknown,
    "assert_contains": _contains,
    "assert_exact_outputs": _exact_outputs,
    "assert_provenance": _provenance,
    "set_untranslatable_mode": _mode,
    "assert_tainted": _tainted,
    **NOTES,
}
