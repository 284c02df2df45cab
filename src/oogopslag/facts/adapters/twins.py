"""Demo twins: registers that answer from rows loaded for a demonstration."""

from datetime import date
from fractions import Fraction
from typing import Any

from oogopslag.core.law import Between, Value
from oogopslag.core.values import Bsn
from oogopslag.facts import encoding
from oogopslag.facts.adapters import brp
from oogopslag.facts.adapters.source import Beside, Fetched
from oogopslag.facts.errors import SourceDown
from oogopslag.facts.models import TwinRecord
from oogopslag.people import queries as people

# The registers beside the BRP, by the code that stands at each fact in content/facts.
REGISTERS = (
    "belastingdienst",
    "rvz",
    "woning",
    "duo",
    "rdw",
    "svb",
    "uwv",
    "gemeente",
    "waterschap",
    "kinderopvang",
    "cak",
)


class TwinRegister:
    """A register that gives plain facts: income, insurance, housing and so on."""

    twin = True

    def __init__(self, code: str) -> None:
        self.code = code

    def fetch(self, bsn: Bsn) -> Fetched | None:
        """Raises SourceDown when the row says that this register is out of order."""
        row = TwinRecord.objects.filter(person_hash=people.hash_of(bsn), source=self.code).first()
        if row is None:
            return None
        if row.payload.get("down"):
            raise SourceDown(self.code)
        return Fetched(
            as_of=date.fromisoformat(row.payload["as_of"]),
            facts=encoding.all_decoded(row.payload["facts"]),
            beside=tuple(_child(child) for child in row.payload.get("kinderen", ())),
        )


class BrpTwin:
    """The register of persons: answers in the form of the real API, read by the same reader."""

    code = "brp"
    twin = True

    def __init__(self, today: date) -> None:
        self.today = today

    def fetch(self, bsn: Bsn) -> Fetched | None:
        own = people.hash_of(bsn)
        row = TwinRecord.objects.filter(person_hash=own, source=self.code).first()
        if row is None:
            return None
        if row.payload.get("down"):
            raise SourceDown(self.code)
        found = brp.read(_with_numbers(row.payload), self.today)
        return self._with_household(found, row)

    def _with_household(self, found: Fetched, row: TwinRecord) -> Fetched:
        """Who else lives at the address decides whether there can be another benefit partner."""
        if not row.address:
            return found
        others = self._others(row)
        spouses = {who.get("persoon") for who in row.payload.get("partners", [])} - {None}
        # The partner is no co-resident (Awir 2): they are a relation of their own.
        beside = [one for who, one in others.items() if who not in spouses]
        people = max(1 + len(others), int(row.payload.get("bewoners", 0)))
        all_known = people == 1 + len(others)
        facts: dict[str, Value] = {**found.facts, "aantal_bewoners": Fraction(people)}
        partner = any(one.relation == "partner" for one in found.beside)
        if not partner and not self._another_adult(found, others, people):
            facts["heeft_toeslagpartner"] = False  # Awir 3.2 needs somebody at the same address
            facts["gezamenlijke_huishouding"] = False  # Pw 3.3 and AOW 1.4 as well
        return Fetched(
            as_of=found.as_of,
            facts=facts,
            relations=(*found.relations, "medebewoners") if all_known else found.relations,
            beside=(*found.beside, *beside) if all_known else found.beside,
            name=found.name,
            deceased_on=found.deceased_on,
        )

    def _another_adult(self, found: Fetched, others: dict[str, Beside], people: int) -> bool:
        """Whether somebody at the address may be an adult, besides the person's own children."""
        if any(self._may_be_adult(one) for one in others.values()):
            return True
        children = [one for one in found.beside if one.relation == "kinderen"]
        small = sum(not self._may_be_adult(one) for one in children)
        return people > 1 + max(len(others), small)

    def _others(self, row: TwinRecord) -> dict[str, Beside]:
        """Who else lives at the address, by keyed hash."""
        if not row.address:
            return {}
        rows = TwinRecord.objects.filter(address=row.address, source=self.code)
        found = {
            other.person_hash: brp.read(_with_numbers(other.payload), self.today)
            for other in rows
            if other.id != row.id
        }
        return {
            who: Beside(
                relation="medebewoners",
                name=other.name,
                facts={k: v for k, v in other.facts.items() if k == "geboortedatum"},
            )
            for who, other in found.items()
            if not other.deceased_on
        }

    def _may_be_adult(self, one: Beside) -> bool:
        born = one.facts.get("geboortedatum")
        earliest = born.low if isinstance(born, Between) else born
        if not isinstance(earliest, date):
            return True
        return self.today.year - earliest.year >= brp.ADULT


def _child(payload: dict[str, Any]) -> Beside:
    """What a register reports about one child: found among the children by its birth date."""
    return Beside(
        relation="kinderen",
        name=payload.get("naam", ""),
        facts=encoding.all_decoded(payload["facts"]),
    )


def _with_numbers(payload: dict[str, Any]) -> dict[str, Any]:
    """Stored answers name relatives by hash; the API names them by BSN."""
    person = dict(payload)
    for relation in ("partners", "kinderen"):
        person[relation] = [_with_number(other) for other in payload.get(relation, [])]
    return person


def _with_number(other: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in other.items() if key != "persoon"}
    if known := people.bsn_by_hash(other.get("persoon", "")):
        found["burgerservicenummer"] = known.number
    return found


def without_numbers(person: dict[str, Any]) -> dict[str, Any]:
    """The answer as the twin keeps it: every BSN becomes a keyed hash."""
    kept = {key: value for key, value in person.items() if key != "burgerservicenummer"}
    for relation in ("partners", "kinderen"):
        kept[relation] = [_without_number(other) for other in person.get(relation, [])]
    return kept


def _without_number(other: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in other.items() if key != "burgerservicenummer"}
    if number := other.get("burgerservicenummer"):
        kept["persoon"] = people.hash_of(Bsn(number))
    return kept


def address_of(person: dict[str, Any]) -> str:
    """Where somebody lives as one key; empty abroad or when unknown."""
    where = person.get("verblijfplaats", {}).get("verblijfadres", {})
    parts = (where.get("postcode"), where.get("huisnummer"), where.get("huisletter"))
    return "-".join(str(p) for p in parts if p) if where.get("postcode") else ""
