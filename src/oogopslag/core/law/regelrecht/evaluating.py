"""Gives an expression its value in a scope: lazily where the law may stop, else all operands."""

from dataclasses import dataclass, field
from typing import Protocol

from oogopslag.core.law.regelrecht import dates, operations
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.tree import Literal, Operand, Operation, Reference
from oogopslag.core.law.regelrecht.values import Tainted, Value, kind, truth

MOST_DEPTH = 100
MOST_MEMBERS = 1_000


class Names(Protocol):
    """Who knows what a name stands for. Raises RunError for a name that stands for nothing."""

    def named(self, name: str) -> Value: ...


@dataclass
class Scope:
    """The names of an article, and over them the member of a FOREACH."""

    names: Names
    local: dict[str, Value] = field(default_factory=dict)
    depth: int = 0

    def of(self, operand: Operand) -> Value:
        match operand:
            case Literal():
                return operand.value
            case Reference():
                return self.path(operand.path)
            case Operation():
                return self.operation(operand)

    def path(self, path: str) -> Value:
        """`name.part.0`: a name, then fields of objects or places in lists."""
        name, *parts = path.split(".")
        known = name in self.local and name != "referencedate"
        value = self.local[name] if known else self.names.named(name)
        for part in parts:
            value = part_of(value, part, path)
        return value

    def operation(self, one: Operation) -> Value:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RunError(f"Maximum operation depth exceeded: {MOST_DEPTH} levels.")
        try:
            return self._operation(one)
        finally:
            self.depth -= 1

    def _operation(self, one: Operation) -> Value:  # noqa: PLR0911 -- one table
        match one.name:
            case "AND" | "OR":
                return self._logic(one)
            case "IF":
                return self._choice(one)
            case "FOREACH":
                return self._each(one)
            case "LIST":
                return [self.of(part) for part in one.values]
            case "IN" | "NOT_IN":
                return self._among(one)
            case name if name in operations.ARITHMETIC:
                return operations.arithmetic(name, [self.of(part) for part in one.values])
        return self._named(one)

    def _named(self, one: Operation) -> Value:
        """The operations whose operands all have a name."""
        given = {key: self.of(part) for key, part in one.named.items()}
        if spread := operations.taint(list(given.values())):
            return spread
        return _apply(one, given)

    def _logic(self, one: Operation) -> Value:
        """A decided operand ends it; else what cannot be expressed spreads; null counts as no."""
        decisive, spread = one.name == "OR", None
        for part in one.values:
            value = self.of(part)
            if isinstance(value, Tainted):
                spread = spread or value
            elif truth(value) == decisive:
                return decisive
        return spread or not decisive

    def _choice(self, one: Operation) -> Value:
        for case in one.cases:
            met = self.of(case.when)
            if isinstance(met, Tainted):
                return met
            if truth(met):
                return self.of(case.then)
        return self.of(one.named["default"]) if "default" in one.named else None

    def _among(self, one: Operation) -> Value:
        subject = self.of(one.named["subject"])
        if isinstance(subject, Tainted):
            return subject
        if "value" in one.named:
            held = self.of(one.named["value"])
            members = held if isinstance(held, list) else [held]
        else:
            members = [self.of(part) for part in one.values]
        return operations.among(subject, members) == (one.name == "IN")

    def _each(self, one: Operation) -> Value:
        """The body for every member that the filter lets through, in a scope of its own."""
        held = self.of(one.named["collection"])
        if isinstance(held, Tainted):
            return held
        members = held if isinstance(held, list) else [] if held is None else [held]
        if len(members) > MOST_MEMBERS:
            raise RunError(f"Invalid operation: FOREACH over more than {MOST_MEMBERS} members.")
        outcomes: list[Value] = []
        for member in members:
            fields = member if isinstance(member, dict) else {}
            own = Scope(self.names, {**fields, str(one.words["as"]): member}, self.depth)
            counts = own.of(one.named["filter"]) if "filter" in one.named else True
            if counts is None or isinstance(counts, Tainted):
                return counts
            if truth(counts):
                outcomes.append(own.of(one.named["body"]))
        return operations.combined(str(one.words["combine"]), outcomes)


def _apply(one: Operation, given: dict[str, Value]) -> Value:  # noqa: PLR0911 -- one table
    match one.name:
        case "EQUALS":
            return operations.equals(given["subject"], given["value"])
        case "NOT_EQUALS":
            return not operations.equals(given["subject"], given["value"])
        case "NOT":
            return not truth(given["value"])
        case "IS_NULL":
            return given["subject"] is None
        case "NOT_NULL":
            return given["subject"] is not None
        case "ROUND" | "CEIL" | "FLOOR":
            return operations.rounded(one.name, given["value"], int(one.words["precision"]))
        case "AGE":
            return dates.age(given["date_of_birth"], given["reference_date"])
        case "DATE_ADD":
            return dates.later(given["date"], given)
        case "DATE":
            return dates.made(given["year"], given["month"], given["day"])
        case "DAY_OF_WEEK":
            return dates.parsed(given["date"]).weekday()
        case "DATE_DIFF":
            return dates.difference(given["from"], given["to"], given["in"])
    return operations.compare(one.name, given["subject"], given["value"])


def part_of(value: Value, part: str, path: str) -> Value:
    """A field of an object or a place in a list. Raises RunError."""
    if isinstance(value, Tainted):
        return value
    if isinstance(value, dict):
        if part in value:
            return value[part]
        raise RunError(f"Variable not found: .{part} (of ${path}).")
    if isinstance(value, list) and part.isdecimal():
        if int(part) < len(value):
            return value[int(part)]
        raise RunError(f"Variable not found: [{part}] (of ${path}).")
    raise RunError(f"Type mismatch: expected object, got {kind(value)} (in ${path}).")
