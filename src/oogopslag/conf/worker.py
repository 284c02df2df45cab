"""The loop behind the pages: deliver what is due, let terms run on, seal the journal."""

import logging
import threading
import time

from django.db import close_old_connections

from oogopslag.cases import actions as cases
from oogopslag.delivery import actions as delivery
from oogopslag.journal import actions as journal

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
SLOW_EVERY = 60.0


def run_forever(stop: threading.Event) -> None:
    """Works until `stop` is set; one round that fails is logged and the next one goes on."""
    slow_due = 0.0
    while not stop.wait(PAUSE_SECONDS):
        close_old_connections()
        try:
            delivery.deliver_due()
            if time.monotonic() >= slow_due:
                slow_due = time.monotonic() + SLOW_EVERY
                cases.lapse_pauses()
                journal.seal()
        except Exception:
            log.exception("A round of the worker failed; the next one goes on.")
    close_old_connections()
