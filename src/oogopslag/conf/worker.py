"""The loop behind the pages: it runs what each room's `tasks.py` asks for.

A room's `tasks.py` may hold EVERY_SECOND, EVERY_MINUTE and EVERY_DAY: tuples of functions
without arguments. Each takes a bounded batch and returns; what is left waits for the next round.
BESIDE holds those that may take seconds (a webhook that hangs, a job of a million rows): each has a
thread of its own, every second, so that it holds up nobody. APART holds those that compute for
minutes, or that nothing may delay: on PostgreSQL each has a process of its own (apart.py), for the
threads of one process share one core; the embedded database has one writer anyhow.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

from oogopslag.conf import apart

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
RHYTHMS = {"EVERY_SECOND": 1.0, "EVERY_MINUTE": 60.0, "EVERY_DAY": 86_400.0}
# A job of hours lets go first what somebody waits for: urgent notices, and the usual rounds.
PATIENCE = {"inbox.work": 5}
Task = Callable[[], object]


def tasks(rhythm: str) -> Iterator[Task]:
    """What the rooms ask for in one rhythm, in the order of the rooms."""
    for app in apps.get_app_configs():
        module = sys.modules.get(f"{app.name}.tasks")
        if app.name.startswith("oogopslag."):
            yield from getattr(module, rhythm, ())


def run_forever(stop: threading.Event) -> None:
    """Works until `stop` is set; a task that fails is logged and the others go on."""
    autodiscover_modules("tasks")
    due = dict.fromkeys(RHYTHMS, 0.0)
    beside = _started(stop)
    while not stop.wait(PAUSE_SECONDS):
        for rhythm, seconds in RHYTHMS.items():
            if time.monotonic() >= due[rhythm]:
                due[rhythm] = time.monotonic() + seconds
                for task in tasks(rhythm):
                    _run(task)
    for thread in beside:
        # What is cut off after it was in a transaction or under a lease.
        thread.join(apart.STOP_SECONDS + 1)
    close_old_connections()


def _started(stop: threading.Event) -> list[threading.Thread]:
    """A thread for each that works beside the loop, or that keeps a process of its own running."""
    works: list[Callable[[], object]] = [partial(_beside, one, stop) for one in tasks("BESIDE")]
    for one in tasks("APART"):
        if settings.CONFIG.database:
            works.append(partial(apart.keep_running, name_of(one), stop))
        else:
            works.append(partial(_beside, one, stop))
    threads = [threading.Thread(target=one, daemon=True) for one in works]
    for thread in threads:
        thread.start()
    return threads


def name_of(task: Task) -> str:
    """The room and its function: `inbox.work`."""
    return f"{task.__module__.split('.')[1]}.{task.__name__}"


def run_part(name: str, stop: threading.Event) -> None:
    """Works on one of APART only, until `stop` is set. Raises KeyError for another name."""
    autodiscover_modules("tasks")
    os.nice(PATIENCE.get(name, 0))
    _beside({name_of(task): task for task in tasks("APART")}[name], stop)


def _beside(task: Task, stop: threading.Event) -> None:
    while not stop.wait(PAUSE_SECONDS):
        _run(task)
    close_old_connections()


def _run(task: Task) -> None:
    close_old_connections()
    try:
        task()
    except Exception:
        log.exception("%s failed; the next round tries again.", task.__module__)
