"""`oogopslag work`: the worker of a deployment."""

import argparse
import signal
import threading
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("work", help="deliver, let terms run, seal: the worker")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import database, others

    database.ready()
    others.refuse_wrong()
    from oogopslag.conf.worker import run_forever

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    run_forever(stop)
    return 0
