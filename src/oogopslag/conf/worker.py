"""The loop behind the pages: it runs what each room's `tasks.py` asks for.

A room's `tasks.py` may hold EVERY_SECOND, EVERY_MINUTE and EVERY_DAY: tuples of functions
without arguments. Each takes a bounded batch and returns; what is left waits for the next round.
BESIDE holds those that may take seconds (a webhook that hangs, a job of a million rows): each has a
thread of its own, every second, so that it holds up nobody.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
STOP_SECONDS = 5.0
RHYTHMS = {"EVERY_SECOND": 1.0, "EVERY_MINUTE": 60.0, "EVERY_DAY": 86_400.0}
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
    beside = [
        threading.Thread(target=_beside, args=(task, stop), daemon=True) for task in tasks("BESIDE")
    ]
    for thread in beside:
        thread.start()
    while not stop.wait(PAUSE_SECONDS):
        for rhythm, seconds in RHYTHMS.items():
            if time.monotonic() >= due[rhythm]:
                due[rhythm] = time.monotonic() + seconds
                for task in tasks(rhythm):
                    _run(task)
    for thread in beside:
        thread.join(STOP_SECONDS)  # what is cut off then was in a transaction or under a lease
    close_old_connections()


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
