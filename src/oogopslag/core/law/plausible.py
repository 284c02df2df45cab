"""What cannot be true of a person: no law was made for it, so no amount is given."""

from collections.abc import Iterator
from datetime import date

from oogopslag.core.law.scope import MOST_MEMBERS, Scope
from oogopslag.core.law.subject import Between, FactDictionary, FactKind, Kind, Person, Value
from oogopslag.core.law.tree import Scheme
from oogopslag.core.law.words import shown

BORN = "geboortedatum"


def impossible(person: Person, on: date, dictionary: FactDictionary, path: str = "") -> str:
    """The first thing that cannot be, as a sentence; empty when all can be.

    A fact must lie within the bounds of the dictionary (inclusive), a birth not after `on`, and
    somebody has one partner at most and no more others beside them than laws are read for.
    """
    return next(_impossible(person, on, dictionary, path), "")


def _impossible(person: Person, on: date, dictionary: FactDictionary, path: str) -> Iterator[str]:
    for name, value in person.facts.items():
        if name in dictionary:
            yield from _fact(path + name, value, dictionary[name], on)
    for name, members in person.relations.items():
        if name == "partner" and len(members) > 1:
            yield f"{path}partner: somebody has one partner at most, not {len(members)}."
        if len(members) > MOST_MEMBERS:
            yield f"{path}{name}: laws are read for {MOST_MEMBERS} at most, not {len(members)}."
        for number, member in enumerate(members, 1):
            place = f"{path}{name}." if name == "partner" else f"{path}{name}[{number}]."
            yield from _impossible(member, on, dictionary, place)


def _fact(path: str, value: Value, kind: FactKind, on: date) -> Iterator[str]:
    if kind.type == "string" and kind.options and value not in kind.options:
        yield f"{path} is {value!r}: it must be one of {', '.join(kind.options)}."
    if kind.type not in {"amount", "number", "date"} or isinstance(value, Between):
        return
    said = shown(value, kind.type, "en")
    if kind.name == BORN and isinstance(value, date) and value > on:
        yield f"{path} is {said}: that lies in the future on {shown(on, 'date', 'en')}."
    elif not kind.low <= value <= kind.high:  # type: ignore[operator]  # of one kind
        low, high = (shown(end, kind.type, "en") for end in (kind.low, kind.high))
        yield f"{path} is {said}: it must lie from {low} to {high}."


def underivable(
    person: Person, scheme: Scheme, dictionary: FactDictionary, on: date, path: str = ""
) -> str:
    """The first given value that the scheme could derive of nobody, as a sentence; or empty.

    A rule lies between the ends it has for somebody of whom nothing is known, both inclusive.
    """
    anybody = Scope(scheme, dictionary, Person(), on)
    for name in person.facts.keys() & scheme.rules.keys():
        if sentence := _beyond(path + name, person.facts[name], scheme.rules[name].type, anybody):
            return sentence
    for relation, members in person.relations.items():
        for member in members:
            place = f"{path}{relation}."
            if sentence := underivable(member, scheme, dictionary, on, place):
                return sentence
    return ""


def _beyond(path: str, value: Value, kind: Kind, anybody: Scope) -> str:
    ends = anybody.named(path.rsplit(".", 1)[-1])
    if kind not in {"amount", "number", "date"} or isinstance(value, Between):
        return ""
    if ends.low <= value <= ends.high:  # of one kind
        return ""
    said, low, high = (shown(one, kind, "en") for one in (value, ends.low, ends.high))
    return f"{path} is {said}: the law derives it from {low} to {high}."
