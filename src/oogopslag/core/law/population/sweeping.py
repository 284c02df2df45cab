"""Evaluates schemes for everybody: in blocks, on any executor, the same answer in any order.

Each block is read exactly first; whose answer may rest on something unknown is read again with
ranges. So each person gets what the scalar reader gives them, whatever the size of the blocks,
the number of threads or the order of the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from oogopslag.core.law.population.compiling import DEPENDS, ENTITLED, NOT, Plan
from oogopslag.core.law.population.people import People
from oogopslag.core.law.population.running import Run, run

Array = np.ndarray[Any, Any]
BLOCK = 16_384
"""People per block: what one instruction touches stays in the processor's cache."""
CHUNK = 16 * BLOCK
"""People per task of the executor."""
AHEAD = 8
"""Chunks that are computed while the first is read: more would only wait in memory."""


@dataclass(frozen=True)
class Answers:
    """What one scheme says of some people, in their order.

    `low` and `high` are whole cents, both inclusive, only where the verdict is not NOT; None for a
    scheme without money. `lacking` says for whom a figure of the law itself is missing: then it
    depends, and there is no amount (both are 0). `question` is the place in the plan's questions of
    what to ask first, -1 for none; `missing` how many facts still decide something.
    """

    verdict: Array
    low: Array | None
    high: Array | None
    question: Array
    missing: Array
    lacking: Array


@dataclass(frozen=True)
class Chunk:
    """The answers of the people from `start` to `stop` (exclusive), and seconds per scheme."""

    start: int
    stop: int
    answers: Mapping[str, Answers]
    seconds: Mapping[str, float]


class Source(Protocol):
    """Where a task finds the people; it must travel to another process for a cluster."""

    def people(self) -> People: ...


@dataclass(frozen=True)
class Here:
    """People in this process."""

    found: People

    def people(self) -> People:
        return self.found


@dataclass
class _Whole:
    """The answers of one scheme for one task, while they are filled block by block."""

    size: int
    money: bool
    verdict: Array = field(init=False)
    low: Array = field(init=False)
    high: Array = field(init=False)
    question: Array = field(init=False)
    missing: Array = field(init=False)
    lacking: Array = field(init=False)

    def __post_init__(self) -> None:
        self.verdict = np.zeros(self.size, dtype=np.int8)
        self.low = np.zeros(self.size if self.money else 0, dtype=np.int64)
        self.high = self.low.copy()
        self.question = np.full(self.size, -1, dtype=np.int16)
        self.missing = np.zeros(self.size, dtype=np.int16)
        self.lacking = np.zeros(self.size, dtype=np.bool_)

    def exact(self, found: Mapping[str, Array], at: slice) -> None:
        np.multiply(found["entitled"], ENTITLED, out=self.verdict[at], casting="unsafe")
        if self.money:
            self.low[at] = self.high[at] = found["amount"]

    def ranged(self, found: Mapping[str, Array], at: Any) -> None:
        """`at` is a slice, or an array of places."""
        verdict = found["sure"].astype(np.int8) + found["may"].astype(np.int8)
        lacks = found["lacks"] & (verdict != NOT)  # nothing is said that the law does not say
        self.verdict[at] = np.where(lacks, DEPENDS, verdict)
        self.question[at], self.missing[at] = found["question"], found["missing"]
        self.lacking[at] = lacks
        if self.money:
            self.low[at] = np.where(lacks, 0, found["low"])
            self.high[at] = np.where(lacks, 0, found["high"])

    def answers(self) -> Answers:
        if not self.money:
            return Answers(self.verdict, None, None, self.question, self.missing, self.lacking)
        low, high = _small(self.low), _small(self.high)
        if np.array_equal(low, high):
            high = low  # everything is known: one array says both ends
        return Answers(self.verdict, low, high, self.question, self.missing, self.lacking)


def answer(plan: Plan, source: Source, start: int, stop: int, block: int = BLOCK) -> Chunk:
    """One task: the people from `start` to `stop` (exclusive), block by block."""
    people = source.people()
    seconds = dict.fromkeys(plan.names, 0.0)
    found = {name: _Whole(stop - start, name in plan.money) for name in plan.names}
    for begin in range(start, stop, block):
        done = _block(plan, people, slice(begin, min(begin + block, stop)), found, start)
        for name, spent in (one for run_ in done for one in run_.seconds.items()):
            seconds[name] += spent
    return Chunk(start, stop, {name: whole.answers() for name, whole in found.items()}, seconds)


def _block(
    plan: Plan, people: People, rows: slice, found: dict[str, _Whole], first: int
) -> list[Run]:
    """Fills in one block; `first` is the row that the answers begin with."""
    begin, size = rows.start, rows.stop - rows.start
    at = slice(begin - first, begin - first + size)
    exact = run(plan.exact, people, rows, size)
    done = [exact]
    for name, result in exact.results.items():
        found[name].exact(result, at)
        if (open_ := np.flatnonzero(result["open"])).size:
            done.append(run(plan.ranges[name].program, people, begin + open_, open_.size))
            found[name].ranged(done[-1].results[name], begin - first + open_)
    for name in plan.only_ranges:
        done.append(run(plan.ranges[name].program, people, rows, size))
        found[name].ranged(done[-1].results[name], at)
    return done


def _small(values: Array) -> Array:
    fits = not len(values) or (values.max() < 2**31 and values.min() >= -(2**31))
    return values.astype(np.int32) if fits else values


def sweep(
    plan: Plan,
    source: Source,
    size: int,
    executor: Executor,
    *,
    block: int = BLOCK,
    chunk: int = CHUNK,
    ahead: int = AHEAD,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Chunk]:
    """The answers of everybody, chunk by chunk in the order of the rows.

    `progress` hears how many people are done. At most `ahead` chunks are in memory besides the one
    that was given last, so who reads them slowly holds the work up instead of filling memory.
    """
    starts = iter(range(0, size, chunk))
    waiting: list[Future[Chunk]] = []

    def submit() -> None:
        if (start := next(starts, None)) is not None:
            stop = min(start + chunk, size)
            waiting.append(executor.submit(answer, plan, source, start, stop, block))

    for _ in range(max(ahead, 1)):
        submit()
    while waiting:
        done = waiting.pop(0).result()
        submit()
        progress(done.stop)
        yield done


@dataclass
class Totals:
    """What a sweep found for one scheme: people by verdict, cents by those certainly entitled.

    `low` and `high` are the same when everything about them is known. `seconds` is time worked,
    over all threads together.
    """

    entitled: int = 0
    depends: int = 0
    refused: int = 0
    low: int = 0
    high: int = 0
    questions: int = 0
    seconds: float = 0.0

    def add(self, answers: Answers, seconds: float) -> None:
        sure = answers.verdict == ENTITLED
        entitled = int(np.count_nonzero(sure))
        depends = int(np.count_nonzero(answers.verdict == DEPENDS))
        self.refused += len(sure) - entitled - depends
        self.depends += depends
        self.entitled += entitled
        self.questions += int(answers.missing.sum(dtype=np.int64))
        self.seconds += seconds
        if answers.low is not None and answers.high is not None:
            low = int((answers.low * sure).sum(dtype=np.int64))
            self.low += low
            same = answers.high is answers.low
            self.high += low if same else int((answers.high * sure).sum(dtype=np.int64))


def counted(chunks: Iterable[Chunk], found: dict[str, Totals]) -> Iterator[Chunk]:
    """The same chunks, each added to `found` as it passes; none is kept."""
    for chunk in chunks:
        for name, answers in chunk.answers.items():
            found.setdefault(name, Totals()).add(answers, chunk.seconds[name])
        yield chunk


def totals(plan: Plan, chunks: Iterable[Chunk]) -> dict[str, Totals]:
    found = {name: Totals() for name in plan.names}
    for _ in counted(chunks, found):
        pass
    return found
