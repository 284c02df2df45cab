"""A regelrecht law as it was read: articles with what they take, do and say to other laws."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from oogopslag.core.law.regelrecht.values import Value


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """`$name` or `$name.part.part`, without the sign."""

    path: str

    @property
    def name(self) -> str:
        return self.path.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Case:
    when: "Operand"
    then: "Operand"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `values` are its list, `named` its named operands, `words` its settings."""

    name: str
    line: int = field(compare=False)
    values: tuple["Operand", ...] = ()
    named: Mapping[str, "Operand"] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    words: Mapping[str, str | int] = field(default_factory=dict)


Operand = Literal | Reference | Operation


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, input, output or open term: its name, type and the label of its unit.

    `required`: it must be given; `nullable`: it may be absent.
    """

    name: str
    type: str
    unit: str
    line: int = field(compare=False)
    required: bool = True
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A value from elsewhere: another law, the same law, or (neither) a register."""

    field: Field
    regulation: str
    output: str
    parameters: Mapping[str, Value | Reference]

    @property
    def name(self) -> str:
        return self.field.name


@dataclass(frozen=True, slots=True)
class Action:
    """Gives an output its value; a `fault` was found when reading and is told when it runs."""

    output: str
    operand: Operand
    line: int = field(compare=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """What this article leaves to a lower regulation; `default` runs when none fills it."""

    field: Field
    layer: str
    default: tuple[Action, ...] | None


@dataclass(frozen=True, slots=True)
class Filling:
    """`implements`: this article fills an open term of a higher law."""

    law: str
    article: str
    term: str


@dataclass(frozen=True, slots=True)
class Hook:
    """This article runs beside others, before or after their actions.

    Beside every article of a legal character at a stage; or, with `submission`, beside every
    article where somebody submits such a thing: `decided_by` and `established_by` narrow that.
    """

    before: bool
    character: str
    decision: str
    stage: str
    submission: str = ""
    decided_by: str = ""
    established_by: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """This article says otherwise than another: when its law is asked, or is the law of both.

    With `voids` the output does not arise at all; `ground` are the words that say so.
    """

    law: str
    article: str
    output: str
    voids: bool = False
    ground: str = ""

    def concerns(self, law: str, article: str, output: str) -> bool:
        return (self.law, self.article, self.output) == (law, article, output)


@dataclass(frozen=True, slots=True)
class Untranslatable:
    construct: str
    reason: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a procedure and the facts without which it cannot begin.

    `also` is the step of the general procedure that it is (`is: BESLUIT`), "" when it is itself.
    """

    name: str
    requires: tuple[str, ...]
    also: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    id: str
    character: str
    default: bool
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    number: str
    line: int = field(compare=False)
    text: str = ""
    url: str = ""
    definitions: Mapping[str, Value] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[Field, ...] = ()
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Field, ...] = ()
    actions: tuple[Action, ...] = ()
    character: str = ""
    decision: str = ""
    procedure: str = ""
    submission: str = ""
    decides_on: tuple[str, ...] = ()
    open_terms: tuple[OpenTerm, ...] = ()
    fills: tuple[Filling, ...] = ()
    hooks: tuple[Hook, ...] = ()
    overrides: tuple[Override, ...] = ()
    untranslatables: tuple[Untranslatable, ...] = ()

    def gives(self, output: str) -> Field | None:
        return next((one for one in self.outputs if one.name == output), None)

    def replacing(self, law: str, output: str) -> Override | None:
        """How this article says otherwise than a law about an output, with another value."""
        found = (o for o in self.overrides if (o.law, o.output) == (law, output) and not o.voids)
        return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One version of one regulation; `valid_to` is inclusive, None means without end.

    Two of them are equal when they say the same, wherever and however it is written.
    """

    id: str
    schema: str = field(compare=False)
    layer: str
    valid_from: date | None
    valid_to: date | None
    title: str
    url: str
    places: Mapping[str, str]
    articles: tuple[Article, ...]
    procedures: tuple[Procedure, ...]
    digest: str = field(compare=False)
    file: str = field(compare=False)

    def article(self, number: str) -> Article | None:
        return next((one for one in self.articles if one.number == number), None)

    def ordinary(self, output: str) -> tuple[Article, ...]:
        """The articles that give an output of themselves: not beside or instead of another."""
        return tuple(
            one
            for one in self.articles
            if one.gives(output)
            and not one.hooks
            and not any((rule.law, rule.output) == (self.id, output) for rule in one.overrides)
        )

    def producing(self, output: str) -> Article | None:
        """The article that an output is asked of; the last one when several give it.

        One that gives it beside or instead of another counts only when no other does.
        """
        giving = self.ordinary(output) or [one for one in self.articles if one.gives(output)]
        return giving[-1] if giving else None
