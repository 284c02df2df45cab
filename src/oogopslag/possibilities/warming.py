"""Keeps the glance of a resident warm: read in one query, built anew only after news."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from oogopslag.cases import queries as cases
from oogopslag.cases.queries import CaseRow
from oogopslag.core.law import Text
from oogopslag.facts import queries as facts
from oogopslag.inbox import queries as inbox
from oogopslag.possibilities import actions, queries
from oogopslag.possibilities.models import WarmRow
from oogopslag.possibilities.queries import Possibility
from oogopslag.possibilities.warm import (
    Glance,
    WarmCase,
    WarmDuty,
    WarmOwnTask,
    WarmPossibility,
    WarmThread,
)

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

SHOWN = 3


def glance_of(resident: "Resident") -> Glance:
    """What the first screen shows: the prepared row, or a new one.

    May ask registers: never call it inside a transaction.
    """
    row = WarmRow.objects.filter(resident=resident).first()
    now, today = timezone.now(), facts.today()
    if row and row.built == row.version and row.on == today and now - row.made <= actions.STALE:
        return Glance.from_json(row.data)
    actions.current(resident)  # asks registers and computes where that is due: news of its own
    row, _ = WarmRow.objects.get_or_create(resident=resident, defaults={"on": today, "made": now})
    # Everything is looked at after the version was: news from here on makes the row stale.
    glance = _built(resident, queries.of_resident(resident))
    WarmRow.objects.filter(resident=resident).update(
        on=today, made=now, built=row.version, data=glance.to_json()
    )
    return glance


def cool(residents: Collection[UUID]) -> None:
    """Something changed for these residents: the prepared rows no longer count."""
    rows = WarmRow.objects.filter(resident_id__in=residents)
    if len(residents) > 1:  # always in one order, so that two batches never wait for each other
        list(rows.select_for_update().order_by("resident_id").values_list("pk"))
    rows.update(version=F("version") + 1)


def _built(resident: "Resident", found: list[Possibility]) -> Glance:
    running, taken = cases.running_and_taken(resident)
    names = queries.organisation_names()
    offers = queries.states_of(resident)
    declined = {slug for slug, state in offers.items() if state != "open"}
    possible = [one for one in found if one.suggested and one.service.slug not in taken | declined]
    return Glance(
        duties=tuple(
            WarmDuty(thread=d.thread, title=d.title, organisation=d.organisation, due=d.due)
            for d in inbox.duties_of(resident)
        ),
        possible=tuple(
            _possibility(one, names[one.service.organisation], one.service.slug in offers)
            for one in possible[:SHOWN]
        ),
        total=len(possible),
        impossible=tuple(
            _possibility(one, names[one.service.organisation])
            for one in found
            if not one.possible and not one.service.pays
        ),
        running=tuple(_case(row) for row in running),
        new=tuple(
            WarmThread(
                id=t.id,
                title=t.title,
                organisation=t.organisation,
                changed=t.changed,
                unread=t.unread,
            )
            for t in inbox.new_of(resident)
        ),
        failed=tuple(source.name for source in facts.failed_sources(resident)),
        own=tuple(
            WarmOwnTask(task=t.id, title=t.title, sender=t.sender, due=t.due)
            for t in inbox.own_tasks_of(resident)
        ),
        unread=inbox.unread(resident),
    )


def _possibility(one: Possibility, organisation: Text, offered: bool = False) -> WarmPossibility:
    finding = one.finding
    return WarmPossibility(
        slug=one.service.slug,
        title=one.service.title,
        organisation=organisation,
        verdict=str(finding.verdict),
        missing=len(finding.missing),
        low=finding.amount_low,
        high=finding.amount_high,
        period=finding.period,
        why_not=tuple(reason.text for reason in finding.reasons_not),
        unconfirmed=bool(finding.unconfirmed or finding.lacking),
        unstated=finding.year_unstated,
        offered=offered,
    )


def _case(row: CaseRow) -> WarmCase:
    return WarmCase(
        id=row.id,
        kind=row.kind,
        title=row.service.title,
        organisation=row.organisation,
        turn=row.turn,
        decide_by=row.decide_by,
        step=row.step,
        steps=row.service.steps,
    )
