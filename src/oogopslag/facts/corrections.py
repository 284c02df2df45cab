"""Requests to correct a register (terugmelding): with a term, on the work list of its owner."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from ruamel.yaml import YAML

from oogopslag.core.law import Value
from oogopslag.core.values import Actor
from oogopslag.facts import encoding
from oogopslag.facts.errors import NoSuchCorrection
from oogopslag.facts.models import Contradiction
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

OUTCOMES = ("changed", "kept")


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    """A request as the register's owner sees it; `due` is inclusive (AVG 12.3: one month)."""

    id: UUID
    name: str
    source: str
    resident_name: str
    registered: Value | None
    stated: Value
    explanation: str
    made: datetime
    due: date


@cache
def owners() -> dict[str, str]:
    """Source → slug of the organisation that keeps it, where that one works here."""
    file = settings.CONFIG.content / "parameters" / "correction.yaml"
    found: dict[str, str] = dict(YAML(typ="safe").load(file.read_text())["owners"])
    return found


def due(made: date) -> date:
    """The last day to answer: one month after the request (AVG 12.3), the same day or the last."""
    year, month = made.year + made.month // 12, made.month % 12 + 1
    for day in (made.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def corrections_for(organisation: str, limit: int = 50) -> list[CorrectionRow]:
    """What residents ask the owner of a register to correct, soonest due first."""
    sources = [source for source, owner in owners().items() if owner == organisation]
    rows = Contradiction.objects.filter(source__in=sources, settled=None).select_related("resident")
    return [_row(one) for one in rows.order_by("made", "id")[:limit]]


def _row(one: Contradiction) -> CorrectionRow:
    return CorrectionRow(
        id=one.id,
        name=one.name,
        source=one.source,
        resident_name=one.resident.name,
        registered=encoding.decoded(one.registered) if one.registered is not None else None,
        stated=encoding.decoded(one.stated),
        explanation=one.explanation,
        made=one.made,
        due=due(timezone.localdate(one.made)),
    )


@transaction.atomic
def settle(
    correction_id: UUID, organisation: str, *, outcome: str, answer: str, actor: Actor
) -> "tuple[Resident, str]":
    """The owner's answer, once; gives whom to tell and which fact it was.

    The register itself changes there; the next look reads it. Raises NoSuchCorrection.
    """
    found = (
        Contradiction.objects.select_for_update(of=("self",))
        .select_related("resident")
        .filter(id=correction_id, settled=None)
        .first()
    )
    if found is None or owners().get(found.source) != organisation or outcome not in OUTCOMES:
        raise NoSuchCorrection
    if not answer.strip():
        raise NoSuchCorrection
    found.settled, found.outcome, found.answer = timezone.now(), outcome, answer.strip()
    found.save(update_fields=["settled", "outcome", "answer"])
    journal.write(
        "facts.correction_settled",
        actor=actor,
        resident=found.resident_id,
        organisation=organisation,
        fact=found.name,
        source=found.source,
        outcome=outcome,
    )
    return found.resident, found.name
