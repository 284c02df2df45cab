"""The glance of one person for the command line."""

from datetime import date
from typing import Any

from oogopslag.core.law import Finding, LawError
from oogopslag.core.law.citing import placed
from oogopslag.core.values import Bsn
from oogopslag.facts import queries as known
from oogopslag.people import queries as people
from oogopslag.possibilities import actions, queries
from oogopslag.possibilities.queries import Possibility


def glance(bsn: Bsn, on: date, language: str = "nl") -> dict[str, Any]:
    """`{"on", "deceased_on", "failed_sources", "unknown_on", "possibilities": […]}`.

    `unknown_on` names the services whose law we do not hold for that day.

    Somebody who died has no possibilities. Raises UnknownResident; LawError for a day
    before every law we hold.
    """
    resident = people.resident_by_bsn(bsn)
    if not queries.known_on(on):
        raise LawError(f"{on} lies before the first day of every law that is held here.")
    actions.ensure(resident, on)
    resident = people.resident_by_bsn(bsn)
    if resident.deceased_on:
        return {
            "on": on.isoformat(),
            "deceased_on": resident.deceased_on.isoformat(),
            "failed_sources": [],
            "unknown_on": [],
            "possibilities": [],
        }
    return {
        "on": on.isoformat(),
        "deceased_on": None,
        "failed_sources": [failed.code for failed in known.known(resident).failed],
        "unknown_on": queries.not_known_on(on),
        "possibilities": [_shown(one, language) for one in queries.of_resident(resident)],
    }


def _shown(one: Possibility, language: str) -> dict[str, Any]:
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
                "text": reason.text.get(language) or reason.text["nl"],
                "article": " ".join(placed(reason.law, reason.article)),
                "url": reason.url,
                "holds": reason.holds,
            }
            for reason in finding.reasons
        ]
        + _unstated(finding, language),
        "missing": list(finding.missing),
        "next_question": finding.next_question,
    }


def _unstated(finding: Finding, language: str) -> list[dict[str, Any]]:
    """A reason more: the law states its figures per year, and not yet those of this year."""
    year = finding.year_unstated
    if year is None:
        return []
    sentences = {
        "nl": f"Voor {year} zijn de cijfers nog niet bekend",
        "en": f"For {year} the figures are not known yet",
    }
    return [{"text": sentences[language], "article": "", "url": "", "holds": None}]
