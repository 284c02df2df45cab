"""Types and shapes: `name!: [enum(a, b)]?` and what it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLAIN = frozenset(
    {"string", "integer", "number", "boolean", "object", "any", "none", "file"}
    | {"date", "date-time", "duration", "uuid", "uri", "urn"}
)
_TYPE = re.compile(r"(?P<base>[A-Za-z_][\w-]*)(?:\((?P<inside>[^()]*)\))?(?P<null>\?)?")


class UnknownType(ValueError):
    """A type that cannot be read; the text says what stands there."""


@dataclass(frozen=True, kw_only=True)
class Type:
    """The type of a field.

    `base` is a plain type, "enum", "list" or the name of a shape; `most` is the largest number of
    characters; `item` is what a list holds.
    """

    base: str
    nullable: bool = False
    most: int | None = None
    options: tuple[str, ...] = ()
    item: "Type | None" = None


@dataclass(frozen=True, kw_only=True)
class Field:
    name: str
    type: Type
    required: bool
    line: int


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An object; fields it does not name are allowed in answers and refused in requests."""

    name: str
    fields: Mapping[str, Field]
    line: int


def parse(text: str) -> Type:
    """Reads one type. Raises UnknownType.

    >>> parse("[string(40)]").item.most
    40
    """
    text = text.strip()
    if text.startswith("["):
        inner, _, after = text[1:].rpartition("]")
        if after not in ("", "?"):
            raise UnknownType(text)
        return Type(base="list", nullable=after == "?", item=parse(inner))
    found = _TYPE.fullmatch(text)
    if found is None:
        raise UnknownType(text)
    base, inside, nullable = found["base"], found["inside"], bool(found["null"])
    if base == "enum":
        options = tuple(one.strip() for one in (inside or "").split(","))
        return Type(base=base, nullable=nullable, options=options)
    if inside is not None and not inside.isdigit():
        raise UnknownType(text)
    return Type(base=base, nullable=nullable, most=int(inside) if inside else None)


def names_in(kind: Type) -> frozenset[str]:
    """The shapes a type names."""
    if kind.item:
        return names_in(kind.item)
    return frozenset() if kind.base in PLAIN | {"enum"} else frozenset({kind.base})
