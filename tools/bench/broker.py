"""The benchmark of the broker: a whole history recomputed from events, and one scorecard's page.

BENCH_EVENTS (5,000,000) events over 1,400 organisations × 60 services × 24 months, made from a seed
month by month, so that memory does not grow with the history. The aim is 50,000,000 in a minute on
two cores. The page is asked PAGES times in this process, from a database that is thrown away.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tools.bench.machine import circumstances

EVENTS = int(os.environ.get("BENCH_EVENTS", "5000000"))
ORGANISATIONS, SERVICES, MONTHS = 1_400, 60, 24
PER_LETTER = 12.0
"""Events that one letter leaves behind, to begin with: each month is sized by what was counted."""

PAGES = 200


def main() -> None:
    if len(sys.argv) > 1:
        compute(Path(sys.argv[1]))
        return
    circumstances("polars", "numpy", "altair", "vl-convert-python")
    folder = Path(tempfile.mkdtemp(prefix="oogopslag-bench-broker-"))
    try:
        made, seconds = generate(folder)
        size = sum(file.stat().st_size for file in folder.glob("*.parquet"))
        print(f"made {made:,} events in {seconds:.0f} s, {size / 2**20:.0f} MiB of Parquet")
        # A process of its own: the memory of making the events is not that of computing.
        subprocess.run([sys.executable, "-m", "tools.bench.broker", str(folder)], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    pages()


def months() -> list[date]:
    found = [date(2026, 10, 1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def generate(folder: Path) -> tuple[int, float]:
    """The events of every month, each in its own file."""
    from oogopslag.core.readiness import columns, simulated

    begin, made = time.perf_counter(), 0
    cells = ORGANISATIONS * SERVICES
    rng = np.random.default_rng(1)
    start = np.repeat(rng.random(ORGANISATIONS), SERVICES)
    slope = np.repeat(rng.normal(0.01, 0.02, ORGANISATIONS), SERVICES)
    weight = rng.exponential(1.0, cells)
    letters = EVENTS / MONTHS / weight.sum() / PER_LETTER
    organisation = [f"organisatie-{i // SERVICES:04}" for i in range(cells)]
    service = [f"dienst-{i % SERVICES:02}" for i in range(cells)]
    for number, month in enumerate(months()):
        made_cells = simulated.Cells(
            organisation=organisation, service=service, layer=["municipal"] * cells,
            domain=["other"] * cells, volume=letters * weight,
            ability=np.clip(start + slope * number, 0.0, 1.0),
        )  # fmt: skip
        rows = simulated.month_of_events(vocabulary(), made_cells, month, 1)
        rows.drop("id", "pseudonym").write_parquet(columns.month_file(folder, f"{month:%Y-%m}"))
        made += len(rows)
        # What is still to come, by what a letter left behind this month; abilities change over
        # months, so the last one is made a little larger: it must not end below EVENTS.
        left = MONTHS - number - 1
        a_letter = len(rows) / (letters * weight.sum())
        if left:
            missing = (EVENTS - made) * (1.02 if left == 1 else 1.0)
            letters = max(missing, 0.0) / left / weight.sum() / a_letter
    return made, time.perf_counter() - begin


def content() -> Path:
    return Path(__file__).resolve().parents[2] / "content" / "readiness"


def vocabulary():  # type: ignore[no-untyped-def]
    from oogopslag.core.readiness.events import read_vocabulary

    return read_vocabulary(content() / "events.yaml")


def compute(folder: Path) -> None:
    """Counts, windows, gates, levels with hysteresis, organisations, seven dimensions, index."""
    from oogopslag.core.readiness import columns, history
    from oogopslag.core.readiness.model import read_model

    model = read_model(sorted((content() / "staircase").glob("*.yaml"))[-1])
    wanted = [f"{month:%Y-%m}" for month in months()]
    begin, cpu = time.perf_counter(), time.process_time()
    counted = columns.count_folder(model, vocabulary(), folder, wanted)
    counting = time.perf_counter() - begin
    table = columns.assemble(model, wanted, counted)
    counted.clear()
    found = history.recompute(model, table, {})
    total = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"formulas {model.version}: recomputed {len(found.organisations):,} organisations, "
        f"{table.shape[0]:,} services, {table.shape[1]} months in {total:.1f} s "
        f"(counting {counting:.1f} s), "
        f"{time.process_time() - cpu:.1f} s of processor, peak memory {peak:.1f} GiB"
    )


def pages() -> None:
    """One scorecard's page, from a card in the database, through the whole stack but the socket."""
    os.environ["OOGOPSLAG_DATA"] = tempfile.mkdtemp(prefix="oogopslag-bench-")
    os.environ.update(OOGOPSLAG_DEMO="1", DJANGO_SETTINGS_MODULE="oogopslag.conf.settings")
    os.environ.pop("OOGOPSLAG_DATABASE", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from django.conf import settings

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.insight import actions

    catalogue.load(settings.CONFIG.content)
    today = date(2026, 11, 25)
    begin = time.perf_counter()
    events = actions.make_demo_year(today)
    cards = actions.recompute(today)
    print(f"demonstration year: {events:,} events and {cards} cards in "
          f"{time.perf_counter() - begin:.1f} s")  # fmt: skip
    client, times = Client(headers={"host": "localhost"}), []
    for number in range(PAGES + 10):
        begin = time.perf_counter()
        answer = client.get("/trap/gemeente-veenstad/")
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")
        if number >= 10:
            times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    at = {q: times[min(len(times) - 1, int(len(times) * q / 100))] for q in (50, 95, 99)}
    print(f"scorecard page, one request at a time, SQLite: p50 {at[50]:.0f} ms, "
          f"p95 {at[95]:.0f} ms, p99 {at[99]:.0f} ms, n {len(times)}")  # fmt: skip


if __name__ == "__main__":
    main()
