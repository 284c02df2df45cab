"""Law in words: values as people write them, texts with their values, and rules as sentences."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from oogopslag.core.law.finding import Text
from oogopslag.core.law.span import Span
from oogopslag.core.law.subject import Kind
from oogopslag.core.law.tree import Aggregate, Choice, Constant, Name, Node, Operation

_HOLE = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_SIGNS = {
    "nl": {"en": "en", "of": "of", ">=": "is minstens", "<=": "is hoogstens", "<": "is minder dan",
           ">": "is meer dan", "=": "is", "<>": "is niet", "+": "plus", "-": "min", "*": "maal",
           "/": "gedeeld door"},
    "en": {"en": "and", "of": "or", ">=": "is at least", "<=": "is at most", "<": "is less than",
           ">": "is more than", "=": "is", "<>": "is not", "+": "plus", "-": "minus",
           "*": "times", "/": "divided by"},
}  # fmt: skip


def holes(text: Text) -> set[str]:
    """The names between braces in a text."""
    return {name for words in text.values() for name in _HOLE.findall(words)}


def filled(text: Text, values: Mapping[str, Span], types: Mapping[str, Kind]) -> dict[str, str]:
    """The text with its values, in each of its languages."""
    return {
        language: _HOLE.sub(lambda m: shown(values[m[1]].low, types[m[1]], language), words)  # noqa: B023 -- used at once
        for language, words in text.items()
    }


def shown(value: Any, kind: Kind, language: str, names: Mapping[str, Text] | None = None) -> str:
    """A value as people of that language write it: € 1.234,56, 4 maart 1991, ja."""
    if names and value in names:
        return names[value].get(language) or names[value]["nl"]
    match kind:
        case "amount":
            return money(value, language)
        case "date":
            return day(value, language)
        case "boolean":
            return {"nl": ("nee", "ja"), "en": ("no", "yes")}.get(language, ("no", "yes"))[value]
        case "number" if Fraction(value).denominator != 1:
            text = f"{float(value):.4f}".rstrip("0")
            return text.replace(".", ",") if language == "nl" else text
    return str(value)


def money(cents: Any, language: str) -> str:
    """Cents as euros; whole euros without decimals."""
    whole, rest = divmod(abs(round(cents)), 100)
    text = f"{whole:,}" + (f".{rest:02}" if rest else "")
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    sign, space = "−" if cents < 0 else "", "\u00a0" if language == "nl" else ""
    return f"{sign}€{space}{text}"


def day(value: date, language: str) -> str:
    months = _MONTHS.get(language, _MONTHS["en"]).split()
    return f"{value.day} {months[value.month - 1]} {value.year}"


def sentence(node: Node, language: str) -> str:  # noqa: PLR0911 -- one line a node
    """An expression as a sentence, names as the law uses them."""
    signs = _SIGNS[language]
    match node:
        case Constant(value, kind):
            return shown(value, kind, language)
        case Name(name, of):
            plain = name.replace("_", " ")
            return f"{plain} ({of})" if of else plain
        case Choice(condition, then, otherwise):
            words = ("als", "dan", "anders") if language == "nl" else ("if", "then", "otherwise")
            parts = (sentence(part, language) for part in (condition, then, otherwise))
            return " ".join(f"{word} {part}" for word, part in zip(words, parts, strict=True))
        case Operation(operator, (left, right)) if operator in signs:
            return f"{sentence(left, language)} {signs[operator]} {sentence(right, language)}"
        case Operation("niet", (one,)):
            return f"{'niet' if language == 'nl' else 'not'} ({sentence(one, language)})"
        case Operation(operator, arguments):
            inner = ", ".join(sentence(argument, language) for argument in arguments)
            return f"{operator.replace('_', ' ')} ({inner})"
        case Aggregate(kind, relation, expression, where, otherwise):
            over, only, none = {
                "nl": ("van", "waar", "anders"), "en": ("of", "where", "otherwise"),
            }[language]  # fmt: skip
            text = f"{kind} {over} {relation}"
            text += f": {sentence(expression, language)}" if expression else ""
            text += f", {only} {sentence(where, language)}" if where else ""
            return text + (f", {none} {sentence(otherwise, language)}" if otherwise else "")
