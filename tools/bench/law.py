"""The benchmark of the law engine: everybody, one resident, and OpenFisca-Core's country template.

BENCH_PEOPLE says how many people (1,000,000; the aims are for 17,900,000). Reading, computing, and
computing while writing are printed apart; the aims are for computing. Nothing here talks to a
network, except that pip fetches OpenFisca into a virtual environment of its own, thrown away
afterwards (BENCH_OPENFISCA=0: not).
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from oogopslag.core.law import Library, evaluate, read_library
from oogopslag.core.law.population import compiled, shape_of, sweep, totals, wanted_by
from oogopslag.core.law.population.making import people
from oogopslag.core.law.population.margins import read_margins
from oogopslag.core.law.population.outcome import tables
from oogopslag.core.law.population.stored import Stored, stored
from oogopslag.core.law.population.writing import write
from oogopslag.core.law.tree import Scheme
from tools.bench.machine import circumstances

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
THREADS = int(os.environ.get("BENCH_THREADS", "2"))
CONTENT = Path(__file__).resolve().parents[2] / "content"
ON = date(2026, 6, 1)
TEN = (
    "zorgtoeslag", "huurtoeslag", "kinderbijslag", "kindgebonden_budget", "kinderopvangtoeslag",
    "aow", "bijstand", "individuele_inkomenstoeslag", "kwijtschelding_waterschapsbelasting",
    "isolatiehulp", "isde", "bewonersparkeervergunning", "rijbewijs_verlengen",
    "verhuizing_doorgeven",
)  # fmt: skip
OPENFISCA = ("openfisca-core==43.*", "openfisca-country-template")
TEMPLATE_PEOPLE = 1_000_000
SEVERAL = 2_000_000
"""Up to so many people the computation is timed three times."""


def main() -> None:
    circumstances("numpy", "polars")
    start = time.perf_counter()
    library = read_library(CONTENT)
    count = sum(len(versions) for versions in library.schemes.values())
    print(f"reading all laws: {time.perf_counter() - start:.2f} s, {count} versions (aim 0.5 s)")
    with tempfile.TemporaryDirectory(prefix="oogopslag-bench-") as folder:
        known, gaps = Path(folder) / "known.parquet", Path(folder) / "gaps.parquet"
        make(library, known, 0)
        one(library, known)
        zorgtoeslag = swept(library, known, ("zorgtoeslag",), "zorgtoeslag with partner, exact")
        ten = tuple(name for name in TEN if name in library.schemes)[:10]
        swept(library, known, ten, f"{len(ten)} schemes, exact", out=Path(folder) / "out.parquet")
        known.unlink()
        make(library, gaps, 0.1)
        swept(library, gaps, ten, f"{len(ten)} schemes, a tenth of all facts missing")
        swept(library, gaps, library.names(), "every scheme, a tenth of all facts missing")
    if os.environ.get("BENCH_OPENFISCA", "1") != "0":
        openfisca(zorgtoeslag)


def make(library: Library, file: Path, missing: float) -> None:
    start = time.perf_counter()
    margins = read_margins(CONTENT / "population")
    batches = people(margins, library.dictionary, size=PEOPLE, seed=1, missing=missing)
    rows = write(batches, file)
    spent, size = time.perf_counter() - start, file.stat().st_size / 2**20
    print(
        f"\nmade {rows:,} people ({missing:.0%} of facts missing): {spent:.1f} s, {size:,.0f} MiB"
    )


def swept(
    library: Library, file: Path, names: tuple[str, ...], title: str, out: Path | None = None
) -> float:
    """Prints read, compute and write apart; gives people per second of compute."""
    schemes = [library.scheme(name, ON) for name in names if library.known_on(name, ON)]
    source = stored(file, library.dictionary, wanted_by(schemes, library.dictionary, ON))
    start = time.perf_counter()
    found = source.people()
    plan = compiled(schemes, ON, library.dictionary, shape_of(found))
    read = time.perf_counter() - start
    rounds, worked = [], []
    for _ in range(3 if PEOPLE <= SEVERAL else 1):
        start, cpu = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(THREADS) as pool:
            told = totals(plan, sweep(plan, source, len(found), pool, ahead=THREADS + 1))
        rounds.append(time.perf_counter() - start)
        worked.append(time.process_time() - cpu)
    compute = min(rounds)
    start = time.perf_counter()
    if out:
        with ThreadPoolExecutor(THREADS) as pool:
            chunks = sweep(plan, source, len(found), pool, ahead=THREADS + 1)
            write(tables(plan, found, chunks), out)
    written = f", again with writing {time.perf_counter() - start:.2f} s" if out else ""
    print(f"{title}: read {read:.2f} s, compute {compute:.2f} s (best of {len(rounds)}; "
          f"{min(worked):.2f} s of CPU){written}; "
          f"{THREADS} threads, load {os.getloadavg()[0]:.1f}, most memory {memory():,.0f} MiB"
          )  # fmt: skip
    for name, total in told.items():
        print(f"    {name:<40}{total.entitled:>12,} entitled{total.depends:>12,} depend"
              f"{total.seconds:>8.2f} s of work")  # fmt: skip
    return len(found) / compute


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(library: Library, file: Path) -> None:
    """One resident, all schemes, with reasons: the scalar reader on the first adults."""
    schemes = [library.scheme(n, ON) for n in library.names() if library.known_on(n, ON)]
    source: Stored = stored(file, library.dictionary, wanted_by(schemes, library.dictionary, ON))
    found = source.people()
    persons = [found.person(row, depth=1) for row in range(min(500, len(found)))]
    times = [_timed(library, schemes, person) for person in persons]
    cuts = statistics.quantiles(times, n=100)
    print(f"one resident, {len(schemes)} schemes with reasons: p50 {cuts[49] * 1000:.2f} ms, "
          f"p99 {cuts[98] * 1000:.2f} ms of {len(times)} people (aim 5 ms)")  # fmt: skip


def _timed(library: Library, schemes: list[Scheme], person: object) -> float:
    start = time.perf_counter()
    for scheme in schemes:
        evaluate(scheme, person, ON, library.dictionary)  # type: ignore[arg-type]
    return time.perf_counter() - start


def openfisca(ours: float) -> None:
    """The country template's own housing allowance and tax for a million people."""
    with tempfile.TemporaryDirectory(prefix="openfisca-bench-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        install = [python, "-m", "pip", "install", "-q", "--no-input", *OPENFISCA]
        if subprocess.run(install, capture_output=True, timeout=600).returncode:
            print("\nOpenFisca could not be installed here: not measured.")
            return
        done = subprocess.run(
            [python, Path(__file__).with_name("openfisca_template.txt"), str(TEMPLATE_PEOPLE)],
            capture_output=True, text=True, timeout=900,
        )  # fmt: skip
    if done.returncode:
        print(f"\nOpenFisca did not run: {done.stderr.strip().splitlines()[-1:]}")
        return
    print("\n" + done.stdout.strip())
    theirs = float(done.stdout.rsplit("people per second:", 1)[1])
    print(f"ratio: zorgtoeslag here {ours / 1e6:.1f} million people a second on {THREADS} threads, "
          f"the template {theirs / 1e6:.1f} on one: {ours / theirs:.1f} to 1")  # fmt: skip
    print(
        "the same: columns, one date, one person per row, calculation only (their building of the\n"
        "  simulation and our reading of Parquet are left out)\n"
        "not the same: another law (their tax and basic income, no partner and no age by date);\n"
        "  they compute in float32 on one thread, we in exact whole cents and with a verdict and\n"
        "  its conditions; a missing input is zero there and a range here"
    )


if __name__ == "__main__":
    sys.exit(main())
