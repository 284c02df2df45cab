"""The writing half of the ZGW test: a case from start to status, in a test system only."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from oogopslag.catalogue.contracts import contract

if TYPE_CHECKING:
    from oogopslag.catalogue.conformance.probe import Probe
    from oogopslag.catalogue.conformance.run import Credentials

_RSIN = "000000000"


def test(
    probe: "Probe", headers: dict[str, str], types: list[Any], credentials: "Credentials"
) -> None:
    """Makes one case with initiator and first status."""
    zaken, catalogi = contract("zgw-zaken"), contract("zgw-catalogi")
    if not types:
        probe.untested(zaken, "zaak_create", "there is no published case type to make a case of")
        return
    kind, now = str(types[0].get("url", "")), datetime.now(UTC)
    case = probe.ask(
        zaken, "zaak_create", status=201, headers=headers,
        body={"zaaktype": kind, "bronorganisatie": _RSIN, "verantwoordelijkeOrganisatie": _RSIN,
              "startdatum": now.date().isoformat(), "omschrijving": "Proef van de koppeling"},
    )  # fmt: skip
    if not isinstance(case, dict):
        return
    url = str(case.get("url", ""))
    roles = probe.ask(
        catalogi, "roltype_list", status=200, why="for an initiator", headers=headers,
        params={"zaaktype": kind, "omschrijvingGeneriek": "initiator"},
    )  # fmt: skip
    steps = probe.ask(
        catalogi, "statustype_list", status=200, why="of this case type",
        params={"zaaktype": kind}, headers=headers,
    )  # fmt: skip
    _role(probe, url, roles, credentials.person or "999990019", headers)
    _status(probe, url, steps, now, headers)


def _role(probe: "Probe", url: str, roles: Any, person: str, headers: dict[str, str]) -> None:
    zaken = contract("zgw-zaken")
    rows = roles.get("results", []) if isinstance(roles, dict) else []
    if not rows:
        probe.untested(zaken, "rol_create", "the case type has no initiator")
        return
    body = {
        "zaak": url,
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": rows[0].get("url"),
        "roltoelichting": "aanvrager",
        "betrokkeneIdentificatie": {"inpBsn": person},
    }
    probe.ask(zaken, "rol_create", status=201, body=body, headers=headers)


def _status(probe: "Probe", url: str, steps: Any, now: datetime, headers: dict[str, str]) -> None:
    zaken = contract("zgw-zaken")
    rows = steps.get("results", []) if isinstance(steps, dict) else []
    if not rows:
        probe.untested(zaken, "status_create", "the case type has no status types")
        return
    first = min(rows, key=lambda one: one.get("volgnummer", 0))
    body = {"zaak": url, "statustype": first.get("url"), "datumStatusGezet": now.isoformat()}
    probe.ask(zaken, "status_create", status=201, body=body, headers=headers)
