"""Events that never happened, from a seed: for a demonstration year and for the benchmark.

`ability` (0 to 1, per cell) says how well a service works: the shares of every indicator follow
from it, so that levels are earned by the same formulas as with real events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from oogopslag.core.readiness.columns import schema
from oogopslag.core.readiness.events import Vocabulary
from oogopslag.core.readiness.intervals import Floats, Ints

MODES = ("self", "easy", "assisted", "paper")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Services of organisations in one month, side by side; `volume` is letters a month."""

    organisation: Sequence[str]
    service: Sequence[str]
    layer: Sequence[str]
    domain: Sequence[str]
    volume: Floats
    ability: Floats


def share(ability: Floats, needed: float, threshold: float, worst: float = 0.15) -> Floats:
    """A share that is safely above `threshold` from the ability that its level needs."""
    above = threshold + (1 - threshold) * 0.6
    return np.clip(above + 0.9 * (ability - needed), worst, 0.996)


class _Month:
    """Collects the events of one month."""

    def __init__(self, cells: Cells, rng: np.random.Generator) -> None:
        self.cells, self.rng = cells, rng
        self.parts: list[pl.DataFrame] = []

    def add(self, event: str, many: Ints, channel: str = "app", **fields: Any) -> Ints:
        """`many` events per cell; a field is a share per cell, a code, or codes with weights."""
        at = np.repeat(np.arange(len(many)), many)
        columns: dict[str, Any] = {"cell": at.astype(np.int32)}
        for name, value in fields.items():
            columns[name] = self._field(value, at)
        part = pl.DataFrame(columns).with_columns(event=pl.lit(event), channel=pl.lit(channel))
        self.parts.append(part)
        return many

    def _field(self, value: Any, at: Ints) -> Any:
        if isinstance(value, str):
            return [value] * len(at)
        if isinstance(value, tuple):
            codes, weights = value
            return np.asarray(codes)[self.rng.choice(len(codes), len(at), p=weights)]
        if isinstance(value, list):  # minutes or days: an exponential with this mean per cell
            mean = np.asarray(value[0])[at]
            return (self.rng.exponential(1.0, len(at)) * mean).astype(np.int32)
        return self.rng.random(len(at)) < np.asarray(value)[at]

    def some(self, of: Ints, p: Any) -> Ints:
        return self.rng.binomial(of, np.broadcast_to(np.clip(p, 0, 1), of.shape))

    def poisson(self, mean: Floats) -> Ints:
        return self.rng.poisson(mean)


def month_of_events(vocabulary: Vocabulary, cells: Cells, month: date, seed: int) -> pl.DataFrame:
    """The events of a month, in the columns of an event file; the same seed, the same events."""
    rng = np.random.default_rng([seed, month.year, month.month])
    made = _Month(cells, rng)
    letters = _conversation(made, cells)
    _forms(made, cells, letters)
    _cases(made, cells, letters)
    return _framed(vocabulary, cells, made, month, rng)


def _conversation(made: _Month, cells: Cells) -> Ints:
    a = cells.ability
    letters = made.poisson(cells.volume)
    area = (("city", "town", "village"), (0.4, 0.35, 0.25))
    made.add("letter.sent", letters, "system", area=area,
             reply_contract=share(a, 0.5, 0.8), inbox=share(a, 0.25, 0.8))  # fmt: skip
    opened = made.add("letter.opened", made.some(letters, 0.55 + 0.4 * a))
    made.add("letter.read_aloud", made.some(opened, 0.04))
    made.add("letter.returned_as_too_hard", made.some(letters, 0.02 * (1 - a)))
    received = made.add("reply.received", made.some(letters, 0.3))
    answered = made.some(received, 0.99)
    made.add("reply.answered", answered, "desk", substantive=np.full(len(a), 0.995),
             in_time=share(a, 0.5, 0.8), minutes=[900 + 6000 * (1 - a)])  # fmt: skip
    made.add("reply.closed_by_resident", made.some(answered, 0.4 + 0.5 * a))
    made.add("promise.made", received, "desk")
    made.add("promise.kept", made.some(received, share(a, 0.4, 0.8)), "desk")
    feedback = made.add("feedback.received", made.some(letters, 0.15))
    made.add("feedback.closed", made.some(feedback, 0.99), "desk", in_time=share(a, 0.5, 0.8),
             reason=np.full(len(a), 0.99))  # fmt: skip
    better = made.add("improvement.proposed", made.some(feedback, 0.2))
    made.add("improvement.adopted", made.some(better, 0.1 + 0.4 * a), "desk")
    return letters


def _forms(made: _Month, cells: Cells, letters: Ints) -> None:
    a = cells.ability
    for mode, part in zip(MODES, (0.7, 0.12, 0.12, 0.06), strict=True):
        started = made.some(letters, part)
        channel = {"assisted": "helper", "paper": "paper"}.get(mode, "app")
        made.add("form.started", started, channel, mode=mode)
        gap = 0.0 if mode == "self" else np.clip(0.35 * (0.86 - a), 0.0, 0.3)
        done = made.some(started, share(a, 0.78, 0.85, 0.4) - gap)
        made.add("form.submitted", done, channel, mode=mode, within_week=np.full(len(a), 0.995),
                 minutes=[6 + 14 * (1 - a)])  # fmt: skip
    fields = letters * 3
    known = made.some(fields, share(a, 0.78, 0.7, 0.1))
    source = (("brp", "income", "housing"), (0.6, 0.25, 0.15))
    made.add("form.field_prefilled", known, source=source)
    asked_though = made.some(fields, np.clip(0.03 + 0.5 * (0.5 - a), 0.005, 0.5))
    again = np.clip(0.4 * (1 - a), 0.0, 1.0)
    made.add("form.field_asked", asked_though, known_in="brp", again=again)
    made.add("form.field_asked", letters, known_in="nowhere", again=again)
    how = (("register", "word", "stated"), (0.6, 0.2, 0.2))
    made.add("fact.needed", letters, how=how)
    made.add("proof.asked", made.some(letters, 0.4 * (1 - a)), "desk")
    made.add("helper.session", made.some(letters, 0.06), "helper")
    begun = made.add("journey.begun", made.some(letters, 0.3))
    made.add("journey.login", begun + made.some(begun * 3, 1 - a))


def _cases(made: _Month, cells: Cells, letters: Ints) -> None:
    a = cells.ability
    cases = made.some(letters, 0.8)
    offer = np.clip((a - 0.85) * 2, 0, 0.3)
    made.add("case.opened", made.some(cases, 1 - offer), origin="application")
    offered = made.some(cases, offer)
    made.add("case.opened", offered, origin="offer")
    made.add("case.status", made.some(cases, share(a, 0.25, 0.9)), first=np.ones(len(a)))
    made.add("case.handover", made.some(cases, 0.4 * (1 - a)), "desk")
    made.add("case.decision", made.some(cases, 0.95), "desk", explained=share(a, 0.7, 0.95),
             first_time_right=share(a, 0.78, 0.85), in_time=share(a, 0.3, 0.8),
             auto=np.full(len(a), 0.3), days=[10 + 40 * (1 - a)],
             shown=(("certain", "maybe", "no"), (0.6, 0.3, 0.1)),
             granted=share(a, 0.5, 0.8))  # fmt: skip
    shown = offered * 3
    made.add("offer.shown", shown)
    made.add("offer.wrong", made.some(shown, 0.02))
    made.add("access", cases, "desk", role="treat", logged=share(a, 0.2, 0.95, 0.9))
    changes = made.poisson(np.full(len(a), 0.3))
    made.add("change.released", changes, "system", measured=share(a, 0.9, 0.9))
    made.add("obligation.removed", made.some(changes, np.clip(a - 0.8, 0, 0.2)), "system")


def _framed(
    vocabulary: Vocabulary, cells: Cells, made: _Month, month: date, rng: np.random.Generator
) -> pl.DataFrame:
    columns = schema(vocabulary)
    rows = pl.concat(made.parts, how="diagonal_relaxed")
    at = rows["cell"].to_numpy()
    start = datetime(month.year, month.month, 1, tzinfo=UTC)
    following = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=UTC)
    seconds = int((following - start) / timedelta(seconds=1))
    offset = rng.integers(0, seconds, len(rows)) * 1000 + int(start.timestamp() * 1000)
    names: Mapping[str, Sequence[str]] = {
        name: getattr(cells, name) for name in ("organisation", "service", "layer", "domain")
    }
    filled = rows.with_columns(
        id=pl.format("s{}-{}", pl.lit(f"{month:%y%m}"), pl.int_range(pl.len())),
        moment=pl.Series(offset).cast(pl.Datetime("ms", "UTC")),
        pseudonym=pl.lit(""),
        **{name: pl.Series(values, dtype=columns[name]).gather(at)
           for name, values in names.items()},
    )  # fmt: skip
    missing = [pl.lit(None).alias(name) for name in columns if name not in filled.columns]
    return filled.with_columns(missing).select(
        pl.col(name).cast(kind) for name, kind in columns.items()
    )
