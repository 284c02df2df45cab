"""`oogopslag law sweep`: every scheme for every person of a population."""

import argparse
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oogopslag.conf.arguments import at_least_one, day, writable
from oogopslag.conf.mishaps import sentence_of

if TYPE_CHECKING:
    from oogopslag.core.law import Library
    from oogopslag.core.law.population import Plan, Totals
    from oogopslag.core.law.tree import Scheme


def add(kinds: Any) -> None:
    parser = kinds.add_parser("sweep", help="evaluate schemes for a whole population")
    parser.add_argument("--population", type=Path, required=True, help="a Parquet file of people")
    parser.add_argument("--on", required=True, type=day, help="the day, YYYY-MM-DD")
    parser.add_argument("--schemes", nargs="+", help="names of schemes (all of content)")
    parser.add_argument(
        "--out", type=writable, help="a Parquet file for the answers of each person"
    )
    executing(parser)
    parser.set_defaults(run=_run)


def executing(parser: argparse.ArgumentParser) -> None:
    """The arguments that say where the work is done; they never change an answer."""
    parser.add_argument(
        "--threads", type=at_least_one, default=os.cpu_count(), help="threads (all cores)"
    )
    parser.add_argument("--block", type=at_least_one, help="people per block (16384)")
    parser.add_argument("--dask", metavar="ADDRESS", help="a Dask scheduler, or 'local'")


@contextmanager
def executor(args: argparse.Namespace) -> Iterator[Executor]:
    """A thread pool, or a Dask cluster. Raises ValueError when there is no Dask."""
    if not args.dask:
        with ThreadPoolExecutor(max(args.threads or 1, 1)) as pool:
            yield pool
        return
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("There is no Dask here: install oogopslag[cluster].") from None
    local = {"n_workers": max(args.threads or 1, 1), "threads_per_worker": 1}
    options = {**local, "dashboard_address": None} if args.dask == "local" else {}
    address = None if args.dask == "local" else args.dask
    with Client(address, **options) as client:  # type: ignore[no-untyped-call]  # it has no types
        yield client.get_executor()


def chosen(library: "Library", names: list[str] | None, on: date) -> list["Scheme"]:
    """The named schemes, or all that have a version on the day. Raises LawError."""
    from oogopslag.core.law import LawError

    found = []
    for name in [n for one in names or library.names() for n in one.split(",") if n]:
        try:
            found.append(library.scheme(name, on))
        except LawError as error:
            if names:
                raise
            print(f"left out: {error}", file=sys.stderr)
    return found


def latest_birth(on: date) -> date:
    """Nobody is born after the day of the sweep or today, whichever is later."""
    return max(on, date.today())


def progress(size: int) -> Any:
    """Prints how far the sweep is, at most once a second, and only to somebody who watches."""
    last = [time.perf_counter()]

    def told(done: int) -> None:
        if time.perf_counter() - last[0] > 1 or done == size:
            last[0] = time.perf_counter()
            print(f"\r{done:,} of {size:,} people ({done * 100 // size} %)", end="",
                  file=sys.stderr, flush=True)  # fmt: skip
            if done == size:
                print(file=sys.stderr)

    return told


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, read_library
    from oogopslag.core.law.population import PopulationError

    try:
        library = read_library(load().content)
        _sweep(args, library, args.on)
    except (LawError, PopulationError, ValueError, OSError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    return 0


def _sweep(args: argparse.Namespace, library: "Library", on: date) -> None:
    from oogopslag.core.law.population import compiled, shape_of, sweep, wanted_by
    from oogopslag.core.law.population.outcome import tables
    from oogopslag.core.law.population.stored import stored
    from oogopslag.core.law.population.sweeping import AHEAD, BLOCK, Totals, counted
    from oogopslag.core.law.population.writing import write

    schemes = chosen(library, args.schemes, on)
    if not schemes:
        raise ValueError(f"No scheme is left to read on {on}: choose another day or other schemes.")
    if args.out and args.out.exists() and args.out.samefile(args.population):
        raise ValueError(f"{args.out} holds the people: the answers need a file of their own.")
    clock = time.perf_counter()
    source = stored(
        args.population,
        library.dictionary,
        wanted_by(schemes, library.dictionary, latest_birth(on)),
    )
    people = source.people()
    plan = compiled(schemes, on, library.dictionary, shape_of(people))
    read, clock = time.perf_counter() - clock, time.perf_counter()
    block = args.block or BLOCK
    found = {name: Totals() for name in plan.names}
    ahead = AHEAD if args.dask else max(args.threads or 1, 1) + 1
    with executor(args) as pool:
        chunks = sweep(
            plan, source, len(people), pool, block=block, chunk=16 * block, ahead=ahead,
            progress=progress(len(people)),
        )  # fmt: skip
        passing = counted(chunks, found)
        if args.out:  # written while it is computed: answers of everybody would fill memory
            write(tables(plan, people, passing), args.out)
        else:
            deque(passing, maxlen=0)
    spent = time.perf_counter() - clock
    _report(plan, found, {s.name: s.period for s in schemes}, len(people))
    print(f"\n{len(people):,} people on {on}: read {read:.2f} s, "
          f"compute{' and write' if args.out else ''} {spent:.2f} s.")  # fmt: skip


def _report(
    plan: "Plan", found: "dict[str, Totals]", periods: dict[str, str | None], size: int
) -> None:
    print(
        f"{'scheme':<36}{'entitled':>12}{'depends':>12}  {'sum, euros per period':<32}{'work':>8}"
    )
    for name, total in found.items():
        money = ""
        if name in plan.money:
            ends = f"{total.low / 100:,.2f}"
            if total.high != total.low:
                ends += f" – {total.high / 100:,.2f}"
            money = f"{ends} {periods[name] or ''}"
        print(f"{name:<36}{total.entitled:>12,}{total.depends:>12,}  {money:<32}"
              f"{total.seconds:>7.2f}s")  # fmt: skip
