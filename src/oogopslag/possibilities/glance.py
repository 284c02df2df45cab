"""The glance of one person for the command line."""

from datetime import date
from typing import Any

from oogopslag.core.law import Finding
from oogopslag.core.values import Bsn
from oogopslag.facts import queries as known
from oogopslag.people import queries as people
from oogopslag.possibilities import actions, queries
from oogopslag.possibilities.queries import Possibility


def glance(bsn: Bsn, on: date) -> dict[str, Any]:
    """`{"on", "deceased_on", "failed_sources", "possibilities": […]}`.

    Somebody who died has no possibilities. Raises UnknownResident.
    """
    resident = people.resident_by_bsn(bsn)
    actions.ensure(resident, on)
    resident = people.resident_by_bsn(bsn)
    if resident.deceased_on:
        return {
            "on": on.isoformat(),
            "deceased_on": resident.deceased_on.isoformat(),
            "failed_sources": [],
            "possibilities": [],
        }
    return {
        "on": on.isoformat(),
        "deceased_on": None,
        "failed_sources": [failed.code for failed in known.known(resident).failed],
        "possibilities": [_shown(one) for one in queries.of_resident(resident)],
    }


def _shown(one: Possibility) -> dict[str, Any]:
    finding: Finding = one.finding
    return {
        "service": one.service.slug,
        "organisation": one.service.organisation,
        "verdict": str(finding.verdict),
        "amount_low": finding.amount_low,
        "amount_high": finding.amount_high,
        "period": finding.period,
        "reasons": [
            {
                "text": dict(reason.text),
                "article": f"{reason.law} {reason.article}",
                "url": reason.url,
                "holds": reason.holds,
            }
            for reason in finding.reasons
        ],
        "missing": list(finding.missing),
        "next_question": finding.next_question,
    }
