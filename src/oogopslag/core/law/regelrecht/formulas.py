"""Reads what an action says: literals, references and operations within operations."""

import re
from collections.abc import Iterator

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.regelrecht.document import Marked
from oogopslag.core.law.regelrecht.shapes import COMBINES, SHAPES, Shape
from oogopslag.core.law.regelrecht.tree import (
    Action,
    Case,
    Literal,
    Operand,
    Operation,
    Reference,
)

_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*")
_BINDING = re.compile(r"[a-z_][a-z0-9_]*")
MEMBER = "item"
"""What a member of a FOREACH is called when the law does not say."""
_BESIDE = ("output", "legal_basis", "resolve", "description")
_SETTINGS = ("value", "values", "precision")
"""What an action may say beside an operation of its own that does not read it."""


def action(part: Marked) -> Action:
    """One action. What is wrong with it becomes its fault: the rest of the law stays of use."""
    output = part.text("output")
    try:
        return Action(output=output, operand=_action_operand(part), line=part.line)
    except LawError as error:
        fault = str(error)
        return Action(output=output, operand=Literal(None), line=part.line, fault=fault)


def _action_operand(part: Marked) -> Operand:
    if "operation" in part:
        return _operation(part, beside=(*_BESIDE, *_SETTINGS))
    part.only("value", *_BESIDE)
    held = part.get("value")
    return operand(held) if held is not None else Literal(None)


def operand(part: Marked) -> Operand:
    """A literal, a reference or an operation. Raises LawError with the line."""
    if isinstance(part.value, dict) and "operation" in part.value:
        return _operation(part)
    if isinstance(part.value, str) and part.value.startswith("$"):
        return reference(part)
    return Literal(part.plain())


def reference(part: Marked) -> Reference:
    path = str(part.value)[1:]
    if not _PATH.fullmatch(path):
        raise part.fail(f"{part.value!r} names nothing: a reference is $name or $name.part.")
    return Reference(path)


def _operation(part: Marked, beside: tuple[str, ...] = ("legal_basis",)) -> Operation:
    name = part.text("operation")
    if name not in SHAPES:
        raise part.need("operation").fail(f"There is no operation {name!r}.")
    shape = SHAPES[name]
    part.only("operation", *shape.names, *beside)
    _complete(part, name, shape)
    return Operation(
        name=name,
        line=part.line,
        values=_values(part, shape.list or ("values" if "values" in shape.may else "")),
        named={
            key: operand(part.need(key))
            for key in (*shape.needs, *shape.may)
            if key in part and key != "values"
        },
        cases=tuple(_cases(part)) if name == "IF" else (),
        words=_words(part, name),
    )


def _complete(part: Marked, name: str, shape: Shape) -> None:
    for key in (*filter(None, (shape.list,)), *shape.needs):
        if key not in part:
            raise part.fail(f"{name} needs {key!r}.")
    if name in {"IN", "NOT_IN"} and "value" not in part and "values" not in part:
        raise part.fail(f"{name} needs 'value' or 'values'.")


def _values(part: Marked, key: str) -> tuple[Operand, ...]:
    return tuple(operand(one) for one in part.rows(key)) if key else ()


def _cases(part: Marked) -> Iterator[Case]:
    part.need("cases")
    for row in part.rows("cases"):
        row.only("when", "then")
        yield Case(operand(row.need("when")), operand(row.need("then")))


def _words(part: Marked, name: str) -> dict[str, str | int]:
    if name in {"ROUND", "CEIL", "FLOOR"}:
        return {"precision": _precision(part)}
    if name != "FOREACH":
        return {}
    binding, combine = part.optional("as", MEMBER), part.optional("combine")
    if not _BINDING.fullmatch(binding):
        raise part.need("as").fail(f"'as' must be one word in small letters, not {binding!r}.")
    if combine and combine not in COMBINES:
        raise part.need("combine").fail(f"{combine!r} combines nothing: {', '.join(COMBINES)}.")
    return {"as": binding, "combine": combine}


def _precision(part: Marked) -> int:
    held = part.need("precision")
    if isinstance(held.value, bool) or not isinstance(held.value, int):
        raise held.fail("'precision' must be a whole number.")
    if not -28 <= held.value <= 28:
        raise held.fail(f"'precision' {held.value} lies outside -28 to 28.")
    return held.value
