"""Runs the test of one contract."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from oogopslag.catalogue.conformance import (
    fbs,
    klantinteracties,
    mijn_taken,
    vtb_taken,
    vtb_verzoeken,
    zgw,
)
from oogopslag.catalogue.conformance.probe import Probe, Stopped
from oogopslag.catalogue.conformance.report import Report

SECONDS = 10.0


class CannotAsk(Exception):
    """The test could not be held: the text says why."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What the end point needs to let us in, and a test person it knows.

    ZGW: `client_id` and `secret`; the others: `token`. `person` is a BSN of a test person for ZGW
    and FBS, a klantId for MijnTaken. `sender` is the OIN in whose name FBS may deliver.
    """

    client_id: str = ""
    secret: str = ""
    token: str = ""
    person: str = ""
    sender: str = ""


Test = Callable[[Probe, Credentials, bool], dict[str, str]]
CONTRACTS: dict[str, Test] = {
    "zgw": zgw.test,
    "mijn-taken": mijn_taken.test,
    "fbs": fbs.test,
    "klantinteracties": klantinteracties.test,
    "zgw-catalogi": zgw.test_catalogue,
    "vtb-verzoeken": vtb_verzoeken.test,
    "vtb-taken": vtb_taken.test,
}


def contract_test(
    url: str,
    contract: str,
    credentials: Credentials,
    *,
    write: bool = False,
    transport: httpx.BaseTransport | None = None,
) -> Report:
    """Asks an end point everything its contract promises. Raises CannotAsk, KeyError."""
    test = CONTRACTS[contract]
    if httpx.URL(url).scheme not in ("http", "https"):
        raise CannotAsk("Give an address that begins with http:// or https://.")
    with httpx.Client(
        timeout=SECONDS,
        transport=transport,
        follow_redirects=False,
        verify=ssl.create_default_context() if transport is None else True,
    ) as client:
        probe = Probe(client, url)
        try:
            versions = test(probe, credentials, write)
        except Stopped as stopped:
            if not probe.findings:
                raise CannotAsk(str(stopped)) from None
            raise CannotAsk(f"{stopped} {len(probe.findings)} checks were made before.") from None
    return Report(contract=contract, versions=versions, url=url, findings=tuple(probe.findings))
