"""Many residents as columns for the law engine: known facts only, everything else unknown."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

import polars as pl

from oogopslag.core.law import FactDictionary, FactKind, Value
from oogopslag.core.law.population.compiling import ENTITLED, compiled
from oogopslag.core.law.population.people import shape_of
from oogopslag.core.law.population.source import Wanted, read
from oogopslag.core.law.population.sweeping import Here, sweep
from oogopslag.core.law.population.wanting import wanted_by
from oogopslag.core.law.tree import Scheme
from oogopslag.facts.many import Somebody, Told

BORN = "geboortedatum"
_TYPES: dict[str, pl.DataType] = {
    "boolean": pl.Boolean(),
    "amount": pl.Int64(),
    "number": pl.Int64(),
    "date": pl.Date(),
    "string": pl.String(),
}


@dataclass(frozen=True, kw_only=True)
class Certain:
    """Somebody whom the law certainly gives this; cents per period, None without money."""

    resident: UUID
    amount: int | None


def wanted(scheme: Scheme, dictionary: FactDictionary, on: date) -> Wanted:
    return wanted_by([scheme], dictionary, on)


def certain(
    scheme: Scheme, everybody: Sequence[Somebody], dictionary: FactDictionary, on: date
) -> list[Certain]:
    """For whom the verdict is certain, by the engine of whole populations, in their order.

    What a column cannot hold (a birth date without its day, half a number, a value outside the
    fact's domain) is unknown, so it can only make an answer less certain.
    """
    if not everybody:
        return []
    frame = _frame(everybody, wanted(scheme, dictionary, on), dictionary, on)
    people = read(frame.lazy(), dictionary, wanted(scheme, dictionary, on))
    plan = compiled([scheme], on, dictionary, shape_of(people))
    found = []
    with ThreadPoolExecutor(1) as executor:
        for chunk in sweep(plan, Here(people), len(everybody), executor):
            answers = chunk.answers[scheme.name]
            sure = (answers.verdict == ENTITLED) & ~answers.lacking
            for place in sure.nonzero()[0]:
                amount = int(answers.high[place]) if answers.high is not None else None
                who = everybody[chunk.start + int(place)].id
                found.append(Certain(resident=who, amount=amount))
    return found


def _frame(
    everybody: Sequence[Somebody], wants: Wanted, dictionary: FactDictionary, on: date
) -> pl.DataFrame:
    """A row for each resident, then one for everybody beside them as this resident's."""
    rows: list[Told] = [one.facts for one in everybody]
    partner: list[int | None] = []
    members: dict[str, list[list[int] | None]] = {"kinderen": [], "medebewoners": []}
    for one in everybody:
        partner.append(None if one.partner is None else _add(rows, [one.partner])[0])
        for relation, column in members.items():
            told = one.relations.get(relation)
            column.append(None if told is None else _add(rows, told))
    beside = len(rows) - len(everybody)
    back: list[int | None] = [None] * beside  # a partner's partner is oneself
    for place, other in enumerate(partner):
        if other is not None:
            back[other - len(everybody)] = place
    columns = {
        name: pl.Series(
            name, _column(rows, dictionary[name], on), dtype=_TYPES[dictionary[name].type]
        )
        for name in sorted(wants.facts)
    }
    return pl.DataFrame(
        {
            "id": pl.Series("id", range(len(rows)), dtype=pl.Int64),
            "partner": pl.Series("partner", partner + back, dtype=pl.Int64),
            **{
                name: pl.Series(name, [*column, *([None] * beside)], dtype=pl.List(pl.Int64))
                for name, column in members.items()
            },
            **columns,
        }
    )


def _add(rows: list[Told], told: Sequence[Told]) -> list[int]:
    first = len(rows)
    rows.extend(told)
    return list(range(first, len(rows)))


def _column(rows: Sequence[Told], kind: FactKind, on: date) -> list[Value | None]:
    return [_held(row.get(kind.name), kind, on) for row in rows]


def _held(value: Value | None, kind: FactKind, on: date) -> Value | None:
    """The value as a column holds it; None where it cannot, or where no law was made for it."""
    match kind.type, value:
        case "boolean", bool():
            return value
        case "string", str():
            return value
        case "date", date():
            latest = on if kind.name == BORN else kind.high
            return value if kind.low <= value <= latest else None  # type: ignore[operator]  # dates
        case "amount" | "number", int() | Fraction() if not isinstance(value, bool):
            whole = Fraction(value)
            fits = whole.denominator == 1 and kind.low <= whole <= kind.high  # type: ignore[operator]  # numbers
            return int(whole) if fits else None
    return None
