"""`oogopslag law compare A B --population P`: what a change of rules does, and to whom."""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oogopslag.conf.arguments import at_least_one, day, day_of, writable
from oogopslag.conf.laws.sweep import latest_birth
from oogopslag.conf.mishaps import sentence_of

if TYPE_CHECKING:
    from oogopslag.core.law import Library
    from oogopslag.core.law.population.comparing import Comparison, Group, Version

_TOWNS = 10


def add(kinds: Any) -> None:
    parser = kinds.add_parser("compare", help="two versions of a law over a population")
    for name in ("first", "second"):
        parser.add_argument(name, help="a law file, or a scheme as NAME or NAME@YYYY-MM-DD")
    parser.add_argument("--population", type=Path, required=True, help="a Parquet file of people")
    parser.add_argument(
        "--on", type=day, help="read both on this day (each on its own first day or NAME@)"
    )
    parser.add_argument("--out", type=writable, help="a JSON file with everything that was found")
    parser.add_argument("--threads", type=at_least_one, default=2, help="threads (2)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from oogopslag.conf.config import load
    from oogopslag.core.law import LawError, read_library
    from oogopslag.core.law.population import PopulationError, scan
    from oogopslag.core.law.population.comparing import compare

    try:
        content = load().content
        library = read_library(content)
        first, second = (
            _version(one, library, content, args.on) for one in (args.first, args.second)
        )
        latest = latest_birth(max(first.on, second.on))
        with ThreadPoolExecutor(args.threads) as pool:
            people = scan(args.population)
            found = compare(first, second, people, library.dictionary, latest=latest, executor=pool)
        if args.out:
            args.out.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
    except (LawError, PopulationError, ValueError, OSError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 2
    _print(found)
    return 0


def _version(told: str, library: "Library", content: Path, on: date | None) -> "Version":
    """Raises LawError for a file that is no law, a name that is none, a day before its first."""
    from oogopslag.core.law.library import read_alone
    from oogopslag.core.law.population.comparing import Version

    if told.endswith((".yaml", ".yml")):
        ((scheme,),) = read_alone(Path(told), content).schemes.values()
        return Version(scheme=scheme, on=on or scheme.valid_from)
    name, _, said = told.partition("@")
    chosen = day_of(said) if said else on or date.today()
    return Version(scheme=library.scheme(name, chosen), on=on or chosen)


def _euros(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def _print(found: "Comparison") -> None:
    period = f" per {found.period}" if found.period else ""
    print(f"{found.scheme}: euros{period}, {found.everybody.people:,} people")
    print(f"{'':<14}{'first':>20}{'second':>20}{'change':>20}")
    first, second = found.first, found.second
    print(f"{'version from':<14}{first.valid_from:>20}{second.valid_from:>20}")
    for name in ("entitled", "depends", "questions"):
        a, b = getattr(first, name), getattr(second, name)
        print(f"{name:<14}{a:>20,}{b:>20,}{b - a:>+20,}")
    change = _euros(second.cents - first.cents)
    print(f"{'euros':<14}{_euros(first.cents):>20}{_euros(second.cents):>20}{change:>20}")
    print(f"\nrights: {found.began:,} begin, {found.ended:,} end; "
          f"gained {_euros(found.gained)}, lost {_euros(found.lost)}")  # fmt: skip
    print(f"\n{'by amount':<30}{'gain':>12}{'lose':>12}")
    for step in found.steps:
        end = f"to {_euros(step.up_to)}" if step.up_to is not None else "and more"
        print(f"{'above ' + _euros(step.above) + ' ' + end:<30}{step.gain:>12,}{step.lose:>12,}")
    _groups("by household", found.households)
    towns = sorted(found.towns, key=lambda group: (-abs(group.cents), group.name))
    _groups(f"municipalities (largest {min(_TOWNS, len(towns))} of {len(towns)})", towns[:_TOWNS])


def _groups(title: str, groups: "list[Group]") -> None:
    print(f"\n{title:<36}{'people':>12}{'gain':>12}{'lose':>12}{'undecided':>12}{'net euros':>18}")
    for one in groups:
        name = one.name.replace("_", " ") or "unknown"
        print(f"{name:<36}{one.people:>12,}{one.gain:>12,}{one.lose:>12,}{one.undecided:>12,}"
              f"{_euros(one.cents):>18}")  # fmt: skip
