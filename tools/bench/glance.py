"""The benchmark: glance under a steady rate, one full evaluation, page weight, first useful screen.

Prints the machine, the versions and the sizes with each figure. Bounded: at most RATE × SECONDS
requests, to 127.0.0.1 only. Run it with `make bench` (PostgreSQL that is thrown away afterwards).
"""

import asyncio
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
import httpx

from tools.bench.client import Client, on_schedule
from tools.bench.machine import circumstances

SIZE = int(os.environ.get("BENCH_SIZE", "100000"))
WARM = int(os.environ.get("BENCH_WARM", "400"))
RATE = int(os.environ.get("BENCH_RATE", "200"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "15"))
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    os.environ["OOGOPSLAG_DATA"] = tempfile.mkdtemp(prefix="oogopslag-bench-")
    os.environ.update(OOGOPSLAG_DEMO="1", OOGOPSLAG_BASE_URL=ADDRESS)
    os.environ["DJANGO_SETTINGS_MODULE"] = "oogopslag.conf.settings"
    django.setup()
    circumstances()
    residents = fill()
    evaluation(residents)
    cookies = [cookie(resident) for resident in residents]
    with server() as processes:
        weight(cookies[0])
        first_screen(cookies[0])
        asyncio.run(at_rate(cookies, RATE, 3, processes, warm_up=True))
        asyncio.run(at_rate(cookies, RATE, SECONDS, processes))


def fill() -> list:  # type: ignore[type-arg]
    from django.conf import settings
    from django.core.management import call_command

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.core.values import Bsn
    from oogopslag.facts import actions as facts
    from oogopslag.facts import population
    from oogopslag.people import queries as people
    from oogopslag.possibilities import actions as possibilities

    call_command("migrate", verbosity=0)
    catalogue.load(settings.CONFIG.content)
    folder, town = settings.CONFIG.content / "population", population.VEENSTAD
    start = time.perf_counter()
    made = facts.load_population(folder, size=SIZE, seed=1, town=town)
    print(f"population: {made} people in {time.perf_counter() - start:.1f} s, seed 1")
    today = facts.sources.today().replace(month=1, day=1)
    stream = population.inhabitants(folder, size=WARM * 3, seed=1, today=today, town=town)
    adults = [one.bsn for one in stream if one.registers][:WARM]
    start = time.perf_counter()
    residents = [people.resident_by_bsn(Bsn(bsn.number)) for bsn in adults]
    for resident in residents:
        possibilities.ensure(resident)
    each = (time.perf_counter() - start) / len(residents) * 1000
    print(
        f"first arrival (ask registers, compute, store): {each:.1f} ms a resident, {WARM} residents"
    )
    return residents


def evaluation(residents: list) -> None:  # type: ignore[type-arg]
    from oogopslag.catalogue import queries as catalogue
    from oogopslag.core.law import evaluate
    from oogopslag.facts import queries as facts

    library, on = catalogue.library(), facts.today()
    schemes = [library.scheme(service.scheme, on) for service in catalogue.services()]
    people_ = [facts.known(resident).person for resident in residents]
    times = []
    for person in people_:
        start = time.perf_counter()
        for scheme in schemes:
            evaluate(scheme, person, on, library.dictionary)
        times.append((time.perf_counter() - start) * 1000)
    show(f"one resident, {len(schemes)} schemes with reasons", times)


def show(what: str, times: list[float]) -> None:
    times = sorted(times)
    at = {q: times[min(len(times) - 1, int(len(times) * q / 100))] for q in (50, 95, 99)}
    print(f"{what}: p50 {at[50]:.1f} ms, p95 {at[95]:.1f} ms, p99 {at[99]:.1f} ms, n {len(times)}")


def cookie(resident) -> str:  # type: ignore[no-untyped-def]
    """A session of this resident, made the way a login makes one."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from oogopslag.people import actions as people
    from oogopslag.people import queries as who

    account = people.welcome_resident(who.bsn_of(resident), level="substantial")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "oogopslag.people.backend.Backend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["last_used"] = int(time.time())
    session.create()
    return str(session.session_key)


@contextmanager
def server():  # type: ignore[no-untyped-def]
    command = [sys.executable, "-m", "oogopslag.conf.cli", "serve", "--port", str(PORT)]
    running = subprocess.Popen([*command, "--workers", "2", "--threads", "2"])
    try:
        for _ in range(100):
            try:
                httpx.get(f"{ADDRESS}/health", timeout=1).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield family(running.pid)
    finally:
        running.terminate()
        running.wait(15)


def family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) in found:
            found.append(int(stat.parent.name))
    return found


def cpu_seconds(pids: list[int]) -> float:
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def database_processes() -> list[int]:
    found = subprocess.run(["pgrep", "-x", "postgres"], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


async def at_rate(
    cookies: list[str], rate: int, seconds: int, processes: list[int], *, warm_up: bool = False
) -> None:
    """An open model: requests start on schedule, whether or not the ones before came back."""
    times: list[float] = []
    failed = 0
    client = Client(PORT)

    async def one(number: int, begin: float) -> None:
        nonlocal failed
        due = await on_schedule(begin, number, rate)
        headers = {"cookie": f"oogopslag={cookies[number % len(cookies)]}"}
        status, _ = await client.send("GET", "/", headers)
        failed += status != 200
        times.append((time.perf_counter() - due) * 1000)

    begin, spent = time.perf_counter() + 0.2, cpu_seconds(processes)
    stored, own = cpu_seconds(database_processes()), time.process_time()
    total = rate * seconds
    await asyncio.gather(*(one(n, begin) for n in range(total)))
    client.close()
    if warm_up:
        return
    show(f"glance at {rate} requests/s for {seconds} s, 2 workers × 2 threads", times)
    web = (cpu_seconds(processes) - spent) / total * 1000
    rows = (cpu_seconds(database_processes()) - stored) / total * 1000
    print(f"  failed {failed} of {total}; CPU a request: web {web:.1f} ms, database {rows:.1f} ms")
    client_ms = (time.process_time() - own) / total * 1000
    print(f"  the client ran on the same two cores: {client_ms:.1f} ms CPU a request")


def weight(key: str) -> None:
    """What a first visit to the glance fetches, as served to a browser that takes gzip."""
    with httpx.Client(base_url=ADDRESS, headers={"cookie": f"oogopslag={key}"}) as client:
        page = client.get("/").text
        parts = {"page": len(gzip.compress(page.encode())), "page uncompressed": len(page)}
        found = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
        found.add("/static/vendor/noto-sans-latin-wght-normal.woff2")
        for path in sorted(found):
            with client.stream("GET", path) as answer:
                parts[path.rsplit("/", 1)[1]] = sum(len(chunk) for chunk in answer.iter_raw())
    total = sum(size for name, size in parts.items() if name != "page uncompressed")
    print(f"page weight of the glance, first visit: {total / 1000:.0f} kB compressed: {parts}")


def first_screen(key: str) -> None:
    sync_playwright = import_module("playwright.sync_api").sync_playwright
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update",
                 "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        times = []
        for _ in range(5):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            context.add_cookies([{"name": "oogopslag", "value": key, "url": ADDRESS}])
            page = context.new_page()
            page.goto(ADDRESS + "/")
            paint = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            times.append(page.wait_for_function(paint).json_value())
            context.close()
        browser.close()
    print(
        f"first contentful paint, cold cache, 390 px: median {statistics.median(times):.0f} ms of 5"
    )


if __name__ == "__main__":
    main()
