"""The register of persons (BRP) through Haal Centraal BRP personen bevragen 2.7.

POST /personen with RaadpleegMetBurgerservicenummer; only the fields we use are asked.
"""

from datetime import date
from typing import Any

from oogopslag.core.law import Between, Value
from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.facts.adapters.source import Beside, Fetched
from oogopslag.facts.errors import SourceDown
from oogopslag.outside import trace
from oogopslag.outside.asking import Answer, ask
from oogopslag.outside.beside import run
from oogopslag.outside.client import client
from oogopslag.outside.errors import OutsideError

FIELDS = (
    "burgerservicenummer", "naam", "geboorte", "overlijden", "verblijfplaats",
    "gemeenteVanInschrijving", "partners", "kinderen", "adressering",
)  # fmt: skip
ADULT = 18
_TIMEOUT = 5.0


class Brp:
    """The real register; `token` is the bearer token of the deployment."""

    code = "brp"
    twin = False

    def __init__(self, address: str, token: str, today: date) -> None:
        self.address, self.token, self.today = address, token, today

    def fetch(self, bsn: Bsn) -> Fetched | None:
        """Raises SourceDown when the register gives no usable answer within five seconds."""
        people = self.ask(question(bsn))
        return read(people[0], self.today) if people else None

    def ask(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            answer = run(self._asked(body))
            people = answer.data.get("personen", [])
            return [person for person in people if isinstance(person, dict)]
        except (OutsideError, AttributeError, TypeError) as error:
            # What the other side said may hold the request: it is not passed on.
            raise SourceDown(self.code) from error

    async def _asked(self, body: dict[str, Any]) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "traceparent": trace.current().header,
        }
        async with client() as http:
            return await ask(
                http,
                "POST",
                f"{self.address.rstrip('/')}/personen",
                body=body,
                headers=headers,
                seconds=_TIMEOUT,
            )


def question(bsn: Bsn) -> dict[str, Any]:
    """The request body; validated against the contract by a test."""
    return {
        "type": "RaadpleegMetBurgerservicenummer",
        "burgerservicenummer": [bsn.number],
        "fields": list(FIELDS),
    }


def read(person: dict[str, Any], today: date) -> Fetched:
    """The facts in an answer; unknown fields and values are passed over."""
    facts: dict[str, Value] = {}
    born = incomplete_date(person.get("geboorte", {}).get("datum"))
    if born is not None:
        facts["geboortedatum"] = born
    died = incomplete_date(person.get("overlijden", {}).get("datum"))
    if isinstance(died, date):
        facts["datum_overlijden"] = died
    place = person.get("verblijfplaats", {})
    if place:
        facts["woont_in_nederland"] = place.get("type") != "VerblijfplaatsBuitenland"
    if code := person.get("gemeenteVanInschrijving", {}).get("code"):
        facts["gemeente_code"] = code
    beside = [*_partners(person), *_children(person)]
    if any(one.relation == "partner" for one in beside):
        facts["heeft_toeslagpartner"] = True  # Awir 3.1: a spouse or registered partner
        facts["gezamenlijke_huishouding"] = True  # Pw 3.2, AOW 1: unless they live apart for good
    return Fetched(
        as_of=today,
        facts=facts,
        relations=("partner", "kinderen"),
        beside=tuple(beside),
        name=full_name(person.get("naam", {})),
        deceased_on=_last_possible(died),
    )


def incomplete_date(datum: Any) -> date | Between | None:
    """A date, the range of a year or month when parts are unknown, None when all is."""
    if not isinstance(datum, dict):
        return None
    match datum.get("type"):
        case "Datum":
            return date.fromisoformat(datum["datum"])
        case "JaarMaandDatum":
            year, month = int(datum["jaar"]), int(datum["maand"])
            after = date(year + month // 12, month % 12 + 1, 1)
            return Between(date(year, month, 1), date.fromordinal(after.toordinal() - 1))
        case "JaarDatum":
            year = int(datum["jaar"])
            return Between(date(year, 1, 1), date(year, 12, 31))
    return None


def _last_possible(died: date | Between | None) -> date | None:
    if isinstance(died, Between):
        return died.high if isinstance(died.high, date) else None
    return died


def full_name(naam: dict[str, Any]) -> str:
    parts = (naam.get("voornamen"), naam.get("voorvoegsel"), naam.get("geslachtsnaam"))
    return " ".join(str(part).strip() for part in parts if part)


def _partners(person: dict[str, Any]) -> list[Beside]:
    current = [
        partner
        for partner in person.get("partners", [])
        if not partner.get("ontbindingHuwelijkPartnerschap")
    ]
    return [_beside("partner", partner) for partner in current[:1]]


def _children(person: dict[str, Any]) -> list[Beside]:
    return [_beside("kinderen", child) for child in person.get("kinderen", [])]


def _beside(relation: str, other: dict[str, Any]) -> Beside:
    facts: dict[str, Value] = {}
    born = incomplete_date(other.get("geboorte", {}).get("datum"))
    if born is not None:
        facts["geboortedatum"] = born
    return Beside(
        relation=relation,
        name=full_name(other.get("naam", {})),
        bsn=_bsn(other.get("burgerservicenummer")),
        facts=facts,
    )


def _bsn(number: Any) -> Bsn | None:
    try:
        return Bsn(str(number)) if number else None
    except InvalidValue:
        return None
