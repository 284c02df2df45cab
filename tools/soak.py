"""The soak: kill -9 of web, worker and database at random points under load, and nothing is lost.

`make soak` runs a minute, `make soak SECONDS=600` ten. Messages go in through the agency API, each
with a key of its own; what got no answer is sent again with the same key until it is answered. At
the end every accepted message must exist exactly once, every delivery must be settled or visibly
failed, and every chain of the journal must be whole. Hand-overs that were repeated are counted: a
kill between handing over and settling makes one, and nothing else may.

Bounded, to 127.0.0.1 only, on a PostgreSQL of its own with fsync on. Ends with status 1 when
anything was lost or doubled.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tools.bench.machine import circumstances
from tools.cluster import Cluster, free_port

SECONDS = int(os.environ.get("SOAK_SECONDS", "60"))
RATE = float(os.environ.get("SOAK_RATE", "20"))
SEED = int(os.environ.get("SOAK_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
SENDERS = 4
LEASE = 10  # seconds, so that what a dead worker held comes back within the run
DRAIN = int(os.environ.get("SOAK_DRAIN", "180"))
RESIDENTS = 40
ORGANISATION = "gemeente-veenstad"


@dataclass
class Program:
    """A process of the product that is killed and started again."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        with (Path(self.environment["OOGOPSLAG_DATA"]).parent / f"{self.name}.log").open(
            "ab"
        ) as log:
            self.process = subprocess.Popen(
                self.arguments, env=self.environment, start_new_session=True,
                stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self) -> None:
        """The whole group at once, without a chance to clean up."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.kills += 1


@dataclass
class Load:
    """Messages at a steady rate; `accepted` is what the API said it has."""

    address: str
    key: str
    numbers: list[str]
    stop: threading.Event = field(default_factory=threading.Event)
    accepted: dict[str, str] = field(default_factory=dict)
    replayed: int = 0
    unanswered: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, sender: int) -> None:
        with httpx.Client(base_url=self.address, timeout=5) as http:
            number = 0
            while not self.stop.is_set():
                started = time.monotonic()
                self.send(http, f"soak-{sender}-{number}", self.numbers[number % len(self.numbers)])
                number += 1
                self.stop.wait(max(0.0, SENDERS / RATE - (time.monotonic() - started)))

    def send(self, http: httpx.Client, key: str, bsn: str) -> None:
        """Until it is answered: what got no answer may be there already."""
        body: dict[str, Any] = {
            "recipient": {"bsn": bsn},
            "title": {"nl": f"Bericht {key}"},
            "body": {"nl": f"Dit is bericht {key}."},
            "reply": {"answerWithin": 2},
        }
        if key.endswith("0"):
            body["urgent"] = "soak"
        for _ in range(600):
            try:
                answer = http.post(
                    "/api/v1/messages", json=body,
                    headers={"Authorization": f"Bearer {self.key}", "Idempotency-Key": key},
                )  # fmt: skip
            except httpx.HTTPError:
                self.count("unanswered")
                time.sleep(0.25)
                continue
            if answer.status_code in {200, 201}:
                with self.lock:
                    self.accepted[key] = answer.json()["id"]
                    self.replayed += answer.status_code == 200
                return
            if answer.status_code not in {429, 500, 502, 503}:
                with self.lock:
                    self.wrong[f"{answer.status_code} {answer.text[:120]}"] += 1
                return
            self.count("unanswered")
            time.sleep(0.25)

    def count(self, figure: str) -> None:
        with self.lock:
            setattr(self, figure, getattr(self, figure) + 1)


def main() -> int:
    chance = random.Random(SEED)  # noqa: S311 -- a seed makes a run that can be repeated
    folder = Path(tempfile.mkdtemp(prefix="oogopslag-soak-"))
    cluster = Cluster(folder / "database")
    try:
        cluster.start()
        return soak(folder, cluster, chance)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def soak(folder: Path, cluster: Cluster, chance: random.Random) -> int:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ, "OOGOPSLAG_DATA": str(folder / "data"), "OOGOPSLAG_DEMO": "1",
        "OOGOPSLAG_DATABASE": cluster.address, "OOGOPSLAG_BASE_URL": address,
        "OOGOPSLAG_QUIET_FROM": "0", "OOGOPSLAG_QUIET_UNTIL": "0",
        "OOGOPSLAG_LEASE_SECONDS": str(LEASE), "DJANGO_SETTINGS_MODULE": "oogopslag.conf.settings",
    }  # fmt: skip
    os.environ.update(environment)
    circumstances()
    print(f"seed {SEED}, {SECONDS} s at {RATE:g} messages a second, lease {LEASE} s")
    key, numbers = prepare()
    own = [sys.executable, "-m", "oogopslag.conf.cli"]
    web = Program("web", [*own, "serve", "--port", str(port)], environment)
    worker = Program("worker", [*own, "work"], environment)
    web.start(), worker.start()
    wait_for(address)
    load = Load(address, key, numbers)
    senders = [threading.Thread(target=load.run, args=(one,)) for one in range(SENDERS)]
    for sender in senders:
        sender.start()
    kills = havoc(chance, {"web": web, "worker": worker}, cluster)
    load.stop.set()
    for sender in senders:
        sender.join()
    drained = drain()
    web.kill(), worker.kill()
    failed = report(load, kills, drained)
    if failed:
        for program in (web, worker):
            log = (folder / f"{program.name}.log").read_text(errors="replace")
            print(f"— last words of {program.name}:\n{log[-2_000:]}")
    return failed


def prepare() -> tuple[str, list[str]]:
    """Content, residents and a key; gives the key and BSNs."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.facts import actions as facts
    from oogopslag.facts import population
    from oogopslag.people import actions as people
    from oogopslag.people import queries as who

    call_command("migrate", verbosity=0)
    catalogue.load(settings.CONFIG.content)
    folder, town = settings.CONFIG.content / "population", population.VEENSTAD
    facts.load_population(folder, size=RESIDENTS * 5, seed=1, town=town)
    today = facts.sources.today().replace(month=1, day=1)
    people_ = population.inhabitants(folder, size=RESIDENTS * 5, seed=1, today=today, town=town)
    numbers = [one.bsn.number for one in people_ if one.registers][:RESIDENTS]
    for place, number in enumerate(numbers):
        from oogopslag.core.values import Bsn

        if place % 2:  # half by mail, half on paper
            resident = who.resident_by_bsn(Bsn(number))
            people.wish(resident, "email", address=f"r{place}@example.nl", agreed=True)
    account = people.welcome_staff("soak", "Soak", {ORGANISATION: ["develop"]})
    made = people.make_client(
        who.organisation(ORGANISATION), name="soak", kind="normal", staff=who.staff_of(account)
    )
    return made.key, numbers


def wait_for(address: str) -> None:
    for _ in range(240):
        try:
            if httpx.get(f"{address}/health", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.25)
    raise SystemExit("the web server did not start")


def havoc(chance: random.Random, programs: dict[str, Program], cluster: Cluster) -> Counter[str]:
    """Kills something at random points until the time is over, and starts it again."""
    kills: Counter[str] = Counter()
    ends = time.monotonic() + SECONDS
    short = SECONDS <= 120
    while True:
        pause = chance.uniform(2, 6) if short else chance.uniform(4, 25)
        if time.monotonic() + pause > ends:
            time.sleep(max(0.0, ends - time.monotonic()))
            return kills
        time.sleep(pause)
        victim = chance.choice(["web", "worker", "worker", "database"])
        kills[victim] += 1
        print(f"  {time.strftime('%H:%M:%S')} kill -9 {victim}", flush=True)
        kill: Callable[[], None] = cluster.kill if victim == "database" else programs[victim].kill
        start: Callable[[], None] = (
            cluster.start if victim == "database" else programs[victim].start
        )
        kill()
        time.sleep(chance.uniform(0.1, 2))
        start()


def drain() -> bool:
    """Waits until nothing is left to hand over."""
    from django.db import close_old_connections

    from oogopslag.delivery.models import OutboxRow

    ends = time.monotonic() + DRAIN
    while time.monotonic() < ends:
        close_old_connections()
        if not OutboxRow.objects.filter(state__in=("waiting", "leased")).exists():
            return True
        time.sleep(1)
    return False


def report(load: Load, kills: Counter[str], drained: bool) -> int:
    from django.db.models import Sum

    from oogopslag.delivery.models import DemoMail, OutboxRow
    from oogopslag.inbox.models import Mailbox, Message, Thread
    from oogopslag.journal import queries as journal

    stored = Counter(Message.objects.exclude(sender_key=None).values_list("sender_key", flat=True))
    ids = dict(Message.objects.exclude(sender_key=None).values_list("sender_key", "id"))
    lost = [key for key in load.accepted if not stored[key]]
    doubled = [key for key, times in stored.items() if times > 1]
    renamed = [key for key, said in load.accepted.items() if str(ids.get(key)) != said]
    states = Counter(OutboxRow.objects.values_list("state", flat=True))
    silent = set(ids.values()) - set(OutboxRow.objects.values_list("subject", flat=True))
    handed = Counter(DemoMail.objects.values_list("delivery", flat=True))
    unsent = [
        row for row in OutboxRow.objects.filter(state="sent").values_list("id", flat=True)
        if not handed[row]
    ]  # fmt: skip
    repeated = sum(times - 1 for times in handed.values())
    leases = OutboxRow.objects.aggregate(n=Sum("repeats"))["n"] or 0
    chains = [f"thread:{one}" for one in Thread.objects.values_list("id", flat=True)]
    chains += [f"delivery:{one}" for one in OutboxRow.objects.values_list("id", flat=True)]
    broken = [chain for chain in chains if journal.broken_links(chain)]
    threads = Thread.objects.aggregate(n=Sum("unread"))["n"] or 0
    boxes = Mailbox.objects.aggregate(n=Sum("unread"))["n"] or 0
    print(f"kills: {dict(kills)}")
    print(
        f"accepted {len(load.accepted)}, of which {load.replayed} answered as a repeat; "
        f"{load.unanswered} tries without an answer; refused: {dict(load.wrong) or 'none'}"
    )
    print(f"messages stored {sum(stored.values())}: lost {len(lost)}, doubled {len(doubled)}")
    print(f"deliveries: {dict(states)}; messages without one: {len(silent)}; drained: {drained}")
    print(
        f"handed over {sum(handed.values())}: repeated {repeated}, "
        f"settled but not sent {len(unsent)}"
    )
    print(f"leases that ran out after hand-over may have begun: {leases} (repeated ≤ this)")
    print(f"journal chains {len(chains)}: broken {len(broken)}; badges {boxes}, unread {threads}")
    bad: list[Any] = [
        lost, doubled, renamed, silent, unsent, broken, load.wrong, not drained, boxes != threads,
        repeated > leases, set(states) - {"sent", "failed", "skipped", "later"},
    ]  # fmt: skip
    print("FAILED" if any(bad) else "nothing was lost, nothing is there twice")
    return int(any(bool(one) for one in bad))


if __name__ == "__main__":
    sys.exit(main())
