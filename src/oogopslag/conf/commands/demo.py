"""`oogopslag demo`: everything on one machine, with Demo-DigiD and people of our own making."""

import argparse
import os
import shutil
import subprocess
import sys
from typing import Any

from oogopslag.conf.arguments import port

TOWN = 1_000
"""How many fictional people live in a demonstration beside the personas."""

_ZGW = "twin oogopslag twin-secret-that-is-no-secret-at-all"
TWINS = {
    "OOGOPSLAG_ZGW": f"gemeente-veenstad {_ZGW}",
    "OOGOPSLAG_MIJN_TAKEN": "gemeente-veenstad twin t; svb twin t",
    "OOGOPSLAG_KLANTINTERACTIES": "gemeente-veenstad twin t",
    "OOGOPSLAG_OPEN_VTB": "dienst-toeslagen twin t",
    "OOGOPSLAG_OPEN_VTB_LETTERS": "dienst-toeslagen twin t",
}
"""Systems of other organisations in a demonstration: twins, which say so."""


def add(verbs: Any) -> None:
    parser = verbs.add_parser("demo", help="serve a demonstration: web and worker")
    parser.add_argument("--port", type=port, default=8000, help="which port (8000)")
    parser.add_argument("--reset", action="store_true", help="start afresh: the old data go away")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    os.environ["OOGOPSLAG_DEMO"] = "1"
    os.environ.setdefault("OOGOPSLAG_BASE_URL", f"http://localhost:{args.port}")
    for name, twins in TWINS.items():
        os.environ.setdefault(name, twins)
    from oogopslag.conf import server
    from oogopslag.conf.config import load

    server.refuse_taken_port("127.0.0.1", args.port)
    if args.reset:
        _forget(load())
    from oogopslag.conf import database, others

    database.ready()
    others.refuse_wrong()
    _fill()
    _say(args.port)
    worker = subprocess.Popen([sys.executable, "-m", "oogopslag.conf.cli", "work"])
    # The first time this takes half a minute: the lens says so until the packs are there.
    packs = [sys.executable, "-m", "oogopslag.conf.cli", "paper", "compile", "--when-changed"]
    lens = subprocess.Popen(packs, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own verb
    try:
        server.serve("127.0.0.1", args.port, workers=1, threads=4)
    finally:
        for process in (lens, worker):
            _end(process)
        print("\nStopped. Your data are kept; start again with the same command.")
    return 0


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Asks a process of ours to stop, and makes it stop when it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _forget(config: Any) -> None:
    """Removes the embedded database, files and keys; never a PostgreSQL database."""
    for name in ("oogopslag.sqlite3", "oogopslag.sqlite3-wal", "oogopslag.sqlite3-shm"):
        (config.data / name).unlink(missing_ok=True)
    for name in ("files", "insight", "keys", "twins"):
        shutil.rmtree(config.data / name, ignore_errors=True)


def _fill() -> None:
    from django.conf import settings

    from oogopslag.catalogue import actions as catalogue
    from oogopslag.conf import city
    from oogopslag.facts import actions as facts
    from oogopslag.facts.population import VEENSTAD

    print("Loading content and demo people…", flush=True)
    catalogue.load(settings.CONFIG.content)
    facts.load_personas()
    folder = settings.CONFIG.content / "population"
    facts.load_population(folder, size=TOWN, seed=1, town=VEENSTAD)
    if made := city.live(TOWN, seed=1):
        print(f"{made} applications of the town's people are on their way.", flush=True)
    # In a process of its own: a thread pool for columns that is made here would be dead in the web
    # workers that are forked off later, and a page that counts would wait for ever.
    year = [sys.executable, "-m", "oogopslag.conf.cli", "readiness", "demo", "--when-due"]
    subprocess.run(year, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own verb


def _say(port: int) -> None:
    from oogopslag.doors.demo import personas

    address = f"http://localhost:{port}"
    print(f"\nOogopslag runs on {address}\n\nSign in with Demo-DigiD as a resident:")
    for persona in personas.residents():
        print(f"  {persona.name:<22} {persona.story['en']}")
    print(f"\nSign in as a civil servant at {address}/werk/:")
    for persona in personas.staff():
        print(f"  {persona.name:<22} {persona.story['en']}")
    print(f"\nOutgoing mail: {address}/demo/outbox/    Twin of Open VTB: {address}/demo/verzoeken/")
    print("Ctrl-C stops everything.\n", flush=True)
