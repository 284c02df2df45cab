"""What the demo twins tell: read from story.yaml, with days counted from today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from oogopslag.cases.adapters.zgw.twin import behaviour
from oogopslag.cases.adapters.zgw.twin.store import Resources

HERE = ZoneInfo("Europe/Amsterdam")


@cache
def _whole() -> Mapping[str, Any]:
    found: Mapping[str, Any] = YAML(typ="safe").load(
        Path(__file__).with_name("story.yaml").read_text()
    )
    return found


@dataclass(frozen=True, kw_only=True)
class Story:
    """`tasks` and `contacts` go with the BSN or key of whom they are about."""

    cases: tuple[Mapping[str, Any], ...]
    tasks: tuple[tuple[str, dict[str, Any]], ...]
    parties: Mapping[str, str]
    contacts: tuple[tuple[str, dict[str, Any]], ...]

    def begun(self, root: str, resources: Resources) -> Resources:
        """The register with the cases that began there."""
        for case in self.cases:
            _begin(root, resources, case)
        return resources


def told(organisation: str) -> Story:
    """The story of one organisation; an empty one for those it does not name."""
    rows = _whole().get(organisation, {})
    contacts = rows.get("contacts", [])
    return Story(
        cases=tuple(rows.get("cases", [])),
        tasks=tuple((row["bsn"], _task(organisation, row)) for row in rows.get("tasks", [])),
        parties={row["bsn"]: _party(row["bsn"]) for row in contacts},
        contacts=tuple((_party(row["bsn"]), _contact(row)) for row in contacts),
    )


def _party(bsn: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"twin party {bsn}"))


def _task(organisation: str, row: Mapping[str, Any]) -> dict[str, Any]:
    due = datetime.now(HERE).replace(hour=23, minute=59, second=59, microsecond=0)
    task = {
        "uuid": row["uuid"],
        "titel": row["title"],
        "status": "open",
        "deadline": (due + timedelta(days=row["days"])).isoformat(),
        "uitvoering": {
            "type": row["kind"],
            "fallbackUrl": f"https://{organisation}.example/taken/{row['uuid']}",
        },
    }
    return task | ({"toelichting": row["text"]} if "text" in row else {})


def _contact(row: Mapping[str, Any]) -> dict[str, Any]:
    moment = datetime.now(HERE).replace(microsecond=0) - timedelta(days=row["days"])
    return {
        "uuid": str(uuid5(NAMESPACE_OID, row["subject"])),
        "kanaal": row["channel"],
        "onderwerp": row["subject"],
        "inhoud": row["content"],
        "reactie": row["answer"],
        "taal": "nld",
        "vertrouwelijk": False,
        "plaatsgevondenOp": moment.isoformat(),
    }


def _begin(root: str, resources: Resources, case: Mapping[str, Any]) -> None:
    kinds = resources["zaaktypen"].values()
    kind = next((one for one in kinds if one["identificatie"] == case["type"]), None)
    if kind is None:
        return
    started = date.today() - timedelta(days=case["days"])
    made = behaviour.made(
        resources,
        root,
        "zaken",
        {
            "identificatie": case["number"],
            "bronorganisatie": "000000000",
            "verantwoordelijkeOrganisatie": "000000000",
            "zaaktype": kind["url"],
            "startdatum": started.isoformat(),
        },
    )
    role = _of(resources, "roltypen", kind["url"], "omschrijvingGeneriek", "initiator")
    who = {"inpBsn": case["bsn"]}
    behaviour.made(
        resources,
        root,
        "rollen",
        {"zaak": made["url"], "betrokkeneType": "natuurlijk_persoon", "roltype": role,
         "betrokkeneIdentificatie": who},
    )  # fmt: skip
    step = _of(resources, "statustypen", kind["url"], "volgnummer", case["step"])
    moment = datetime.now(HERE).replace(microsecond=0).isoformat()
    behaviour.made(
        resources,
        root,
        "statussen",
        {"zaak": made["url"], "statustype": step, "datumStatusGezet": moment},
    )


def _of(resources: Resources, kind: str, case_type: str, name: str, value: Any) -> str:
    rows = resources[kind].values()
    found = next(one for one in rows if one["zaaktype"] == case_type and one[name] == value)
    return str(found["url"])
