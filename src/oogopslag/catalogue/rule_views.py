"""What can be asked about versions of rules."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from oogopslag.catalogue.errors import UnknownRule
from oogopslag.catalogue.models import FollowedVersion, RuleVersion
from oogopslag.catalogue.published import library, shipped
from oogopslag.core.law import transition
from oogopslag.core.law.tree import Scheme

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version in force or to come; `shipped` ones came with the software.

    `running`: whether running cases follow it, by `article`; None where the law does not say.
    """

    scheme: str
    valid_from: date
    digest: str
    shipped: bool
    proposed_by: str = ""
    approved_by: str = ""
    running: bool | None = None
    article: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleView:
    """A version on its way, as its page shows it. `changes` are (sign, line): "+", "-" or " "."""

    id: UUID
    scheme: str
    state: str
    text: str
    reason: str
    remarks: str
    running: bool
    valid_from: date | None
    digest: str
    proposed_by: str
    proposed: datetime | None
    proposer: UUID | None
    approved_by: str
    approved: datetime | None
    changed: datetime
    changes: tuple[tuple[str, str], ...] = ()


def newest_text(scheme: str) -> str:
    """The text of the newest version: the last one published, or the last one shipped."""
    row = _published().filter(scheme=scheme).order_by("-valid_from").first()
    last = shipped().schemes[scheme][-1]
    if row is not None and row.valid_from and row.valid_from > last.valid_from:
        return row.text
    return Path(last.file).read_text(encoding="utf-8")


def versions_of(scheme: str) -> list[Version]:
    """All versions of a scheme, newest first. One query."""
    found = [
        Version(
            scheme=scheme,
            valid_from=one.valid_from,
            digest=one.digest,
            shipped=True,
            running=one.transition.follow if one.transition else None,
            article=one.transition.article if one.transition else "",
        )
        for one in shipped().schemes[scheme]
    ]
    for row in _published().filter(scheme=scheme).select_related("proposed_by", "approved_by"):
        if row.valid_from and row.proposed_by and row.approved_by:
            found.append(
                Version(
                    scheme=scheme,
                    valid_from=row.valid_from,
                    digest=row.digest,
                    shipped=False,
                    proposed_by=row.proposed_by.name,
                    approved_by=row.approved_by.name,
                    running=row.running,
                )
            )
    return sorted(found, key=lambda one: one.valid_from, reverse=True)


def rules_of(organisation: "Organisation") -> list[RuleView]:
    """What is on its way, latest change first; at most 50."""
    rows = _rows().filter(organisation=organisation).exclude(state=RuleVersion.PUBLISHED)
    return [_view(row) for row in rows.order_by("-changed")[:MOST]]


def rule(organisation: "Organisation", rule_id: UUID) -> RuleView:
    """One version with how it differs from the newest. Raises UnknownRule."""
    row = _rows().filter(organisation=organisation, id=rule_id).first()
    if row is None:
        raise UnknownRule
    return _view(row, tuple(_changes(newest_text(row.scheme), row.text)))


def versions_to_follow(on: date) -> list[Scheme]:
    """The newest version of each scheme that running cases have yet to follow. One query."""
    found = [transition.followed(held, on) for held in library().schemes.values()]
    done = set(FollowedVersion.objects.values_list("digest", flat=True))
    return [one for one in found if one is not None and one.digest not in done]


def reading_day(scheme: str, received: date, on: date) -> date:
    """The day for which a law is read in a case of `received`; see core.law.transition.

    Raises LawError before the first version.
    """
    return transition.reading_day(library().schemes[scheme], received, on)


def _published() -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(state=RuleVersion.PUBLISHED)


def _rows() -> QuerySet[RuleVersion]:
    return RuleVersion.objects.select_related("proposed_by", "approved_by")


def _changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Changed lines with two lines around them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    for line in list(lines)[2:]:
        yield ("…", "") if line.startswith("@@") else (line[:1], line[1:])


def _view(row: RuleVersion, changes: tuple[tuple[str, str], ...] = ()) -> RuleView:
    return RuleView(
        id=row.id,
        scheme=row.scheme,
        state=row.state,
        text=row.text,
        reason=row.reason,
        remarks=row.remarks,
        running=row.running,
        valid_from=row.valid_from,
        digest=row.digest,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        proposed=row.proposed,
        proposer=row.proposed_by_id,
        approved_by=row.approved_by.name if row.approved_by else "",
        approved=row.approved,
        changed=row.changed,
        changes=changes,
    )
