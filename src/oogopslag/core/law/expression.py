"""Reads an expression in Dutch names: `als a >= € 24 dan max(0, b - c) anders 0`.

Numbers are Dutch: `1.234,56`, `13,730%`, `€ 24`. A comma before a space parts arguments.
Words: als dan anders, en of niet, waar, ja nee. Aggregates: `som(kinderen: x, waar y)`,
`aantal(kinderen, waar y)`, `een_van(kinderen: y)`, `allen(kinderen: y)`, and with what it is for
nobody: `hoogste(kinderen: x, waar y, anders € 0)`, `laagste(…)`.
"""

import re
from collections.abc import Callable
from fractions import Fraction

from oogopslag.core.law.errors import LawError
from oogopslag.core.law.operations import FUNCTIONS
from oogopslag.core.law.subject import RELATIONS
from oogopslag.core.law.tree import Aggregate, Aggregation, Choice, Constant, Name, Node, Operation

_TOKEN = re.compile(
    r"\s*(?:(?P<amount>€\s*\d[\d.]*(?:,\d+)?)"
    r"|(?P<number>\d[\d.]*(?:,\d+)?%?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)"
    r"|(?P<string>'[^']*')"
    r"|(?P<sign><=|>=|<>|[-+*/()<>=:,]))"
)
_AGGREGATES: dict[str, Aggregation] = {
    "som": "sum",
    "aantal": "count",
    "een_van": "any",
    "allen": "all",
    "hoogste": "max",
    "laagste": "min",
}
_EXTREMES = {"hoogste", "laagste"}
_COMPARE = {"<", "<=", ">", ">=", "=", "<>"}


def parse(text: str) -> Node:
    """The tree of an expression. Raises LawError with a sentence when it cannot be read."""
    reader = _Reader(_tokens(text), text)
    node = reader.choice()
    if reader.peek():
        raise LawError(f"I did not expect {reader.peek()!r} in {text!r}.")
    return node


def number(text: str) -> Fraction:
    """A Dutch number, per cent included, as an exact fraction. Raises ValueError for none."""
    digits = text.rstrip("%").replace(".", "").replace(",", ".")
    if "/" in digits:
        raise ValueError(f"{text} is no number.")
    return Fraction(digits) / (100 if text.endswith("%") else 1)


def cents(text: str) -> int:
    """`€ 1.234,56` as whole cents. Raises LawError for a part of a cent."""
    value = number(text.lstrip("€ ")) * 100
    if value.denominator != 1:
        raise LawError(f"{text} is not a whole number of cents.")
    return int(value)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match:
            raise LawError(f"I cannot read {text[position:].strip()!r} in {text!r}.")
        kind = str(match.lastgroup)
        tokens.append((kind, match.group(kind)))
        position = match.end()
    return tokens


class _Reader:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[tuple[str, str]], text: str) -> None:
        self.tokens, self.text, self.at = tokens, text, 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise LawError(f"{self.text!r} ends too early.")
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, word: str) -> bool:
        if self.peek() == word:
            self.at += 1
            return True
        return False

    def need(self, word: str) -> None:
        if not self.skip(word):
            found = self.peek() or "the end"
            raise LawError(f"I expected {word!r} and found {found!r} in {self.text!r}.")

    def choice(self) -> Node:
        if not self.skip("als"):
            return self.any()
        condition = self.any()
        self.need("dan")
        then = self.choice()
        self.need("anders")
        return Choice(condition, then, self.choice())

    def any(self) -> Node:
        return self._chain(self.all, {"of"})

    def all(self) -> Node:
        return self._chain(self.negation, {"en"})

    def negation(self) -> Node:
        if self.skip("niet"):
            return Operation("niet", (self.negation(),))
        return self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        if self.peek() in _COMPARE:
            sign = self.take()[1]
            return Operation(sign, (left, self.sum()))
        return left

    def sum(self) -> Node:
        return self._chain(self.product, {"+", "-"})

    def product(self) -> Node:
        return self._chain(self.single, {"*", "/"})

    def _chain(self, part: Callable[[], Node], signs: set[str]) -> Node:
        node = part()
        while self.peek() in signs:
            sign = self.take()[1]
            node = Operation(sign, (node, part()))
        return node

    def single(self) -> Node:
        kind, text = self.take()
        match kind:
            case "amount":
                return Constant(cents(text), "amount")
            case "number":
                return Constant(number(text), "number")
            case "string":
                return Constant(text[1:-1], "string")
            case "word":
                return self.word(text)
        if text == "(":
            node = self.choice()
            self.need(")")
            return node
        if text == "-":
            return Operation("min_teken", (self.single(),))
        raise LawError(f"I did not expect {text!r} in {self.text!r}.")

    def word(self, text: str) -> Node:
        if text in {"ja", "nee"}:
            return Constant(text == "ja", "boolean")
        if text == "als":
            self.at -= 1
            return self.choice()
        if self.peek() == "(":
            return self.aggregate(text) if text in _AGGREGATES else self.call(text)
        relation, dot, name = text.partition(".")
        if dot and relation in RELATIONS:
            return Name(name, of=relation)
        return Name(text)

    def call(self, name: str) -> Node:
        if name not in FUNCTIONS:
            raise LawError(f"There is no function named {name!r}.")
        self.need("(")
        arguments = [self.choice()]
        while self.skip(","):
            arguments.append(self.choice())
        self.need(")")
        low, high = FUNCTIONS[name]
        if not low <= len(arguments) <= high:
            raise LawError(f"{name} takes {low} to {high} values, not {len(arguments)}.")
        return Operation(name, tuple(arguments))

    def aggregate(self, name: str) -> Node:
        self.need("(")
        relation = self.take()[1]
        if relation not in RELATIONS:
            raise LawError(f"{relation!r} is no relation: use {', '.join(RELATIONS)}.")
        expression = self.choice() if self.skip(":") else None
        where, otherwise = None, None
        if (more := self.skip(",")) and self.skip("waar"):
            where, more = self.any(), self.skip(",")
        if more:
            otherwise = self.default(name)
        self.need(")")
        if (expression is None) != (name == "aantal"):
            raise LawError(f"{name} is written {name}(relatie{'' if name == 'aantal' else ': x'}).")
        if name in _EXTREMES and otherwise is None:
            raise LawError(f"What is the {name} of nobody? Write {name}(relatie: x, anders € 0).")
        return Aggregate(_AGGREGATES[name], relation, expression, where, otherwise)

    def default(self, name: str) -> Constant:
        """What an aggregate is over nobody: a number or an amount."""
        if name not in _EXTREMES:
            self.need("waar")
        self.need("anders")
        minus, value = self.skip("-"), self.single()
        if not isinstance(value, Constant) or value.type not in {"amount", "number"}:
            raise LawError(f"After 'anders' {name} takes one number or amount: {self.text!r}.")
        return Constant(-value.value, value.type) if minus else value  # type: ignore[operator]  # a number
