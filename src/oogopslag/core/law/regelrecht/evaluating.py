"""Gives an expression its value in a scope: lazily where the law may stop, else all operands."""

from dataclasses import dataclass, field
from typing import Protocol

from oogopslag.core.law.regelrecht import dates, operations
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.nothing import (
    Nothing,
    instead,
    joined,
    unknown_in,
    verdict,
)
from oogopslag.core.law.regelrecht.tree import Literal, Operand, Operation, Reference
from oogopslag.core.law.regelrecht.values import Tainted, Unknown, Value, kind

MOST_DEPTH = 100
MOST_MEMBERS = 1_000


_STRUCTURAL = frozenset({"EQUALS", "NOT_EQUALS", "IS_NULL", "NOT_NULL"})
"""Operations that take absence as a value like any other."""


class Names(Protocol):
    """Who knows what a name stands for, and what nothing means there.

    Raises RunError for a name that stands for nothing.
    """

    nothing: Nothing

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
            value = part_of(value, part, path, self.names.nothing)
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
                return self._arithmetic(one)
        return self._named(one)

    def _named(self, one: Operation) -> Value:
        """The operations whose operands all have a name."""
        given = {key: self.of(part) for key, part in one.named.items()}
        operands = list(given.values())
        if one.name in _STRUCTURAL:
            open_ = operations.taint(operands) or unknown_in(operands)
            return open_ or _apply(one, given)
        if one.name == "NOT":
            met = verdict("NOT", given["value"], self.names.nothing)
            return not met if isinstance(met, bool) else met
        found = instead(one.name, operands, self.names.nothing)
        return found.value if found else _apply(one, given)

    def _arithmetic(self, one: Operation) -> Value:
        values = [self.of(part) for part in one.values]
        found = instead(one.name, values, self.names.nothing)
        return found.value if found else operations.arithmetic(one.name, values)

    def _logic(self, one: Operation) -> Value:
        """A decided operand ends it, whatever the others turn out to be."""
        decisive, open_ = one.name == "OR", []
        for part in one.values:
            met = verdict(one.name, self.of(part), self.names.nothing)
            if not isinstance(met, bool):
                open_.append(met)
            elif met == decisive:
                return decisive
        return joined(open_) if open_ else not decisive

    def _choice(self, one: Operation) -> Value:
        """The first case that holds; what leaves a case open leaves the choice open."""
        for case in one.cases:
            met = verdict("IF", self.of(case.when), self.names.nothing)
            if not isinstance(met, bool):
                return met
            if met:
                return self.of(case.then)
        return self.of(one.named["default"]) if "default" in one.named else None

    def _among(self, one: Operation) -> Value:
        """Whether the subject is one of several. What is unknown in either leaves it open, unless
        a member is certainly it.
        """
        subject = self.of(one.named["subject"])
        if isinstance(subject, Tainted):
            return subject
        if one.values or "value" not in one.named:
            members = [self.of(part) for part in one.values]
        else:
            held = self.of(one.named["value"])
            members = held if isinstance(held, list) else [held]
        known = unknown_in(subject) is None
        if known and operations.among(subject, members):
            return one.name == "IN"
        return unknown_in([subject, *members]) or one.name == "NOT_IN"

    def _each(self, one: Operation) -> Value:
        """The body for every member that the filter lets through, in a scope of its own.

        Nothing has no members, and what is no list is its only one.
        """
        held = self.of(one.named["collection"])
        if isinstance(held, Tainted | Unknown):
            return held
        members = held if isinstance(held, list) else [] if held is None else [held]
        if len(members) > MOST_MEMBERS:
            raise RunError(f"Invalid operation: FOREACH over more than {MOST_MEMBERS} members.")
        outcomes: list[Value] = []
        for member in members:
            fields = member if isinstance(member, dict) else {}
            own = Scope(self.names, {**fields, str(one.words["as"]): member}, self.depth)
            counts = own.of(one.named["filter"]) if "filter" in one.named else True
            if counts is None and self.names.nothing is not Nothing.DECLARED:
                return None
            met = verdict("FOREACH", counts, self.names.nothing)
            if isinstance(met, Tainted | Unknown):
                return met
            if met:
                outcomes.append(own.of(one.named["body"]))
        return self._combined(str(one.words["combine"]), outcomes)

    def _combined(self, how: str, outcomes: list[Value]) -> Value:
        """What a combine makes of the outcomes; without one they stay a list."""
        if not how:
            return list(outcomes)
        if how in {"AND", "OR"} and self.names.nothing is Nothing.DECLARED:
            return self._logic(Operation(how, 0, tuple(Literal(one) for one in outcomes)))
        if self.names.nothing is Nothing.DECLARED:
            found = instead(f"FOREACH {how}", outcomes, self.names.nothing)
            if found:
                return found.value
        return operations.combined(how, outcomes)


def _apply(one: Operation, given: dict[str, Value]) -> Value:  # noqa: PLR0911 -- one table
    match one.name:
        case "EQUALS":
            return operations.equals(given["subject"], given["value"])
        case "NOT_EQUALS":
            return not operations.equals(given["subject"], given["value"])
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
        case "DATE_PART":
            return dates.part(given["date"], given["in"])
        case "START_OF":
            return dates.start(given["date"], given["in"])
    return operations.compare(one.name, given["subject"], given["value"])


def part_of(value: Value, part: str, path: str, nothing: Nothing) -> Value:
    """A field of an object or a place in a list; of nothing, nothing. Raises RunError."""
    if isinstance(value, Tainted | Unknown):
        return value
    if value is None and nothing is not Nothing.IS_NO:
        return None
    if isinstance(value, dict):
        if part in value:
            return value[part]
        raise RunError(f"Variable not found: .{part} (of ${path}).")
    if isinstance(value, list) and part.isdecimal():
        if int(part) < len(value):
            return value[int(part)]
        raise RunError(f"Variable not found: [{part}] (of ${path}).")
    raise RunError(f"Type mismatch: expected object, got {kind(value)} (in ${path}).")
