"""What registers know of many residents at once, for a look at everybody: a few queries in all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from oogopslag.core.law import Text, Value
from oogopslag.facts import encoding
from oogopslag.facts.models import DataUse, Fact, Relative, SourceState
from oogopslag.outside import trace
from oogopslag.people import queries as people

Told = Mapping[str, Value]
"""Facts by name, of the sources that were allowed."""


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """One resident as the allowed registers show them.

    `relations` holds the facts of children and co-residents; a relation that is absent is unknown.
    `partner` is None where the register names none.
    """

    id: UUID
    facts: Told
    partner: Told | None
    relations: Mapping[str, tuple[Told, ...]]


def of_many(
    first: UUID,
    last: UUID,
    residents: Sequence[UUID],
    names: Collection[str],
    allowed: frozenset[str],
) -> Iterator[Somebody]:
    """What registers in `allowed` say of residents between two ids (both inclusive), by id.

    Never the resident's own word, and nothing of anybody beside them when the register of persons
    is not allowed. Five queries.
    """
    own = _facts(Fact.objects.filter(resident__gte=first, resident__lte=last), names, allowed)
    if "brp" not in allowed:
        yield from (Somebody(id=o, facts=own[o], partner=None, relations={}) for o in residents)
        return
    complete: dict[UUID, set[str]] = defaultdict(set)
    states = SourceState.objects.filter(resident__gte=first, resident__lte=last, source__in=allowed)
    for who, relations in states.values_list("resident_id", "relations"):
        complete[who] |= set(relations)
    beside: dict[UUID, list[Relative]] = defaultdict(list)
    for row in Relative.objects.filter(resident__gte=first, resident__lte=last).order_by("id"):
        beside[row.resident_id].append(row)
    partners = _partners(beside, names, allowed)
    for one in residents:
        partner = next((r for r in beside[one] if r.relation == "partner"), None)
        yield Somebody(
            id=one,
            facts=own[one],
            partner=partners.get(partner.person_hash, {}) if partner else None,
            relations={
                relation: tuple(
                    _told(row, names, allowed) for row in beside[one] if row.relation == relation
                )
                for relation in complete[one] - {"partner"}
            },
        )


def note_many(
    uses: Iterable[tuple[UUID, Iterable[str]]],
    *,
    purpose: Text,
    who: Text,
    service: str,
    activity: str,
) -> None:
    """A line of use for each of many residents, as `note_use` leaves one; never thinned."""
    span, now = trace.current(), timezone.now()
    rows = []
    for resident, names in uses:
        child = span.child()
        rows.append(
            DataUse(
                resident_id=resident,
                began=span.began,
                moment=now,
                who=dict(who),
                purpose=dict(purpose),
                names=sorted(set(names)),
                service=service,
                activity=activity,
                trace=child.trace,
                span=child.id,
                parent=child.parent,
            )
        )
    DataUse.objects.bulk_create(rows, batch_size=500)


def _facts(
    rows: Any, names: Collection[str], allowed: frozenset[str]
) -> dict[UUID, dict[str, Value]]:
    found: dict[UUID, dict[str, Value]] = defaultdict(dict)
    rows = rows.filter(name__in=sorted(names), source__in=sorted(allowed - {"resident"}))
    for who, name, value in rows.values_list("resident_id", "name", "value"):
        found[who].setdefault(name, encoding.decoded(value))
    return found


def _partners(
    beside: Mapping[UUID, list[Relative]], names: Collection[str], allowed: frozenset[str]
) -> dict[str, dict[str, Value]]:
    """What registers say of partners who are known here, by their keyed hash."""
    hashes = {r.person_hash for rows in beside.values() for r in rows if r.relation == "partner"}
    known = people.ids_by_hash(sorted(hashes - {""}))
    told = _facts(Fact.objects.filter(resident__in=list(known.values())), names, allowed)
    return {person_hash: told[who] for person_hash, who in known.items()}


def _told(row: Relative, names: Collection[str], allowed: frozenset[str]) -> dict[str, Value]:
    """A child or co-resident: what the register of persons says, and what allowed ones add."""
    facts = encoding.all_decoded(row.facts)
    for source, said in row.more.items():
        if source in allowed:
            facts |= encoding.all_decoded(said["facts"])
    return {name: value for name, value in facts.items() if name in names}
