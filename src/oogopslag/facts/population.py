"""A seeded town: households fitted to margins, with valid test BSNs and register data.

The same seed gives the same people. Numbers lie in 990000000–998999999, which no real BSN uses
today; RvIG's own test numbers (9999…) are left alone.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, log
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.facts.town_facts import more

VEENSTAD = "9999"
_FIRST_BSN, _LAST_BSN = 990_000_000, 998_999_999


@dataclass(frozen=True, kw_only=True)
class Inhabitant:
    """One person: the register's answer, and the facts of other registers (cents, JSON)."""

    bsn: Bsn
    person: dict[str, Any]
    registers: Mapping[str, dict[str, Any]] = field(default_factory=dict)


class Margins:
    """The margins of content/population, ready to draw from."""

    def __init__(self, folder: Path) -> None:
        data = YAML(typ="safe").load((folder / "margins.yaml").read_text())
        towns = YAML(typ="safe").load((folder / "municipalities.yaml").read_text())
        self.kinds: dict[str, int] = data["households"]["kinds"]
        self.ages: dict[str, int] = data["age_of_head"]["bands"]
        self.children: dict[int, int] = data["children"]["counts"]
        self.renting: dict[str, int] = data["tenure"]["renting_percent"]
        self.income: dict[str, list[float]] = data["income"]["bands"]
        self.assets: dict[str, list[float]] = data["assets"]["bands"]
        self.rent: list[float] = data["rent"]["normal"]
        self.shares: dict[str, int] = data["shares"]
        self.more: dict[str, Any] = data["more"]
        self.given: list[str] = data["names"]["given"]
        self.family: list[str] = data["names"]["family"]
        self.streets: list[str] = data["names"]["streets"]
        self.towns: dict[str, int] = {code: inhabitants for code, (_, inhabitants) in towns.items()}


def inhabitants(
    folder: Path, *, size: int, seed: int, today: date, town: str = VEENSTAD
) -> Iterator[Inhabitant]:
    """At least `size` people in whole households; `town` "" spreads them over the country."""
    made, builder = 0, _Builder(Margins(folder), random.Random(seed), today, town)  # noqa: S311 -- a demo town, no secret
    while made < size:
        for one in builder.household():
            made += 1
            yield one


class _Builder:
    def __init__(self, margins: Margins, dice: random.Random, today: date, town: str) -> None:
        self.margins, self.dice, self.today, self.town = margins, dice, today, town
        self.number = _FIRST_BSN
        self.homes = 0
        self.codes = list(margins.towns)
        self.weights = list(margins.towns.values())

    def household(self) -> list[Inhabitant]:
        kind, band = self._draw(self.margins.kinds), self._draw(self.margins.ages)
        adults = [
            self._adult(band) for _ in range(2 if kind.startswith(("couple", "shared")) else 1)
        ]
        if kind.startswith("couple"):
            self._marry(*adults)
        small = [self._child(adults[0]) for _ in range(self._number_of_children(kind))]
        for adult in adults:
            adult["kinderen"] = [_relative(child) for child in small]
        home = self._home()
        code = self.town or self.dice.choices(self.codes, self.weights)[0]
        for one in (*adults, *small):
            one["verblijfplaats"] = {"type": "Adres", "verblijfadres": home}
            one["gemeenteVanInschrijving"] = {"code": code}
        house = self._house(self.dice.random() * 100 < self.margins.renting[kind])
        found = [self._inhabitant(adult, band, house) for adult in adults]
        return found + [Inhabitant(bsn=Bsn(c["burgerservicenummer"]), person=c) for c in small]

    def _draw(self, shares: Mapping[Any, int]) -> Any:
        return self.dice.choices(list(shares), list(shares.values()))[0]

    def _next_bsn(self) -> Bsn:
        while True:
            self.number += 1
            if self.number > _LAST_BSN:
                raise ValueError("There are no more test numbers: ask for a smaller population.")
            try:
                return Bsn(str(self.number))
            except InvalidValue:
                continue

    def _born(self, youngest: int, oldest: int) -> str:
        days = self.dice.randint(youngest * 365 + youngest // 4 + 1, oldest * 365 + oldest // 4)
        return (self.today - timedelta(days=days)).isoformat()

    def _person(self, youngest: int, oldest: int, family: str = "") -> dict[str, Any]:
        return {
            "burgerservicenummer": self._next_bsn().number,
            "naam": {
                "voornamen": self.dice.choice(self.margins.given),
                "geslachtsnaam": family or self.dice.choice(self.margins.family),
            },
            "geboorte": {"datum": {"type": "Datum", "datum": self._born(youngest, oldest)}},
            "partners": [],
            "kinderen": [],
        }

    def _adult(self, band: str) -> dict[str, Any]:
        low, high = map(int, band.split("-"))
        return self._person(low, high)

    def _child(self, parent: dict[str, Any]) -> dict[str, Any]:
        return self._person(0, 17, parent["naam"]["geslachtsnaam"])

    def _number_of_children(self, kind: str) -> int:
        with_children = kind in {"couple_with_children", "single_parent"}
        return int(self._draw(self.margins.children)) if with_children else 0

    def _marry(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        one["partners"], other["partners"] = [_relative(other)], [_relative(one)]

    def _home(self) -> dict[str, Any]:
        self.homes += 1
        street, number = self.homes % 8, self.homes // 8 + 1
        postcode = f"{9000 + self.homes // 20_000 % 999}{'ABCDEFGH'[street]}{chr(65 + number % 26)}"
        return {
            "korteStraatnaam": self.margins.streets[street],
            "huisnummer": number,
            "postcode": postcode,
        }

    def _house(self, renting: bool) -> dict[str, Any]:
        rent = max(300, self.dice.gauss(*self.margins.rent))
        if renting:
            return {"huurt_zelfstandige_woning": True, "rekenhuur": round(rent * 100),
                    "eigen_woning": False}  # fmt: skip
        return {"huurt_zelfstandige_woning": False, "eigen_woning": True,
                "bouwjaar_woning": self.dice.randint(1900, 2024)}  # fmt: skip

    def _amount(self, spread: list[float]) -> int:
        return round(exp(self.dice.gauss(log(spread[0]), spread[1]))) * 100

    def _holds(self, share: str) -> bool:
        return self.dice.random() * 100 < self.margins.shares[share]

    def _inhabitant(self, person: dict[str, Any], band: str, house: dict[str, Any]) -> Inhabitant:
        tax = {"vermogen": min(self._amount(self.margins.assets[band]), 10_000_000_00)}
        if self._holds("income_known"):
            tax["verzamelinkomen"] = min(self._amount(self.margins.income[band]), 1_000_000_00)
        driving: dict[str, Any] = {"aantal_autos": int(self._holds("car"))}
        if self._holds("licence"):
            until = self.today + timedelta(days=self.dice.randint(-100, 3600))
            driving["rijbewijs_geldig_tot"] = {"date": until.isoformat()}
        local = {"woont_in_parkeerzone": self._holds("car"), "inkomenstoeslag_dit_jaar": False}
        newer = more(person, band, tax.get("verzamelinkomen"), self.margins.more, self.today)
        local |= newer.pop("gemeente")
        return Inhabitant(
            bsn=Bsn(person["burgerservicenummer"]),
            person=person,
            registers={
                **newer,
                "belastingdienst": tax,
                "rvz": {"zorgverzekerd": self._holds("insured")},
                "woning": house,
                "rdw": driving,
                "gemeente": local,
                "waterschap": {"aanslag_waterschap": self.dice.randint(18_000, 52_000)},
            },
        )


def _relative(other: dict[str, Any]) -> dict[str, Any]:
    return {key: other[key] for key in ("burgerservicenummer", "naam", "geboorte")}
