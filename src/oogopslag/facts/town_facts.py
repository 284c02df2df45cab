"""Facts of the newer registers for somebody of the town: work, childcare, pension, assessments.

Drawn from dice of their own, seeded by the person, so that the town's people and the facts they
had before stay the same. What a margin leaves out is unknown: then the resident is asked.
"""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

NET_AT_MOST = 100_000_00
"""Cents a month: more is a typing error in the margins."""


def more(
    person: Mapping[str, Any],
    band: str,
    income: int | None,
    margins: Mapping[str, Any],
    today: date,
) -> dict[str, dict[str, Any]]:
    """Registers beside those of population.py; `income` is of a year, in cents."""
    dice = random.Random(int(person["burgerservicenummer"]))  # noqa: S311 -- a demo town, no secret

    def holds(share: int) -> bool:
        return dice.random() * 100 < share

    work: dict[str, Any] = {"werkt_of_leert": holds(margins["works"][band])}
    if income is not None:
        net = income * margins["net_percent"] // 1200
        work["netto_inkomen_per_maand"] = min(net, NET_AT_MOST)
    low, high = margins["assessment"]
    found: dict[str, dict[str, Any]] = {
        "uwv": work,
        "gemeente": {
            "aanslag_gemeente": dice.randint(low, high) * 100,
            "krijgt_wmo_hulp": holds(margins["wmo"][band]),
        },
    }
    if not holds(margins["student_unknown"][band]):
        found["duo"] = {"studiefinanciering": False}
    if band == "67-94":
        found["svb"] = {"aow_verzekerde_jaren": margins["pension_years"]}
    if person["kinderen"]:
        found.setdefault("svb", {})["kinderen_horen_bij_u"] = holds(margins["children_with_you"])
        found["kinderopvang"] = {
            "kinderen": [
                _childcare(child, dice, margins, today)
                for child in person["kinderen"]
                if holds(margins["childcare_reported"])
            ]
        }
    return found


def _childcare(
    child: Mapping[str, Any], dice: random.Random, margins: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """What a childcare organisation reports of a child; no hours is a report too."""
    born = str(child["geboorte"]["datum"]["datum"])
    age = today.year - int(born[:4])
    facts: dict[str, Any] = {"geboortedatum": {"date": born}, "opvanguren_per_maand": 0}
    in_care = dice.random() * 100 < margins["childcare"]
    if age <= margins["childcare_until"] and in_care:
        hours, price = margins["childcare_hours"], margins["childcare_price"]
        facts["opvanguren_per_maand"] = dice.randint(*hours)
        facts["uurprijs_opvang"] = dice.randint(*price)
        facts["opvangsoort"] = "dagopvang" if age < margins["school"] else "bso"
    return {"naam": child["naam"]["voornamen"], "facts": facts}
