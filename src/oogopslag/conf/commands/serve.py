"""`oogopslag serve`: the web server of a deployment."""

import argparse
from typing import Any

from oogopslag.conf.arguments import at_least_one, port


def add(verbs: Any) -> None:
    parser = verbs.add_parser("serve", help="serve the web application")
    parser.add_argument("--address", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=port, default=8000, help="which port (8000)")
    parser.add_argument("--workers", type=at_least_one, default=1, help="processes (1)")
    parser.add_argument(
        "--threads", type=at_least_one, default=4, help="threads in each process (4)"
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf import database, others, server

    database.ready()
    others.refuse_wrong()
    server.serve(args.address, args.port, workers=args.workers, threads=args.threads)
    return 0
