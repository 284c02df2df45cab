"""Where post reaches somebody, asked of the register of persons when a letter is made."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from oogopslag.facts import logbook
from oogopslag.facts.adapters.brp import Brp
from oogopslag.facts.errors import SourceDown
from oogopslag.facts.models import TwinRecord
from oogopslag.facts.sources import today
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

# Haal Centraal BRP: only what an envelope needs.
FIELDS = ["adressering", "verblijfplaats"]


def postal_address(resident: "Resident") -> tuple[str, ...]:
    """The lines under the name on an envelope; empty when the register has no address.

    Whoever it is about reads in the log that it was asked, also when nothing came of it.
    Talks to the outside: never call it inside a transaction. Raises SourceDown.
    """
    with logbook.using(
        resident,
        [],
        purpose={"nl": "Uw brief naar u sturen: uw adres vragen.",
                 "en": "Sending your letter: asking your address."},
        who={"nl": "Oogopslag, automatisch", "en": "Oogopslag, automatically"},
        activity="urn:oogopslag:verwerking:brief",
        foreign="brp",
    ):  # fmt: skip
        return _asked(resident)


def _asked(resident: "Resident") -> tuple[str, ...]:
    bsn = people.bsn_of(resident)
    config = settings.CONFIG
    if config.brp_url:
        found = Brp(config.brp_url, config.brp_token, today()).ask(
            {
                "type": "RaadpleegMetBurgerservicenummer",
                "burgerservicenummer": [bsn.number],
                "fields": FIELDS,
            }
        )
        return lines_of(found[0]) if found else ()
    row = TwinRecord.objects.filter(person_hash=people.hash_of(bsn), source="brp").first()
    if row and row.payload.get("down"):
        raise SourceDown("brp")
    return lines_of(row.payload) if row else ()


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
