"""Puts a generated population into the demo twins, in bulk."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction

from oogopslag.core.values import SYSTEM
from oogopslag.facts import population, sources
from oogopslag.facts.adapters import brp, twins
from oogopslag.facts.models import TwinRecord
from oogopslag.facts.population import Inhabitant
from oogopslag.journal import actions as journal
from oogopslag.people import actions as people
from oogopslag.people import queries as who

BATCH = 2_000


def load_population(folder: Path, *, size: int, seed: int, town: str) -> int:
    """Generates and registers people; gives how many. The same seed adds nobody twice."""
    stream = population.inhabitants(
        folder, size=size, seed=seed, today=sources.today().replace(month=1, day=1), town=town
    )
    total = 0
    for batch in _batches(stream):
        _keep(batch)
        total += len(batch)
    with transaction.atomic():
        journal.write("facts.persons_loaded", actor=SYSTEM, persons=total, refused=0)
    return total


def _batches(stream: Iterator[Inhabitant]) -> Iterator[list[Inhabitant]]:
    while batch := list(islice(stream, BATCH)):
        yield batch


@transaction.atomic
def _keep(batch: list[Inhabitant]) -> None:
    people.register_many((one.bsn, brp.full_name(one.person["naam"])) for one in batch)
    TwinRecord.objects.bulk_create(_rows(batch), batch_size=BATCH, ignore_conflicts=True)


def _rows(batch: Iterable[Inhabitant]) -> Iterator[TwinRecord]:
    as_of = sources.today().replace(month=1, day=1).isoformat()
    for one in batch:
        person_hash = who.hash_of(one.bsn)
        yield TwinRecord(
            person_hash=person_hash,
            source="brp",
            payload=twins.without_numbers(one.person),
            address=twins.address_of(one.person),
        )
        for source, facts in one.registers.items():
            own = {name: value for name, value in facts.items() if name != "kinderen"}
            payload = {"facts": own, "as_of": as_of, "down": False}
            if "kinderen" in facts:  # what it reports of children stands beside its own facts
                payload["kinderen"] = facts["kinderen"]
            yield TwinRecord(person_hash=person_hash, source=source, payload=payload)
