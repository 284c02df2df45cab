"""`oogopslag load persons|citizens FILE`, `oogopslag load content`, `oogopslag load personas`."""

import argparse
import sys
from typing import Any

from oogopslag.conf.arguments import at_least_one, existing_file


def add(verbs: Any) -> None:
    parser = verbs.add_parser("load", help="load content, or people for a demonstration")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    for kind, text in (
        ("persons", "RvIG's JSON test set of the register of persons"),
        ("citizens", "synthetic citizens with the data of agencies (YAML)"),
    ):
        one = kinds.add_parser(kind, help=text)
        one.add_argument("file", type=existing_file)
        one.set_defaults(run=_people, kind=kind)
    town = kinds.add_parser("population", help="a seeded town of fictional people")
    town.add_argument(
        "--size", type=at_least_one, default=1_000, help="how many people, at least (1000)"
    )
    town.add_argument("--seed", type=int, default=1, help="the same seed, the same people (1)")
    town.add_argument("--country", action="store_true", help="over all municipalities, by size")
    town.set_defaults(run=_population)
    kinds.add_parser("content", help="laws, services, organisations").set_defaults(run=_content)
    kinds.add_parser("personas", help="the demonstration's own people").set_defaults(run=_personas)


def _people(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.facts import actions
    from oogopslag.facts.errors import UnreadableFile

    load = actions.load_persons if args.kind == "persons" else actions.load_citizens
    try:
        loaded = load(args.file)
    except UnreadableFile as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{loaded.persons} people loaded, {len(loaded.refused)} refused.")
    for reason in loaded.refused:
        print(f"  refused {reason}", file=sys.stderr)
    return 0


def _population(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from django.conf import settings

    from oogopslag.facts import actions
    from oogopslag.facts.population import VEENSTAD

    made = actions.load_population(
        settings.CONFIG.content / "population",
        size=args.size,
        seed=args.seed,
        town="" if args.country else VEENSTAD,
    )
    print(f"{made} fictional people, seed {args.seed}.")
    return 0


def _content(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from django.conf import settings

    from oogopslag.catalogue import actions

    loaded = actions.load(settings.CONFIG.content)
    print(f"{loaded.services} services of {loaded.organisations} organisations.")
    return 0


def _personas(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.facts import actions

    print(f"{actions.load_personas().persons} demo people loaded.")
    return 0
