"""`oogopslag work`: the worker of a deployment."""

import argparse
import signal
import threading
from typing import Any


def add(verbs: Any) -> None:
    parser = verbs.add_parser("work", help="deliver, let terms run, seal: the worker")
    parser.add_argument(
        "--only", metavar="PART", default="", help="one part: inbox.work or delivery.deliver_urgent"
    )
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import apart, database, others, worker

    stop = threading.Event()
    if args.with_parent:
        apart.end_with_parent(stop)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    database.ready()
    others.refuse_wrong()
    if args.only:
        worker.run_part(args.only, stop)
    else:
        worker.run_forever(stop)
    return 0
