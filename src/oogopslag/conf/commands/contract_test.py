"""`oogopslag contract-test URL --contract NAME`: does an end point keep to its contract?"""

import argparse
import json
import os
import sys
from typing import Any

NAMES = ("zgw", "zgw-catalogi", "mijn-taken", "fbs", "klantinteracties", "vtb-verzoeken",
         "vtb-taken")  # fmt: skip


def add(verbs: Any) -> None:
    parser = verbs.add_parser(
        "contract-test", help="ask an end point what its contract promises, and say what to mend"
    )
    parser.add_argument("url", help="the address of the end point (for zgw: of the whole register)")
    parser.add_argument("--contract", required=True, choices=NAMES)
    parser.add_argument("--client-id", default="", help="zgw: our name there")
    parser.add_argument(
        "--secret", default="", help="zgw: our secret there (or OOGOPSLAG_TEST_SECRET)"
    )
    parser.add_argument("--token", default="", help="the others (or OOGOPSLAG_TEST_TOKEN)")
    parser.add_argument("--person", default="", help="a test person: BSN, or klantId (mijn-taken)")
    parser.add_argument("--sender", default="", help="fbs: the OIN in whose name we may deliver")
    parser.add_argument("--write", action="store_true", help="also write: in a test system only")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    """0 everything fits, 1 something breaks the contract, 2 the test could not be held."""
    import django

    django.setup()
    from oogopslag.catalogue.conformance import CannotAsk, Credentials, contract_test

    credentials = Credentials(
        client_id=args.client_id,
        secret=args.secret or os.environ.get("OOGOPSLAG_TEST_SECRET", ""),
        token=args.token or os.environ.get("OOGOPSLAG_TEST_TOKEN", ""),
        person=args.person,
        sender=args.sender,
    )
    try:
        report = contract_test(args.url, args.contract, credentials, write=args.write)
    except CannotAsk as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(report)
    return 0 if report.fits else 1


def _print(report: Any) -> None:
    versions = ", ".join(f"{name} {version}" for name, version in report.versions.items())
    print(f"{report.url}\n{versions}\n")
    for finding in report.findings:
        print(finding)
    fits = sum(one.result == "fits" for one in report.findings)
    untested = sum(one.result == "untested" for one in report.findings)
    print(f"\n{fits} fit, {len(report.broken)} to mend, {untested} not tested.")
