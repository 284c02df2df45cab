"""Where post reaches somebody, asked of the register of persons when a letter is made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from oogopslag.facts import logbook
from oogopslag.facts.adapters.brp import Brp
from oogopslag.facts.errors import SourceDown
from oogopslag.facts.models import TwinRecord
from oogopslag.facts.sources import today
from oogopslag.outside import trace
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

# Haal Centraal BRP: only what an envelope needs, and whose it is.
FIELDS = ["burgerservicenummer", "adressering", "verblijfplaats"]
AT_ONCE = 20  # numbers that RaadpleegMetBurgerservicenummer takes
Address = tuple[str, ...]


def postal_address(resident: "Resident") -> Address:
    """As `postal_addresses`, of one. Raises SourceDown."""
    found = postal_addresses([resident])[resident.id]
    if isinstance(found, SourceDown):
        raise found
    return found


def postal_addresses(residents: "Sequence[Resident]") -> dict[UUID, Address | SourceDown]:
    """The lines under the name on an envelope, of each; empty where the register has no address.

    SourceDown for whom the register gave no answer now. Whoever it is about reads in the log that
    it was asked, also when nothing came of it. Talks to the outside: never call it inside a
    transaction.
    """
    with trace.action():
        found = _found(residents)
        logbook.note_uses(
            residents,
            [],
            purpose={"nl": "Uw brief naar u sturen: uw adres vragen.",
                     "en": "Sending your letter: asking your address."},
            who={"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"},
            activity="urn:oogopslag:verwerking:brief",
            foreign="brp",
            failed={key for key, said in found.items() if isinstance(said, SourceDown)},
        )  # fmt: skip
    return found


def _found(residents: "Sequence[Resident]") -> dict[UUID, Address | SourceDown]:
    if not settings.CONFIG.brp_url:
        return _of_twin(residents)
    found: dict[UUID, Address | SourceDown] = {}
    for some in _in_twenties(residents):
        try:
            found |= _asked(some)
        except SourceDown as error:
            found |= dict.fromkeys((one.id for one in some), error)
    return found


def _in_twenties(residents: "Sequence[Resident]") -> "list[Sequence[Resident]]":
    return [residents[at : at + AT_ONCE] for at in range(0, len(residents), AT_ONCE)]


def _asked(residents: "Sequence[Resident]") -> dict[UUID, Address]:
    """By one question to the register. Raises SourceDown."""
    numbers = {people.bsn_of(one).number: one.id for one in residents}
    config = settings.CONFIG
    persons = Brp(config.brp_url, config.brp_token, today()).ask(
        {
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": list(numbers),
            "fields": FIELDS,
        }
    )
    told = {str(one.get("burgerservicenummer")): lines_of(one) for one in persons}
    return {key: told.get(number, ()) for number, key in numbers.items()}


def _of_twin(residents: "Sequence[Resident]") -> dict[UUID, Address | SourceDown]:
    """What the demonstration's register of persons holds; one query."""
    hashes = [one.bsn_hash for one in residents]
    rows = TwinRecord.objects.filter(person_hash__in=hashes, source="brp")
    payloads = dict(rows.values_list("person_hash", "payload"))
    found: dict[UUID, Address | SourceDown] = {}
    for one in residents:
        payload = payloads.get(one.bsn_hash, {})
        found[one.id] = SourceDown("brp") if payload.get("down") else lines_of(payload)
    return found


def lines_of(person: dict[str, Any]) -> tuple[str, ...]:
    """The register's own lines; else street and number, postcode and place."""
    told = person.get("adressering") or {}
    lines = tuple(str(told[f"adresregel{n}"]) for n in (1, 2, 3) if told.get(f"adresregel{n}"))
    if lines:
        return lines
    where = (person.get("verblijfplaats") or {}).get("verblijfadres") or {}
    street = where.get("korteStraatnaam") or where.get("officieleStraatnaam") or ""
    number = "".join(
        str(where.get(part) or "") for part in ("huisnummer", "huisletter", "huisnummertoevoeging")
    )
    place = f"{where.get('postcode') or ''} {where.get('woonplaats') or ''}".strip()
    return tuple(line for line in (f"{street} {number}".strip(), place) if line)
