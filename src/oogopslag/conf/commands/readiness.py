"""`oogopslag readiness …`: inventories, series of others, a demonstration year, recomputation."""

import argparse
import json
import sys
from typing import Any

from oogopslag.conf.arguments import existing_file
from oogopslag.conf.mishaps import sentence_of


def add(verbs: Any) -> None:
    parser = verbs.add_parser("readiness", help="the staircase: compute it, or read inventories")
    kinds = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    for kind, run, text in (
        ("inventory", _inventory, "how many services of an inventory are online end to end"),
        ("a11-scores", _a11_scores, "driver scores by quarter, with gaps and breaks"),
        ("a11-response", _a11_response, "response by quarter"),
        ("dutch", _dutch, "the Dutch measurement of digital services"),
    ):
        one = kinds.add_parser(kind, help=text)
        one.add_argument("file", type=existing_file)
        one.add_argument("--json", action="store_true", help="as JSON")
        if kind != "inventory":
            one.add_argument("--keep", action="store_true", help="show it on a public page")
        one.set_defaults(run=run, kind=kind)
    screens = kinds.add_parser("screens", help="take in the report of a browser (tools/screens.py)")
    screens.add_argument("file", type=existing_file)
    screens.set_defaults(run=_screens)
    demo = kinds.add_parser("demo", help="make the demonstration year and compute it")
    demo.add_argument("--when-due", action="store_true", help="only where it is not there yet")
    demo.set_defaults(run=_demo)
    kinds.add_parser("recompute", help="compute every scorecard anew").set_defaults(run=_recompute)


def _inventory(args: argparse.Namespace) -> int:
    from oogopslag.core.readiness.inventory import UnreadableInventory, end_to_end, read_canada

    try:
        found = end_to_end(read_canada(args.file))
    except (UnreadableInventory, OSError, UnicodeDecodeError) as error:
        print(f"{args.file}: {sentence_of(error)}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps({
            "services": found.services,
            "some_step": found.some_step,
            "all_steps": found.all_steps,
        }))  # fmt: skip
    else:
        print(f"{found.services} services: {found.some_step:.1%} with some step online, "
              f"{found.all_steps:.1%} with all steps that apply.")  # fmt: skip
    return 0


def _a11_scores(args: argparse.Namespace) -> int:
    from oogopslag.core.readiness.outside import read_a11_scores

    return _series(args, lambda file: list(read_a11_scores(file).values()))


def _a11_response(args: argparse.Namespace) -> int:
    from oogopslag.core.readiness.outside import read_a11_response

    return _series(args, lambda file: [read_a11_response(file)])


def _dutch(args: argparse.Namespace) -> int:
    from oogopslag.core.readiness.outside import read_dutch_measurement

    return _series(args, lambda file: list(read_dutch_measurement(file).values()))


def _series(args: argparse.Namespace, read: Any) -> int:
    from oogopslag.core.readiness.outside import UnreadableSeries

    try:
        found = read(args.file)
    except (UnreadableSeries, OSError, UnicodeDecodeError) as error:
        print(f"{args.file}: {sentence_of(error)}", file=sys.stderr)
        return 2
    if args.json:
        from oogopslag.insight.others import plain

        print(json.dumps([plain(one) for one in found], ensure_ascii=False))
        return 0
    if args.keep:
        return _keep(args.kind, found)
    print("\n\n".join(drawn(one) for one in found))
    return 0


def _keep(kind: str, found: Any) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.insight import actions

    print(f"{actions.keep_others(kind, found)} series stand on /trap/metingen/ now.")
    return 0


def drawn(one: Any) -> str:
    """A series as lines to read: a gap is named and empty, a rule stands where a line breaks."""
    lines = [f"{one.name} ({'of 1 to 5' if one.unit == '1-5' else 'share'})"]
    for number, point in enumerate(one.points):
        if number and point.wording != one.points[number - 1].wording:
            lines.append(f"  ---- break: from here another thing was measured: {point.wording}")
        elif number == 0 and one.breaks:
            lines.append(f"  measured: {point.wording}")
        lines.append(f"  {point.period:<9} {_figure(one, point.figure)}")
    gaps = f"gaps: {', '.join(one.gaps)}" if one.gaps else "no gaps"
    breaks = f"breaks: {', '.join(one.breaks)}" if one.breaks else "no breaks"
    return "\n".join([*lines, f"  {gaps}; {breaks}. Source: {one.source}"])


def _figure(one: Any, figure: float | None) -> str:
    """The figure with a bar against the whole of its scale; nothing at all where it was not asked.

    A bar ends at its figure: 1 of a scale of 1 to 5 is the beginning, not a fifth.
    """
    if figure is None:
        return "no figure (not asked: a gap, not a zero)"
    share = (figure - 1) / 4 if one.unit == "1-5" else figure
    told = f"{figure:.2f}" if one.unit == "1-5" else f"{figure:.1%}"
    return f"{told:>6}  {'#' * round(share * 40)}"


def _screens(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.insight import actions
    from oogopslag.insight.errors import InsightError

    try:
        print(f"{actions.take_report(args.file.read_bytes())} new results.")
    except (InsightError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _demo(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from django.utils import timezone

    from oogopslag.broker import actions as broker
    from oogopslag.insight import actions

    if args.when_due:
        actions.ready_for_demo()
        broker.do_demo_work()
        broker.count_own_card()
        return 0
    today = timezone.localdate()
    print(f"{actions.make_demo_year(today)} events that never happened; "
          f"{actions.recompute(today)} scorecards.")  # fmt: skip
    return 0


def _recompute(args: argparse.Namespace) -> int:
    from oogopslag.conf import database

    database.ready()
    from oogopslag.insight import actions

    print(f"{actions.recompute()} scorecards.")
    return 0
