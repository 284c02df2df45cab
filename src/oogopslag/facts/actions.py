"""Everything that changes what we know of somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core.law import Value
from oogopslag.core.values import SYSTEM, Actor, Bsn
from oogopslag.facts import (
    children,
    corrections,
    deaths,
    encoding,
    loading,
    logbook,
    many,
    relatives,
    sources,
    town,
)
from oogopslag.facts.adapters.source import Fetched, Source
from oogopslag.facts.errors import SourceDown
from oogopslag.facts.models import Contradiction, Fact, Relative, SourceState
from oogopslag.facts.postal import postal_address as postal_address  # noqa: PLC0414 -- a public action
from oogopslag.facts.postal import postal_addresses as postal_addresses  # noqa: PLC0414 -- the same
from oogopslag.journal import actions as journal
from oogopslag.outside import trace
from oogopslag.people import actions as people
from oogopslag.people import queries as who

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident, Staff

load_persons = loading.load_persons
load_citizens = loading.load_citizens
load_personas = loading.load_personas
load_population = town.load_population
settle_correction = corrections.settle
doubt_death = deaths.doubt
note_use = logbook.note_use
note_many = many.note_many
using = logbook.using


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """Which sources said something new, and which did not answer."""

    changed: tuple[str, ...]
    failed: tuple[str, ...]


def settle_death(staff: "Staff", organisation: "Organisation", key: UUID, *, undo: bool) -> None:
    """As `deaths.settle`; who lives after all has their facts asked anew at once."""
    resident = deaths.settle(staff, organisation, key, undo=undo)
    if undo:
        refresh(resident)


@dataclass(frozen=True)
class _Answer:
    source: Source
    fetched: Fetched | None
    down: bool


def refresh(resident: "Resident", *, only: Iterable[str] = ()) -> Refreshed:
    """Asks the registers about a resident, and keeps what they say.

    A register that does not answer keeps its old facts, with their age; the others go on.
    Registers are asked before the transaction begins: nothing outside is awaited within it.
    """
    wanted = set(only)
    asked = [s for s in sources.sources() if not wanted or s.code in wanted]
    bsn = who.bsn_of(resident)
    with trace.action():
        answers = [_ask(resident, source, bsn) for source in asked]
    return _keep(resident, answers)


def _ask(resident: "Resident", source: Source, bsn: Bsn) -> _Answer:
    """One register, with a line that the resident can read, also when it gave no answer."""
    name = sources.name_of(source.code)
    try:
        with logbook.using(
            resident,
            [],
            purpose={
                "nl": f"Uw overzicht bijwerken: gegevens vragen bij {name['nl']}.",
                "en": f"Bringing your overview up to date: asking {name['en']}.",
            },
            who={"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"},
            activity="urn:oogopslag:verwerking:gegevens-ophalen",
            foreign=source.code,
        ):
            return _Answer(source, source.fetch(bsn), down=False)
    except SourceDown:
        return _Answer(source, None, down=True)


@transaction.atomic
def _keep(resident: "Resident", answers: list[_Answer]) -> Refreshed:
    failed = tuple(answer.source.code for answer in answers if answer.down)
    changed = tuple(a.source.code for a in answers if not a.down and _take_over(resident, a))
    for answer in answers:
        _note_state(resident, answer)
    if changed or failed:
        journal.write(
            "facts.changed",
            actor=SYSTEM,
            resident=resident.id,
            sources=list(changed),
            failed=list(failed),
        )
    return Refreshed(changed=changed, failed=failed)


def _take_over(resident: "Resident", answer: _Answer) -> bool:
    """Replaces what this source said before; tells whether anything is different."""
    code, fetched = answer.source.code, answer.fetched
    before = {f.name: f.value for f in Fact.objects.filter(resident=resident, source=code)}
    new = {n: encoding.encoded(v) for n, v in fetched.facts.items()} if fetched else {}
    Fact.objects.filter(resident=resident, source=code).exclude(name__in=new).delete()
    now, as_of = timezone.now(), fetched.as_of if fetched else date.min
    for name, value in new.items():
        Fact.objects.update_or_create(
            resident=resident,
            name=name,
            source=code,
            defaults={"value": value, "as_of": as_of, "fetched": now},
        )
    beside = _take_over_relatives(resident, fetched) if fetched else False
    added = relatives.supplement(resident, code, fetched) if fetched else False
    return before != new or beside or added


def _take_over_relatives(resident: "Resident", fetched: Fetched) -> bool:
    if fetched.name or fetched.deceased_on:
        people.register_resident(
            who.bsn_of(resident), name=fetched.name, deceased_on=fetched.deceased_on
        )
    if not fetched.relations:
        return False
    rows = [
        Relative(
            resident=resident,
            relation=one.relation,
            name=one.name,
            person_hash=who.hash_of(one.bsn) if one.bsn else "",
            facts={name: encoding.encoded(value) for name, value in one.facts.items()},
        )
        for one in fetched.beside
    ]
    old = Relative.objects.filter(resident=resident, relation__in=fetched.relations)
    same = _keys(old) == _keys(rows)
    if not same:
        relatives.keep_more(old, rows)
        old.delete()
        Relative.objects.bulk_create(rows)
    return not same


def _keys(rows: Iterable[Relative]) -> list[str]:
    return sorted(repr((r.relation, r.name, r.person_hash, sorted(r.facts.items()))) for r in rows)


def _note_state(resident: "Resident", answer: _Answer) -> None:
    now = timezone.now()
    values: dict[str, object] = {"asked": now, "failed": answer.down}
    if not answer.down:
        values["last_good"] = now
        values["relations"] = list(answer.fetched.relations) if answer.fetched else []
    SourceState.objects.update_or_create(
        resident=resident, source=answer.source.code, defaults=values
    )


@transaction.atomic
def state(resident: "Resident", name: str, value: Value, *, actor: Actor) -> None:
    """Keeps what the resident says of themself, beside what registers say."""
    Fact.objects.update_or_create(
        resident=resident,
        name=name,
        source="resident",
        defaults={
            "value": encoding.encoded(value),
            "as_of": sources.today(),
            "fetched": timezone.now(),
        },
    )
    journal.write("facts.stated", actor=actor, resident=resident.id, fact=name)


@transaction.atomic
def contradict(
    resident: "Resident", name: str, value: Value, explanation: str, *, actor: Actor
) -> Contradiction:
    """The resident says a registered fact is wrong, of themself or of a child ("kinderen.<key>.x");
    it travels along and reaches the source.

    A second contradiction of the same fact takes the place of the first.
    """
    source, registered = _registered(resident, name)
    Contradiction.objects.filter(resident=resident, name=name, settled=None).delete()
    made = Contradiction.objects.create(
        resident=resident,
        name=name,
        source=source,
        registered=registered,
        stated=encoding.encoded(value),
        explanation=explanation,
        made=timezone.now(),
    )
    journal.write(
        "facts.contradicted", actor=actor, resident=resident.id, fact=name, source=made.source
    )
    return made


def _registered(resident: "Resident", name: str) -> tuple[str, Any]:
    """Which register says this, and what; also of a child ("kinderen.<key>.<fact>")."""
    if found := children.registered(resident, name):
        return found
    fact = Fact.objects.filter(resident=resident, name=name).exclude(source="resident").first()
    return (fact.source, fact.value) if fact else ("resident", None)
