"""Whom the law is read for: what is known of a person, and what each fact can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Self, get_args

from oogopslag.core.law.finding import Text

Kind = Literal["boolean", "amount", "number", "date", "string"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Between:
    """A fact known only within bounds, both inclusive: a birth date without its day."""

    low: date | int
    high: date | int


Value = bool | int | Fraction | date | str | Between


@dataclass(frozen=True, kw_only=True)
class FactKind:
    """What a fact can be. Amounts are cents; `low` and `high` are inclusive.

    `options` are what can be chosen; `names` say what a code means (the options too).
    `cost` orders questions: 1 is a register, 10 is hard to ask. `source` names the register,
    or "resident".
    """

    name: str
    type: Kind
    label: Text
    question: Text
    hint: Text | None = None
    low: int | date = 0
    high: int | date = 0
    options: Mapping[str, Text] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)
    subject: str = ""
    sensitivity: Literal["low", "normal", "high"] = "normal"
    cost: int = 1
    source: str = "resident"


class FactDictionary(Mapping[str, FactKind]):
    """All facts that laws may name."""

    def __init__(self, kinds: Mapping[str, FactKind]) -> None:
        self._kinds = dict(kinds)

    def __getitem__(self, name: str) -> FactKind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def kind_of(self, path: str) -> FactKind:
        """The kind of "vermogen", "partner.vermogen" or "kinderen[].geboortedatum"."""
        return self._kinds[path.replace("[]", "").rsplit(".", 1)[-1]]


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of one person; a name that is absent is unknown, never zero.

    `relations` holds the people beside them: "partner" (none or one), "kinderen",
    "medebewoners"; an absent relation is unknown. `likely` holds last known values: they
    only serve the label "probably".
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    relations: Mapping[str, tuple["Person", ...]] = field(default_factory=dict)
    likely: Mapping[str, Value] = field(default_factory=dict)

    def knowing(self, extra: Mapping[str, Value]) -> "Person":
        """The same person with more facts; a name "partner.x" goes to the partner."""
        own = {name: value for name, value in extra.items() if "." not in name}
        relations = dict(self.relations)
        of_partner = {n.split(".", 1)[1]: v for n, v in extra.items() if n.startswith("partner.")}
        if of_partner:
            partner = relations.get("partner") or (Person(),)
            relations["partner"] = (partner[0].knowing(of_partner),)
        return Person(facts={**self.facts, **own}, relations=relations, likely=self.likely)

    @classmethod
    def from_json(cls, data: Mapping[str, object], types: Mapping[str, Kind]) -> Self:
        """Reads `{"geboortedatum": "1990-05-01", "partner": {…} | null, "kinderen": [{…}]}`.

        `types` gives the type of each name. Raises ValueError with a sentence that names the
        wrong name or value.
        """
        facts: dict[str, Value] = {}
        relations: dict[str, tuple[Person, ...]] = {}
        for name, value in data.items():
            if name in RELATIONS:
                relations[name] = tuple(cls.from_json(one, types) for one in _members(name, value))
            elif name in types:
                facts[name] = _read(name, types[name], value)
            else:
                raise ValueError(f"No law knows a fact named {name!r}.")
        return cls(facts=facts, relations=relations)


_MOST_DIGITS = 30
_WANTED: Mapping[Kind, str] = {
    "amount": "a whole number of cents",
    "boolean": "true or false",
    "number": "a number",
    "date": "a day, written as YYYY-MM-DD",
    "string": "a text",
}
RELATIONS = ("partner", "kinderen", "medebewoners")


def _members(name: str, value: object) -> list[Mapping[str, object]]:
    if value is None:
        return []
    members: list[object] = value if isinstance(value, list) else [value]
    found = [member for member in members if isinstance(member, dict)]
    if len(found) != len(members):
        raise ValueError(f"{name} must be an object, a list of objects, or null.")
    return list(found)


def _finite(value: float | Decimal) -> bool:
    """A number with an end that is written in at most as many digits as a law can need."""
    return (
        not isinstance(value, bool)
        and Decimal(str(value)).is_finite()
        and abs(Decimal(str(value)).adjusted()) < _MOST_DIGITS
    )


def _read(name: str, kind: Kind, value: object) -> Value:
    match kind, value:
        case "boolean", bool():
            return value
        case "amount", int() if not isinstance(value, bool):
            return value
        case "number", int() | float() | Decimal() if _finite(value):
            return Fraction(str(value))
        case "string", str():
            return value
        case "date", str():
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise ValueError(f"{name}: {value!r} is not a date that exists.") from None
    wanted = _WANTED[kind]
    told = str(value) if isinstance(value, Decimal) else repr(value)
    raise ValueError(f"{name} must be {wanted}, not {told}.")
