"""A job of BENCH_MESSAGES rows through the API, with urgent messages beside it; part of api.py."""

import os
import time
from functools import cache
from pathlib import Path

import httpx

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "100000"))
PAPER = int(os.environ.get("BENCH_PAPER", "20"))
EVERY = float(os.environ.get("BENCH_URGENT", "0.5"))
LEAST_URGENT = int(os.environ.get("BENCH_URGENT_N", "300"))
URGENT_S = 5
TEXT = {
    "kind": "information",
    "title": {"nl": "Uw afvalkalender", "en": "Your waste calendar"},
    "body": {"nl": "Vanaf maandag geldt de nieuwe kalender. U kunt hier antwoorden."},
    "reply": {"answerWithin": 2},
}


def run(address: str, keys: tuple[str, str], worker: int) -> None:
    """One job under the second key, with urgent messages under the first (a test key).

    `worker` is the process whose memory is looked at, with those it began.
    """
    test, real = keys
    headers = {"authorization": f"Bearer {real}"}
    with httpx.Client(base_url=address, timeout=600, headers=headers) as client:
        made = uploaded(client)
        until_working(client, test)
        client.post(f"/api/v1/jobs/{made}/moves", json={"do": "start"}).raise_for_status()
        start, urgent, peak, spent, during = time.perf_counter(), [], 0.0, 0.0, 0
        while not spent or len(urgent) < LEAST_URGENT:
            due = start + len(urgent) * EVERY
            time.sleep(max(0.0, due - time.perf_counter()))
            urgent.append(post_urgent(client, test, f"urgent-{len(urgent)}"))
            if not spent and len(urgent) % 5 == 0:
                peak = max(peak, memory(worker))
                if client.get(f"/api/v1/jobs/{made}").json()["state"] == "done":
                    spent, during = time.perf_counter() - start, len(urgent)
    print(
        f"job of {MESSAGES} rows: {spent:.0f} s ({MESSAGES / spent:.0f}/s); {PAPER} in a hundred "
        f"on paper, the others by mail; worker and its parts {peak:.0f} MB at most; "
        f"{settled()} notices of it settled after {time.perf_counter() - start:.0f} s",
        flush=True,
    )
    whole(made)
    time.sleep(8)
    tell(urgent, during)


def tell(urgent: list[str], during: int) -> None:
    from django.db import connection

    waits = sorted(handed(urgent))
    within = sum(one < URGENT_S for one in waits) / len(urgent) * 100
    figures = ", ".join(
        f"p{round(q * 100)} {waits[min(len(waits) - 1, int(len(waits) * q))]:.2f} s"
        for q in (0.5, 0.95, 0.99)
    )
    print(
        f"urgent beside it: n {len(urgent)}, {during} of them before the job was done; "
        f"{within:.1f} % handed over in < {URGENT_S} s (aim 99 %), {figures}, longest "
        f"{waits[-1]:.2f} s, not yet {len(urgent) - len(waits)}; {connection.vendor}"
    )


def until_working(client: httpx.Client, key: str) -> None:
    """The worker has begun, for it hands something over."""
    first = post_urgent(client, key, "first")
    for _ in range(240):
        if handed([first]):
            return
        time.sleep(0.25)
    raise SystemExit("the worker did not begin")


def uploaded(client: httpx.Client) -> str:
    """The job with its rows, not started; gives its id."""
    rows = numbers()
    lines = (f"{rows[n % len(rows)]},Inwoner {n}\n".encode() for n in range(MESSAGES))
    text = b"bsn,naam\n" + b"".join(lines)
    template = {**TEXT, "body": {"nl": "Beste ((naam)), er is een nieuwe kalender."}}
    made = client.post(
        "/api/v1/jobs",
        json={"name": "bench", "template": template},
        headers={"idempotency-key": "bench"},
    ).json()
    start = time.perf_counter()
    filled = client.put(
        f"/api/v1/jobs/{made['id']}/rows", content=text, headers={"content-type": "text/csv"}
    )
    need(filled.status_code == 200, filled.text)
    spent, size = time.perf_counter() - start, len(text) / 1e6
    print(f"upload of {MESSAGES} rows ({size:.1f} MB): {spent:.1f} s", flush=True)
    return str(made["id"])


@cache
def numbers() -> tuple[str, ...]:
    """BSNs of the fictional people; all but PAPER in a hundred of them agreed to mail."""
    from oogopslag.people import actions as people
    from oogopslag.people import queries as who
    from oogopslag.people.models import Resident

    found = []
    for at, resident in enumerate(Resident.objects.filter(sandbox=None).order_by("id")[:5_000]):
        if at % 100 >= PAPER:
            people.wish(resident, "email", address=f"r{at}@example.nl", agreed=True)
        found.append(who.bsn_of(resident).number)
    return tuple(found)


def settled() -> int:
    from oogopslag.delivery.models import OutboxRow

    return OutboxRow.objects.filter(lane=OutboxRow.BULK).exclude(settled=None).count()


def whole(made: str) -> None:
    """Every row has one result, and every message of the job is stored."""
    from django.db.models import Count, Max, Min

    from oogopslag.inbox.models import Job, JobRow, Message

    found = Job.objects.get(id=made)
    covered = JobRow.objects.filter(job=found).aggregate(
        n=Count("row"), different=Count("row", distinct=True), low=Min("row"), high=Max("row")
    )
    told = {"n": MESSAGES, "different": MESSAGES, "low": 1, "high": MESSAGES}
    need(covered == told, f"a row is missing or twice: {covered}")
    stored = Message.objects.filter(sender_key__startswith=f"job:{made}:").count()
    need(stored == found.accepted, f"accepted {found.accepted}, stored {stored}")
    print(f"  each row once: accepted {found.accepted}, refused {found.refused}, stored {stored}")


def post_urgent(client: httpx.Client, key: str, name: str) -> str:
    answer = client.post(
        "/api/v1/messages",
        json={**TEXT, "urgent": "danger", "recipient": {"simulator": "never-opens"}},
        headers={"authorization": f"Bearer {key}", "idempotency-key": name},
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
    """Megabytes that a process and those it began hold now."""
    begun = " ".join(one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children"))
    return _held(pid) + sum(_held(int(one)) for one in begun.split())


def _held(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0  # it ended meanwhile
    line = next((one for one in text.splitlines() if one.startswith("VmRSS")), "VmRSS: 0")
    return int(line.split()[1]) / 1024
