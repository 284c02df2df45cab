"""The benchmark of the API: accepting under load, a step of twentyfold, and a job beside urgent.

1. The highest steady rate (open model: a call leaves at its moment, whatever the answers do)
   at which p95 stays under 50 ms and nothing fails.
2. A step of twenty times in ten seconds: every id is accounted for, none lost, none twice.
3. A CSV job of BENCH_MESSAGES rows (100,000), with an urgent message every half second: how long,
   how much memory, and how soon the urgent ones were handed over.

To 127.0.0.1 only, with a test key: the residents are simulators and the whole pipeline runs. The
client is on the same machine and takes part of both cores. Run by `make bench ONLY=api`.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import httpx

from tools.bench.client import Client
from tools.bench.machine import circumstances

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "100000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "8"))
_RATES = os.environ.get("BENCH_RATES", "20,40,60,80,100,120,160,200")
RATES = [int(one) for one in _RATES.split(",")]
BASE = int(os.environ.get("BENCH_BASE", "5"))
AIM_MS, SPIKE_MS, URGENT_S = 50, 300, 5
PORT = 8766
ADDRESS = f"http://127.0.0.1:{PORT}"
# Several simulators: one resident alone would be one row that every message waits for.
WHO = ("never-opens", "delivered", "bounces-once", "bounces-always", "replies", "contradicts")
TEXT = {
    "kind": "information",
    "title": {"nl": "Uw afvalkalender", "en": "Your waste calendar"},
    "body": {"nl": "Vanaf maandag geldt de nieuwe kalender. U kunt hier antwoorden."},
    "reply": {"answerWithin": 2},
}


def main() -> None:
    os.environ["OOGOPSLAG_DATA"] = tempfile.mkdtemp(prefix="oogopslag-bench-")
    os.environ.update(
        OOGOPSLAG_DEMO="1",
        OOGOPSLAG_BASE_URL=ADDRESS,
        OOGOPSLAG_CLIENT_RATE="10000000",
        OOGOPSLAG_QUIET_FROM="0",
        OOGOPSLAG_QUIET_UNTIL="0",
        DJANGO_SETTINGS_MODULE="oogopslag.conf.settings",
    )
    django.setup()
    circumstances("django-ninja", "pydantic")
    key, real = fill()
    with process("serve", "--port", str(PORT), "--workers", "2", "--threads", "2"):
        until_up()
        asyncio.run(steady(key))
        step(key)
        with process("work") as worker:
            job(key, real, worker)


def fill() -> tuple[str, str]:
    """Content, residents, and the keys of one organisation: a test key and a normal one."""
    from django.conf import settings
    from django.core.management import call_command

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.facts import actions as facts
    from oogopslag.facts.population import VEENSTAD
    from oogopslag.people import actions as people
    from oogopslag.people import queries as who

    call_command("migrate", verbosity=0)
    catalogue.load(settings.CONFIG.content)
    folder = settings.CONFIG.content / "population"
    size = min(MESSAGES, 20_000)
    made = facts.load_population(folder, size=size, seed=1, town=VEENSTAD)
    print(f"residents: {made} fictional people, seed 1")
    account = people.welcome_staff("bench", "Bench", {"gemeente-veenstad": ["develop"]})
    organisation, staff = who.organisation("gemeente-veenstad"), who.staff_of(account)
    need(staff is not None, "no staff")
    keys = [
        people.make_client(organisation, name=kind, kind=kind, staff=staff).key
        for kind in ("test", "normal")
    ]
    return keys[0], keys[1]


@contextmanager
def process(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen([sys.executable, "-m", "oogopslag.conf.cli", *words])
    try:
        yield running
    finally:
        running.terminate()
        running.wait(timeout=30)


def until_up() -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{ADDRESS}/api/v1/openapi.json").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


class Load:
    """Calls that leave at their moment; keeps the time from that moment to the whole answer."""

    def __init__(self, key: str, name: str) -> None:
        self.key, self.name = key, name
        self.times: list[float] = []
        self.made: dict[str, str] = {}
        self.failed: dict[str, int] = {}

    async def run(self, moments: list[float]) -> None:
        client = Client(PORT, connections=64)
        begin = time.perf_counter() + 0.3
        await asyncio.gather(*(self._one(client, n, begin + at) for n, at in enumerate(moments)))
        client.close()

    async def _one(self, client: Client, number: int, due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        key, who = f"{self.name}-{number}", WHO[number % len(WHO)]
        body = json.dumps({**TEXT, "recipient": {"simulator": who}}).encode()
        headers = {
            "authorization": f"Bearer {self.key}",
            "idempotency-key": key,
            "content-type": "application/json",
        }
        status, said = await client.send("POST", "/api/v1/messages", headers, body)
        self.times.append((time.perf_counter() - due) * 1000)
        if status == 201:
            self.made[key] = json.loads(said)["id"]
        else:
            self.failed[str(status)] = self.failed.get(str(status), 0) + 1

    def at(self, part: float) -> float:
        times = sorted(self.times)
        return times[min(len(times) - 1, int(len(times) * part))]

    def line(self) -> str:
        figures = ", ".join(f"p{round(q * 100)} {self.at(q):.0f} ms" for q in (0.5, 0.95, 0.99))
        return f"{figures}, n {len(self.times)}, failed {self.failed or 0}"


async def steady(key: str) -> None:
    """Raises the rate until the aim no longer holds."""
    await Load(key, "warm").run([n / 20 for n in range(60)])
    best = 0
    for rate in RATES:
        load = Load(key, f"steady-{rate}")
        await load.run([n / rate for n in range(rate * SECONDS)])
        print(f"accept at {rate}/s for {SECONDS} s: {load.line()}", flush=True)
        if load.failed or load.at(0.95) > AIM_MS:
            break
        best = rate
    print(f"highest rate with p95 <= {AIM_MS} ms: {best}/s (of {RATES})")


def step(key: str) -> None:
    """BASE a second for five seconds, twenty times that for ten; then every id is looked up."""
    calm, load = [n / BASE for n in range(BASE * 5)], Load(key, "step")
    high = BASE * 20
    asyncio.run(load.run(calm + [5 + n / high for n in range(high * 10)]))
    print(f"step {BASE}/s -> {high}/s for 10 s: {load.line()} (aim p95 <= {SPIKE_MS} ms)")
    again = Load(key, "step")
    asyncio.run(again.run([n / BASE / 4 for n in range(20)]))
    replayed = again.failed.get("200", 0)
    print(f"repeats of the first 20 calls: {replayed} answered 200, {len(again.made)} made anew")
    lost, twice = accounted(load.made)
    print(f"  {len(load.made)} ids answered: {lost} lost, {twice} duplicated")
    need(not lost and not twice and replayed == 20, "something was lost or doubled")


def accounted(made: dict[str, str]) -> tuple[int, int]:
    """How many answered ids are not stored, and how many keys are stored twice."""
    from oogopslag.inbox.models import Message

    rows = Message.objects.filter(sender_key__startswith="test:step-")
    stored: dict[str, list[str]] = {}
    for sender_key, message in rows.values_list("sender_key", "id"):
        stored.setdefault(str(sender_key).removeprefix("test:"), []).append(str(message))
    lost = sum(stored.get(key) != [message] for key, message in made.items())
    twice = sum(len(ids) > 1 for ids in stored.values())
    return lost, twice


def job(key: str, real: str, worker: "subprocess.Popen[bytes]") -> None:
    """One job, with an urgent message every half second beside it."""
    from django.db import connection
    from django.db.models import Count, Max, Min

    from oogopslag.inbox.models import Job, JobRow

    rows = list(numbers())
    lines = (f"{rows[n % len(rows)]},Inwoner {n}\n".encode() for n in range(MESSAGES))
    text = b"bsn,naam\n" + b"".join(lines)
    headers = {"authorization": f"Bearer {real}"}
    with httpx.Client(base_url=ADDRESS, timeout=600, headers=headers) as client:
        template = {**TEXT, "body": {"nl": "Beste ((naam)), er is een nieuwe kalender."}}
        made = client.post(
            "/api/v1/jobs",
            json={"name": "bench", "template": template},
            headers={"idempotency-key": "bench"},
        ).json()
        start = time.perf_counter()
        filled = client.put(
            f"/api/v1/jobs/{made['id']}/rows",
            content=text,
            headers={"content-type": "text/csv"},
        )
        need(filled.status_code == 200, filled.text)
        size = len(text) / 1e6
        print(f"upload of {MESSAGES} rows ({size:.1f} MB): {time.perf_counter() - start:.1f} s")
        client.post(f"/api/v1/jobs/{made['id']}/moves", json={"do": "start"}).raise_for_status()
        start, urgent, state, peak = time.perf_counter(), [], "running", 0.0
        while state != "done":
            urgent.append(post_urgent(client, key, len(urgent)))
            time.sleep(0.5)
            peak = max(peak, memory(worker.pid))
            if len(urgent) % 10 == 0:
                state = client.get(f"/api/v1/jobs/{made['id']}").json()["state"]
        spent = time.perf_counter() - start
    time.sleep(8)
    found = Job.objects.get(id=made["id"])
    covered = JobRow.objects.filter(job=found).aggregate(
        n=Count("row"), different=Count("row", distinct=True), low=Min("row"), high=Max("row")
    )
    whole = {"n": MESSAGES, "different": MESSAGES, "low": 1, "high": MESSAGES}
    need(covered == whole, f"a row is missing or twice: {covered}")
    print(
        f"job of {MESSAGES} rows: {spent:.0f} s ({MESSAGES / spent:.0f}/s), accepted "
        f"{found.accepted}, refused {found.refused}, each row once; worker peak {peak:.0f} MB, "
        f"client peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    waits = handed(urgent)
    missing = len(urgent) - len(waits)
    within = sum(one < URGENT_S for one in waits) / len(urgent) * 100
    waits.sort()
    print(
        f"urgent beside it: {len(urgent)} messages, {within:.1f} % handed over in < {URGENT_S} s "
        f"(aim 99 %), median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s, "
        f"not yet {missing}; {connection.vendor}"
    )


def numbers() -> Iterator[str]:
    """BSNs of the fictional people."""
    from oogopslag.people import queries as who
    from oogopslag.people.models import Resident

    for resident in Resident.objects.filter(sandbox=None).order_by("id")[:5_000]:
        yield who.bsn_of(resident).number


def post_urgent(client: httpx.Client, key: str, number: int) -> str:
    answer = client.post(
        "/api/v1/messages",
        json={**TEXT, "urgent": "danger", "recipient": {"simulator": "never-opens"}},
        headers={"authorization": f"Bearer {key}", "idempotency-key": f"urgent-{number}"},
    )
    need(answer.status_code == 201, answer.text)
    return str(answer.json()["id"])


def handed(messages: list[str]) -> list[float]:
    """Seconds from being written to being handed over, of those that were."""
    from oogopslag.delivery.models import OutboxRow

    rows = OutboxRow.objects.filter(subject__in=messages, state=OutboxRow.SENT)
    return [
        (settled - written).total_seconds()
        for written, settled in rows.values_list("written", "settled")
        if settled
    ]


def need(holds: bool, what: str) -> None:
    """The figures mean nothing when this does not hold."""
    if not holds:
        raise SystemExit(what)


def memory(pid: int) -> float:
    """Megabytes that a process holds now."""
    text = Path(f"/proc/{pid}/status").read_text()
    line = next((one for one in text.splitlines() if one.startswith("VmRSS")), "VmRSS: 0")
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
