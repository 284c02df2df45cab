"""The benchmark of the inbox: a list of 100,000 conversations, one of 20,000 messages, accepting.

Pages are asked of the program in this process (Django's test client): rendering and queries count,
the network does not. Sizes: BENCH_SIZE, BENCH_MESSAGES, BENCH_ACCEPT. Run it with
`make bench ONLY=inbox` (PostgreSQL that is thrown away afterwards).
"""

import hashlib
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django

from tools.bench.machine import circumstances

SIZE = int(os.environ.get("BENCH_SIZE", "100000"))
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "20000"))
ACCEPT = int(os.environ.get("BENCH_ACCEPT", "2000"))
TIMES = int(os.environ.get("BENCH_TIMES", "200"))


def main() -> None:
    os.environ["OOGOPSLAG_DATA"] = tempfile.mkdtemp(prefix="oogopslag-bench-")
    os.environ.update(OOGOPSLAG_DEMO="1", DJANGO_SETTINGS_MODULE="oogopslag.conf.settings")
    django.setup()
    circumstances()
    resident, body, long = fill()
    pages(resident, long)
    accepting(resident, body)


def fill() -> tuple[Any, Any, Any]:
    """One resident with SIZE conversations, one of which is MESSAGES long."""
    from django.conf import settings
    from django.core.management import call_command

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.core.values import Bsn
    from oogopslag.facts import actions as facts
    from oogopslag.people import actions as people
    from oogopslag.people import queries as who

    call_command("migrate", verbosity=0)
    catalogue.load(settings.CONFIG.content)
    facts.load_personas()
    resident = who.resident_by_bsn(Bsn("999000020"))
    resident.account = people.welcome_resident(Bsn("999000020"), level="substantial")
    start = time.perf_counter()
    long = rows(resident, who.organisations())
    print(
        f"filled: {SIZE} conversations, one of {MESSAGES} messages, "
        f"in {time.perf_counter() - start:.0f} s"
    )
    return resident, who.organisation("dienst-toeslagen"), long


def rows(resident: Any, bodies: list[Any]) -> Any:
    from django.db import connection
    from django.utils import timezone

    from oogopslag.core.values import new_id
    from oogopslag.inbox.models import Mailbox, Message, Thread

    now = timezone.now()

    def thread(number: int) -> Any:
        title = f"Bericht {number} over {('huur', 'zorg', 'parkeren', 'water')[number % 4]}"
        body = bodies[number % len(bodies)]
        return Thread(
            id=new_id(), resident=resident, organisation=body, title={"nl": title, "en": title},
            safe_title={"nl": "een bericht"}, search=f"{title} {body.name['nl']}".lower(),
            content_changed=now - timedelta(minutes=number), unread=number % 50 == 0,
            waiting_since=now if number % 40 == 0 else None,
            duty_due=now.date() if number % 300 == 0 else None,
        )  # fmt: skip

    long, unread = None, 0
    for numbers in pieces(SIZE):
        made = [thread(number) for number in numbers]
        Thread.objects.bulk_create(made)
        Message.objects.bulk_create(
            _message(one.id, resident, now, "organisation", about=number)
            for number, one in zip(numbers, made, strict=True)
        )
        long, unread = long or made[0], unread + sum(one.unread for one in made)
    for numbers in pieces(MESSAGES):
        Message.objects.bulk_create(
            _message(long.id, resident, now, "resident" if n % 2 else "organisation", opened=now)
            for n in numbers
        )
    Mailbox.objects.create(resident=resident, unread=unread)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return long


def pieces(number: int, size: int = 2_000) -> Iterator[range]:
    """Some thousand at a time, so that memory does not grow with the number."""
    for start in range(0, number, size):
        yield range(start, min(start + size, number))


def _message(thread: Any, resident: Any, now: Any, by: str, **more: Any) -> Any:
    from oogopslag.core.values import new_id
    from oogopslag.inbox.models import Message
    from oogopslag.inbox.searching import words_of

    mark = f"Kenmerk k{more['about']}x." if "about" in more else ""
    body = {"nl": "Een tekst van gewone lengte. " * 8 + mark}
    return Message(
        id=new_id(), thread_id=thread, kind="information" if by == "organisation" else "answer",
        by=by, author={"nl": "Iemand"}, body=body, words=words_of(resident.id, body),
        answer_within=2, placed=now, first_opened=more.get("opened"),
    )  # fmt: skip


def pages(resident: Any, long: Any) -> None:
    from django.test import Client

    from oogopslag.inbox import queries

    client = Client(headers={"accept-language": "nl"}, SERVER_NAME="localhost")
    client.force_login(resident.account, backend="oogopslag.people.backend.Backend")

    def page(path: str) -> Callable[[], None]:
        def ask() -> None:
            if client.get(path).status_code != 200:
                raise SystemExit(f"{path} gives no page")

        return ask

    rows = queries.threads_of(resident, limit=20)
    deep = rows
    for _ in range(min(20, SIZE // 1_000 - 1)):
        deep = queries.threads_of(resident, queries.Place.after(deep[-1]), 1000)
    place = str(queries.Place.after(deep[-1]))
    older = queries.thread(resident, long.id).older
    first = time.perf_counter()
    page("/berichten/")()
    print(f"list, first request in this process: {(time.perf_counter() - first) * 1000:.0f} ms")
    for name, path in {
        "list, first page": "/berichten/",
        "list, up to 20,000 conversations down": f"/berichten/?voor={place.replace('+', '%2B')}",
        "list, your turn": "/berichten/?laat=aan-zet",
        "list, you wait": "/berichten/?laat=wachten",
        "list, unread": "/berichten/?laat=ongelezen",
        "search, found often": "/berichten/?zoek=parkeren",
        "search, title found once": f"/berichten/?zoek=bericht+{SIZE - 7}+",
        "search, text found once": f"/berichten/?zoek=k{SIZE // 2}x",
        "search, text found in all": "/berichten/?zoek=gewone+lengte",
        "search, nothing found": "/berichten/?zoek=nergenstevinden",
        "conversation, newest": f"/berichten/{long.id}/",
        "conversation, older": f"/berichten/{long.id}/?voor={older}",
    }.items():
        say(name, timed(page(path)))
    say("list, query only", timed(lambda: queries.threads_of(resident, limit=20)))
    say("badge, query only", timed(lambda: queries.unread(resident)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, filling included: {peak:.0f} MB")


def accepting(resident: Any, body: Any) -> None:
    from oogopslag.core.values import Actor
    from oogopslag.inbox import actions
    from oogopslag.inbox.accepting_many import accept_many
    from oogopslag.inbox.actions import Incoming, ReplyPolicy

    actor = Actor(kind="organisation", id=body.slug)

    def one(key: str) -> Incoming:
        return Incoming(
            key=key, request_hash=hashlib.sha256(key.encode()).hexdigest(),
            resident=resident, title={"nl": "Titel"},
            safe_title={"nl": "een bericht"}, body={"nl": "Een tekst. " * 20},
            policy=ReplyPolicy(answer_within=2),
        )  # fmt: skip

    keys = iter(range(10**9))
    times = timed(lambda: actions.accept(body, one(f"a{next(keys)}"), actor=actor), ACCEPT)
    say("accept one, durable", times)
    print(f"  {ACCEPT / sum(times):.0f} a second, one process, one after another")
    again = iter(range(10**9))
    say(
        "accept a repeat",
        timed(lambda: actions.accept(body, one(f"a{next(again)}"), actor=actor), min(ACCEPT, 500)),
    )
    start, batches = time.perf_counter(), max(1, ACCEPT // 500)
    for number in range(batches):
        accept_many(body, [one(f"b{number}-{i}") for i in range(500)], actor=actor)
    took = time.perf_counter() - start
    print(f"accept 500 at once: {batches * 500 / took:.0f} a second, one process")


def timed(ask: Callable[[], object], times: int = TIMES) -> list[float]:
    ask()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return taken


def say(name: str, times: list[float]) -> None:
    ordered = sorted(one * 1000 for one in times)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.95, 0.99))
    print(
        f"{name}: median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms "
        f"({len(ordered)} times)"
    )


if __name__ == "__main__":
    main()
