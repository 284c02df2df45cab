"""Open VTB Taken 0.1.0, its payments: whole and safe to show? It begins no payment. Read only."""

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from oogopslag.catalogue.contracts import contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

_AMOUNT = re.compile(r"\d{1,9}\.\d{2}")


def test(probe: "Probe", credentials: "Credentials", write: bool) -> dict[str, str]:
    pays = contract("vtb-taken")
    headers = {"Authorization": f"Token {credentials.token}"}
    probe.ask(pays, "betaaltakenList", status=(401, 403), why="without a token")
    found = probe.ask(pays, "betaaltakenList", status=200, headers=headers)
    probe.ask(
        pays, "betaaltakenRetrieve", status=404, why="a payment that does not exist",
        path={"uuid": str(uuid4())}, headers=headers,
    )  # fmt: skip
    rows = found.get("results", []) if isinstance(found, dict) else []
    rows = [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
    if not rows:
        probe.untested(pays, "betaaltakenRetrieve", "there is no payment to look at")
        return {pays.name: pays.version}
    path = {"uuid": str(rows[0].get("uuid", ""))}
    probe.ask(pays, "betaaltakenRetrieve", status=200, path=path, headers=headers)
    _amounts(probe, [one.get("details") or {} for one in rows])
    return {pays.name: pays.version}


def _amounts(probe: "Probe", details: list[Any]) -> None:
    checks = (
        ("an amount has two decimals and is more than nothing", _paid, "amounts are something else",
         "Send bedrag as text such as 12.50."),
        ("payments are in euros", lambda one: one.get("valuta", "EUR") == "EUR",
         "payments are in another currency", "Send EUR, or leave valuta out."),
        ("an account has a name and a valid IBAN", _account,
         "accounts have no name or a wrong IBAN",
         "Send doelrekening with naam and iban; its check digits must be right."),
    )  # fmt: skip
    for step, right, what, mend in checks:
        wrong = sum(not right(one) for one in details)
        probe.demand(
            contract("vtb-taken"), "betaaltakenList", step, holds=not wrong,
            what=f"{wrong} of {len(details)} {what}", mend=mend,
        )  # fmt: skip


def _paid(one: Any) -> bool:
    amount = str(one.get("bedrag", ""))
    return bool(_AMOUNT.fullmatch(amount)) and float(amount) > 0


def _account(one: Any) -> bool:
    account = one.get("doelrekening") or {}
    return bool(account.get("naam")) and iban(str(account.get("iban", "")))


def iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616: the number modulo 97 is 1)."""
    plain = text.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", plain):
        return False
    return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1
