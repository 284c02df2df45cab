"""Cases: the overview over 12 sources of others, and a work list of 100,000 cases.

12 sources answer over the loopback: nine at once, one after 5 s, two are dead. Bounded: BENCH_LOOKS
looks in BENCH_THREADS threads, and lists of one organisation only. Run it with `make bench
ONLY=cases` (PostgreSQL that is thrown away afterwards).
"""

import dataclasses
import gc
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tools.bench.machine import circumstances

SIZE = int(os.environ.get("BENCH_SIZE", "100000"))
LOOKS = int(os.environ.get("BENCH_LOOKS", "10000"))
THREADS = int(os.environ.get("BENCH_THREADS", "16"))
TIMES = 200
BODY = "gemeente-veenstad"


def main() -> None:
    os.environ["OOGOPSLAG_DATA"] = tempfile.mkdtemp(prefix="oogopslag-bench-")
    os.environ.update(OOGOPSLAG_DEMO="1", DJANGO_SETTINGS_MODULE="oogopslag.conf.settings")
    import django

    django.setup()
    circumstances()
    residents = fill()
    with twelve() as setting:
        from django.conf import settings

        settings.CONFIG = dataclasses.replace(settings.CONFIG, mijn_taken=setting)
        overview(residents)
    lists()


def fill() -> list[Any]:
    from django.conf import settings
    from django.core.management import call_command

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.core.values import Bsn
    from oogopslag.facts import actions as facts
    from oogopslag.facts import population
    from oogopslag.people import queries as people

    call_command("migrate", verbosity=0)
    catalogue.load(settings.CONFIG.content)
    folder, town = settings.CONFIG.content / "population", population.VEENSTAD
    facts.load_population(folder, size=2_000, seed=1, town=town)
    today = facts.sources.today().replace(month=1, day=1)
    stream = population.inhabitants(folder, size=2_000, seed=1, today=today, town=town)
    return [people.resident_by_bsn(Bsn(one.bsn.number)) for one in stream][:1_000]


@contextmanager
def twelve() -> Iterator[str]:
    """Ten servers on the loopback, nine quick and one of five seconds, and two dead addresses."""

    def handler(delay: float) -> type[BaseHTTPRequestHandler]:
        class One(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length") or 0))
                time.sleep(delay)
                body = json.dumps({"taken": [TASK]}).encode()
                try:
                    self.send_response(200)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return One

    servers = []
    for delay in (*[0.0] * 9, 5.0):
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler(delay))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    ports = [server.server_address[1] for server in servers] + [9, 10]
    try:
        yield "; ".join(f"bron-{n} http://127.0.0.1:{port} t" for n, port in enumerate(ports))
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


TASK = {
    "uuid": "5b0e6a1c-8f5e-4c1a-9a54-0c9a3f6d2b11",
    "titel": {"nl": "Kentekenbewijs uploaden"},
    "status": "open",
    "uitvoering": {"type": "upload", "fallbackUrl": "https://loket.example/1"},
}


def show(what: str, times: list[float]) -> None:
    times = sorted(times)
    at = {q: times[min(len(times) - 1, int(len(times) * q / 100))] for q in (50, 95, 99)}
    print(f"{what}: p50 {at[50]:.1f} ms, p95 {at[95]:.1f} ms, p99 {at[99]:.1f} ms, n {len(times)}")


def sockets() -> int:
    """Open sockets of this process."""
    found = 0
    for one in Path("/proc/self/fd").iterdir():
        try:
            found += str(one.readlink()).startswith("socket:")
        except OSError:
            continue
    return found


def overview(residents: list[Any]) -> None:
    from django.db import close_old_connections, connections

    from oogopslag.cases import elsewhere
    from oogopslag.cases.models import Elsewhere

    alone = []
    for resident in residents[:50]:
        start = time.perf_counter()
        found = elsewhere.look(resident)
        alone.append((time.perf_counter() - start) * 1000)
        if not found.tasks:
            print("a first look brought nothing: the machine is too busy for 220 ms")
    show("first look over 12 sources (2 dead, 1 of 5 s), one at a time", alone)
    start = time.perf_counter()
    rest = elsewhere.look(residents[0], patient=True)
    print(
        f"the rest of that page: {time.perf_counter() - start:.1f} s, {len(rest.tasks)} tasks, "
        f"{len(rest.late)} late, {len(rest.failed)} named as failed"
    )
    kept = []
    for resident in residents[:50] * 4:
        start = time.perf_counter()
        elsewhere.look(resident)
        kept.append((time.perf_counter() - start) * 1000)
    show("a look at answers that are kept", kept)
    gc.collect()
    threads, opened = threading.active_count(), sockets()

    def one(number: int) -> float:
        close_old_connections()
        resident = residents[number % len(residents)]
        # Each look starts afresh: nothing kept, so that every one of them asks all twelve.
        Elsewhere.objects.filter(resident=resident).delete()
        begin = time.perf_counter()
        elsewhere.look(resident)
        return (time.perf_counter() - begin) * 1000

    with ThreadPoolExecutor(THREADS) as pool:
        start = time.perf_counter()
        times = list(pool.map(one, range(LOOKS)))
        seconds = time.perf_counter() - start
        list(pool.map(lambda _: connections.close_all(), range(THREADS * 4)))
    show(f"{LOOKS} first looks, {THREADS} at once ({seconds:.0f} s, all on this machine)", times)
    time.sleep(6)
    gc.collect()
    servers = sum("serve" in t.name or "process_request" in t.name for t in threading.enumerate())
    print(
        f"left behind: threads {threading.active_count() - threads}, sockets "
        f"{sockets() - opened} (before {threads} and {opened}; server threads now {servers})"
    )


def lists() -> None:
    from django.utils import timezone

    from oogopslag.cases import queries, working
    from oogopslag.cases.models import Case
    from oogopslag.core.values import new_id
    from oogopslag.people import queries as people
    from oogopslag.people.models import Resident

    body = people.organisation(BODY)
    owners = list(Resident.objects.values_list("id", "name"))
    names, today, now = ["parkeervergunning", "rijbewijs"], timezone.localdate(), timezone.now()
    start = time.perf_counter()
    for first in range(0, SIZE, 5_000):
        Case.objects.bulk_create(
            Case(
                id=new_id(), number=f"2026-{n:08}", resident_id=owners[n % len(owners)][0],
                organisation=body, service=names[n % 10 == 0], state="received", received=now,
                decide_by=today + timedelta(days=n % 56), key=f"bench-{n}",
                team=names[n % 10 == 0], name_key=working.name_key(owners[n % len(owners)][1]),
                assignee=None if n % 3 else body.id,
            )
            for n in range(first, min(first + 5_000, SIZE))
        )  # fmt: skip
    print(f"{SIZE} open cases of one organisation made in {time.perf_counter() - start:.0f} s")
    analyse()
    asked: dict[str, queries.Filter] = {
        "list": queries.Filter(),
        "filter by service": queries.Filter(service="rijbewijs"),
        "filter: nobody's yet": queries.Filter(assignee="none"),
        "filter: too late": queries.Filter(late=True),
        "search by number": queries.Filter(search="2026-0004"),
        "search by name": queries.Filter(search=working.name_key(owners[7][1])[:6]),
        "search without a result": queries.Filter(search="qqqq"),
    }
    for what, wanted in asked.items():
        times = []
        after = None
        for _ in range(TIMES):
            begin = time.perf_counter()
            rows = queries.work_list(body, after, 25, wanted)
            times.append((time.perf_counter() - begin) * 1000)
            after = (rows[-1][0].decide_by, rows[-1][0].id) if len(rows) == 25 else None
        show(f"{what}, page after page", times)


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
