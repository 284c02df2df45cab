"""Contract tests of organisations: run on a schedule against real end points, green or mended.

The checks are kits: functions that ask an end point and give findings. The ten contracts of the
matrix are columns; a column without a kit says so and is never green.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from jwt import PyJWTError

from oogopslag.broker.agency_kit import agency_findings
from oogopslag.broker.errors import NoEndPoint
from oogopslag.broker.kit_asking import NoAnswer, PublicOnly, untested
from oogopslag.broker.login_kit import login_findings
from oogopslag.broker.models import ContractRun, EndPoint
from oogopslag.broker.page_kit import page_findings
from oogopslag.broker.receiver_kit import receiver_findings
from oogopslag.broker.rules_kit import rules_findings
from oogopslag.catalogue.conformance import CannotAsk, Credentials, contract_test
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.insight import actions as insight
from oogopslag.insight import queries as bodies
from oogopslag.journal import actions as journal

CONTRACTS = ("catalogue", "login", "inbox", "status", "notification", "form", "rules", "payment",
             "design", "events")  # fmt: skip
EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)
BADGE = timedelta(days=30)
BATCH = 10


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a kit found. `asked` False: the end point gave no chance to test it."""

    green: bool
    asked: bool
    findings: tuple[dict[str, str], ...]


Kit = Callable[[str, Credentials], Outcome]
Findings = tuple[dict[str, str], ...]


def _conformance(name: str) -> Kit:
    def run(url: str, credentials: Credentials) -> Outcome:
        try:
            # The address was looked at when it was added; a name may lead elsewhere today.
            report = contract_test(
                url, name, credentials, transport=PublicOnly(loopback=bool(settings.DEMO))
            )
        except (CannotAsk, PyJWTError, httpx.HTTPError) as error:
            # Nobody answered, or no secret was given: that is no pass and no failure.
            what = {"step": name, "result": "untested", "what": str(error), "mend": ""}
            return Outcome(green=False, asked=False, findings=(what,))
        findings = tuple(
            {"step": one.step, "result": one.result, "what": one.what, "mend": one.mend}
            for one in report.findings
        )
        # Green only when something was tested and nothing broke: a list of "untested" is no pass.
        tested = any(one.result == "fits" for one in report.findings)
        return Outcome(green=report.fits and tested, asked=True, findings=findings)

    return run


def _kit(name: str, findings_of: Callable[[str, Credentials], Findings]) -> Kit:
    """A kit of checks: green when something fits and nothing breaks or stays untested."""

    def run(url: str, credentials: Credentials) -> Outcome:
        try:
            findings = findings_of(url, credentials)
        except (NoAnswer, httpx.HTTPError) as error:
            return Outcome(green=False, asked=False, findings=(untested(name, str(error)),))
        results = {one["result"] for one in findings}
        return Outcome(green=results == {"fits"}, asked=bool(results & {"fits", "breaks"}),
                       findings=findings)  # fmt: skip

    return run


KITS: dict[str, Kit] = {
    "login": _kit("login", lambda url, _: login_findings(url)),
    "agency": _kit("agency", lambda organisation, _: agency_findings(organisation)),
    "receiver": _kit("receiver", lambda url, given: receiver_findings(url, given.token)),
    "rules": _kit("rules", lambda url, _: rules_findings(url)),
    "page": _kit("page", lambda url, _: page_findings(url)),
    "zgw": _conformance("zgw"),
    "mijn-taken": _conformance("mijn-taken"),
    "fbs": _conformance("fbs"),
    "klantinteracties": _conformance("klantinteracties"),
    "zgw-catalogi": _conformance("zgw-catalogi"),
    "vtb-verzoeken": _conformance("vtb-verzoeken"),
    "vtb-taken": _conformance("vtb-taken"),
}
COLUMN_KITS = {
    "catalogue": ("zgw-catalogi",),
    "login": ("login",),
    "status": ("zgw",),
    "inbox": ("agency", "fbs", "klantinteracties"),
    "notification": ("mijn-taken",),
    "form": ("vtb-verzoeken",),
    "rules": ("rules",),
    "payment": ("vtb-taken",),
    "design": ("page",),
    "events": ("receiver",),
}
"""Which kits test which column of the matrix."""
OWN_LOG = frozenset({"agency"})
"""Kits that ask nobody: they read our own log, and have no address."""


@transaction.atomic
def add_end_point(
    organisation: str, contract: str, *, kit: str, url: str, secret: str = "", actor: Actor
) -> EndPoint:
    """Where a contract is tested from now on, every night. `secret` names an environment variable
    OOGOPSLAG_CONTRACT_<ORGANISATION>__<NAME> that holds the token; it is never stored here, and
    nobody can have the secret of another organisation sent to an address of their own.

    Raises NoEndPoint.
    """
    if kit in OWN_LOG:
        url = ""
    elif not _may_be_asked(url):
        raise NoEndPoint
    if contract not in CONTRACTS or kit not in COLUMN_KITS.get(contract, ()):
        raise NoEndPoint
    one, _ = EndPoint.objects.update_or_create(
        organisation=organisation, contract=contract,
        defaults={"check_name": kit, "url": url, "secret": secret, "next_run": timezone.now()},
    )  # fmt: skip
    journal.write("broker.end_point_added", actor=actor, organisation=organisation,
                  end_point=one.id, contract=contract)  # fmt: skip
    return one


def _may_be_asked(url: str) -> bool:
    """Public addresses by https; in a demonstration also this machine. Never an inner network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    here = host in {"localhost", "127.0.0.1", "::1"}
    if here:
        return bool(settings.DEMO) and parts.scheme in {"http", "https"}
    try:
        public = ip_address(host).is_global
    except ValueError:
        public = "." in host and not host.endswith((".local", ".internal", ".localhost"))
    return public and parts.scheme == "https"


def run_due(now: datetime | None = None) -> int:
    """Tests the end points whose time has come; gives how many."""
    now = now or timezone.now()
    with transaction.atomic():
        rows = EndPoint.objects.select_for_update(skip_locked=True).filter(next_run__lte=now)
        rows = rows.exclude(organisation__in=bodies.left(timezone.localdate(now)))
        due = list(rows.order_by("next_run")[:BATCH])
        # Whoever takes one moves its time, so that two workers do not ask twice.
        EndPoint.objects.filter(id__in=[one.id for one in due]).update(next_run=now + AGAIN)
    for one in due:
        run(one.id)
    return len(due)


def run(key: UUID) -> ContractRun:
    """Asks one end point now, outside any transaction, and keeps what came of it."""
    one = EndPoint.objects.get(id=key)
    token = os.environ.get(variable_of(one), "") if one.secret else ""
    client, _, secret = token.partition(":")
    outcome = KITS[one.check_name](
        one.url or one.organisation, Credentials(token=token, client_id=client, secret=secret)
    )
    with transaction.atomic():
        made = ContractRun.objects.create(
            end_point=one, moment=timezone.now(), green=outcome.green, asked=outcome.asked,
            findings=list(outcome.findings), kit=one.check_name,
        )  # fmt: skip
        EndPoint.objects.filter(id=one.id).update(next_run=timezone.now() + EVERY)
        journal.write("broker.contract_tested", actor=SYSTEM, organisation=one.organisation,
                      end_point=one.id, green=outcome.green)  # fmt: skip
    _as_evidence(one.organisation)
    return made


def variable_of(one: EndPoint) -> str:
    """The environment variable that holds the secret of this end point."""
    return f"OOGOPSLAG_CONTRACT_{one.organisation}__{one.secret}".upper().replace("-", "_")


def _as_evidence(organisation: str) -> None:
    """R5: contract tests green of all, from the newest run of each end point."""
    newest = newest_runs(EndPoint.objects.filter(organisation=organisation)).values()
    insight.measured(
        organisation, "R5", klass=EvidenceClass.TEST, source="contract-tests",
        hits=sum(run.green for run in newest), n=len(newest),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One field of the matrix: green, red, stale (badge expired), untested or none."""

    contract: str
    state: str
    on: datetime | None
    end_point: UUID | None


def newest_runs(points: Iterable[EndPoint]) -> dict[UUID, ContractRun]:
    """The newest run of each end point that was ever tested. Two queries, whatever their number."""
    mine = ContractRun.objects.filter(end_point=OuterRef("pk")).order_by("-moment")
    found = EndPoint.objects.filter(id__in=[one.id for one in points])
    newest = dict(
        found.annotate(newest=Subquery(mine.values("id")[:1])).values_list("id", "newest")
    )
    runs = ContractRun.objects.in_bulk([run for run in newest.values() if run])
    return {point: runs[run] for point, run in newest.items() if run}


def state_of(end_point: EndPoint, newest: ContractRun | None, now: datetime) -> Cell:
    """The newest run, or expired: a badge is good for thirty days."""
    if newest is None or not newest.asked:
        state = "untested"
    elif newest.moment < now - BADGE:
        state = "stale"
    else:
        state = "green" if newest.green else "red"
    return Cell(
        contract=end_point.contract, state=state, on=newest.moment if newest else None,
        end_point=end_point.id,
    )  # fmt: skip


def matrix(organisations: list[str], now: datetime | None = None) -> dict[str, list[Cell]]:
    """Organisation × contract, each from its own tests."""
    now = now or timezone.now()
    points: dict[tuple[str, str], EndPoint] = {
        (one.organisation, one.contract): one
        for one in EndPoint.objects.filter(organisation__in=organisations)
    }
    runs = newest_runs(points.values())
    return {
        slug: [
            state_of(points[slug, contract], runs.get(points[slug, contract].id), now)
            if (slug, contract) in points
            else Cell(contract=contract, state="none", on=None, end_point=None)
            for contract in CONTRACTS
        ]
        for slug in organisations
    }
