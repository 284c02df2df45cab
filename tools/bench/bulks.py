"""Accepting BENCH_BULK messages (100,000) over HTTP in calls of 500; part of api.py.

Four callers, each with one call under way. Every key is looked up afterwards: none lost, none
twice. One call in a hundred is sent again and must give the same ids. The worker does not run: what
is measured is that a message was taken durably, with its notices promised, not their sending.
"""

import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence

from tools.bench.client import Client
from tools.bench.jobs import TEXT, memory, need

MESSAGES = int(os.environ.get("BENCH_BULK", "100000"))
SIZE, CALLERS, AGAIN = 500, 4, 100


def run(port: int, key: str, numbers: Sequence[str], web: int) -> None:
    """`web` is the process whose memory is looked at, with those it began."""
    calls = Calls(port, key, numbers)
    begin = time.perf_counter()
    asyncio.run(calls.all(web))
    spent = time.perf_counter() - begin
    times = sorted(calls.times)
    p50, p95 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.95))
    print(
        f"{MESSAGES} messages in calls of {SIZE}, {CALLERS} at once: {spent:.0f} s "
        f"({MESSAGES / spent:.0f}/s), a call p50 {p50:.0f} ms, p95 {p95:.0f} ms; "
        f"web and its parts {calls.peak:.0f} MB at most; {calls.repeated} items sent again, "
        f"{calls.same} of them answered with the same id",
        flush=True,
    )
    need(calls.same == calls.repeated, "a repeat was answered with another id")
    whole(calls.made)


class Calls:
    """The calls of one run; `made` is the id by key."""

    def __init__(self, port: int, key: str, numbers: Sequence[str]) -> None:
        self.client, self.numbers = Client(port, connections=CALLERS), numbers
        self.headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        self.made: dict[str, str] = {}
        self.times: list[float] = []
        self.peak, self.repeated, self.same = 0.0, 0, 0

    async def all(self, web: int) -> None:
        starts = iter(range(0, MESSAGES, SIZE))
        await asyncio.gather(*(self._caller(starts, web) for _ in range(CALLERS)))
        self.client.close()

    async def _caller(self, starts: Iterator[int], web: int) -> None:
        for start in starts:  # shared: each takes the next
            answered = await self._call(start)
            self.made.update(answered)
            if start // SIZE % AGAIN == 0:
                again = await self._call(start)
                self.repeated += len(again)
                self.same += sum(answered[key] == made for key, made in again.items())
                self.peak = max(self.peak, memory(web))

    async def _call(self, start: int) -> dict[str, str]:
        items = [self._item(n) for n in range(start, min(start + SIZE, MESSAGES))]
        body = json.dumps({"items": items}).encode()
        begin = time.perf_counter()
        status, said = await self.client.send("POST", "/api/v1/messages/bulk", self.headers, body)
        self.times.append(time.perf_counter() - begin)
        need(status == 200, f"{status}: {said[:300]!r}")
        results = json.loads(said)["results"]
        need(all(one["status"] in (200, 201) for one in results), f"refused: {results[0]}")
        return {
            item["key"]: one["accepted"]["id"] for item, one in zip(items, results, strict=True)
        }

    def _item(self, number: int) -> dict[str, object]:
        who = self.numbers[number % len(self.numbers)]
        return {**TEXT, "key": f"bulk-{number}", "recipient": {"bsn": who}}


def whole(made: dict[str, str]) -> None:
    """Every answered id is stored under its key, once."""
    from oogopslag.inbox.models import Message

    rows = Message.objects.filter(sender_key__startswith="bulk-").values_list("sender_key", "id")
    stored, twice = {}, 0
    for key, message in rows.iterator(10_000):
        twice += key in stored
        stored[key] = str(message)
    lost = sum(stored.get(key) != message for key, message in made.items())
    print(f"  {len(made)} ids answered: {lost} lost, {twice} doubled, {len(stored)} stored")
    need(not lost and not twice and len(stored) == MESSAGES, "something was lost or doubled")
