"""Reads a contract with the line of each field."""

from pathlib import Path

from oogopslag.core.contract.contract import Contract, Operation
from oogopslag.core.contract.shape import Field, Shape, Type, UnknownType, names_in, parse
from oogopslag.core.law.document import Part, read


def read_contract(file: Path) -> Contract:
    """Raises LawError with file and line when a type or a name cannot be read."""
    root = read(file)
    root.only("name", "title", "version", "source", "base", "operations", "shapes")
    shapes = {name: _shape(name, part) for name, part in root.parts("shapes")}
    operations = {}
    for row in root.rows("operations"):
        one = _operation(row)
        operations[one.id] = one
    contract = Contract(
        name=root.need("name"),
        title=root.need("title"),
        version=str(root.need("version")),
        source=root.need("source"),
        base=root.get("base", ""),
        file=file,
        operations=operations,
        shapes=shapes,
    )
    _refuse_unknown(contract, root)
    return contract


def _shape(name: str, part: Part) -> Shape:
    fields = {}
    for key in part.data:
        plain = str(key).removesuffix("!")
        fields[plain] = Field(
            name=plain,
            type=_type(part, str(key)),
            required=str(key).endswith("!"),
            line=part.line_of(str(key)),
        )
    return Shape(name=name, fields=fields, line=part.line)


def _type(part: Part, key: str) -> Type:
    try:
        return parse(str(part.need(key)))
    except UnknownType as error:
        raise part.fail(f"I do not know the type {error}.", key) from None


def _operation(row: Part) -> Operation:
    row.only("id", "ask", "body", "answers")
    method, _, path = str(row.need("ask")).partition(" ")
    answers = row.part("answers")
    return Operation(
        id=row.need("id"),
        method=method,
        path=path,
        body=_type(row, "body") if "body" in row else None,
        answers={int(status): parse(str(answers.data[status])) for status in answers.data},
        line=row.line,
    )


def _refuse_unknown(contract: Contract, root: Part) -> None:
    kinds = [field.type for shape in contract.shapes.values() for field in shape.fields.values()]
    for one in contract.operations.values():
        kinds += [*one.answers.values(), *([one.body] if one.body else [])]
    for kind in kinds:
        if unknown := names_in(kind) - contract.shapes.keys():
            raise root.fail(f"There is no shape {min(unknown)!r}.", "shapes")
