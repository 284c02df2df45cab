"""The answers of a sweep as a table: one row per person, five columns per scheme."""

from collections.abc import Iterable, Iterator

import polars as pl

from oogopslag.core.law.population.compiling import NOT, Plan
from oogopslag.core.law.population.people import People
from oogopslag.core.law.population.sweeping import Answers, Chunk

VERDICTS = ["not", "depends", "entitled"]


def tables(plan: Plan, people: People, chunks: Iterable[Chunk]) -> Iterator[pl.DataFrame]:
    """`id`, and for each scheme `<scheme>.verdict`, `.amount_low`, `.amount_high` (cents, empty
    when there is no right, no money, or a figure of the law is missing), `.next_question`,
    `.missing` (how many facts still decide).
    """
    for chunk in chunks:
        columns: list[pl.Series] = [pl.Series("id", people.ids[chunk.start : chunk.stop])]
        for name, answers in chunk.answers.items():
            columns += _columns(name, answers, plan.ranges[name].questions)
        yield pl.DataFrame(columns)


def _columns(name: str, answers: Answers, questions: tuple[str, ...]) -> list[pl.Series]:
    verdicts = pl.Series(VERDICTS, dtype=pl.Enum(VERDICTS))
    found = [verdicts.gather(answers.verdict).alias(f"{name}.verdict")]
    right = pl.Series((answers.verdict != NOT) & ~answers.lacking)
    for end, values in (("amount_low", answers.low), ("amount_high", answers.high)):
        if values is not None:
            cents = pl.DataFrame({"cents": values, "right": right})
            shown = cents.select(pl.when("right").then(pl.col("cents").cast(pl.Int64)))
            found.append(shown.to_series().alias(f"{name}.{end}"))
    asked = pl.Series([*questions, None], dtype=pl.Enum(questions))
    places = answers.question.copy()
    places[places < 0] = len(questions)
    found.append(asked.gather(places).alias(f"{name}.next_question"))
    found.append(pl.Series(f"{name}.missing", answers.missing))
    return found
