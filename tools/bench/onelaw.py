"""One resident, all schemes, with reasons and trace; and how long reading every law takes."""

import statistics
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

from oogopslag.core.law import Person, changes, evaluate, read_library
from tools.bench.machine import circumstances

CONTENT = Path(__file__).resolve().parents[2] / "content"
ON = date(2026, 11, 25)
ROUNDS = 500
CHILD = {
    "opvanguren_per_maand": Fraction(40), "uurprijs_opvang": 960, "opvangsoort": "bso",
}  # fmt: skip


def family() -> Person:
    """Two parents, two children in childcare, everything registers know filled in."""
    own = {
        "geboortedatum": date(1985, 6, 17), "woont_in_nederland": True, "gemeente_code": "9999",
        "heeft_toeslagpartner": True, "gezamenlijke_huishouding": True, "zorgverzekerd": True,
        "verzamelinkomen": 21_500_00, "vermogen": 12_400_00, "netto_inkomen_per_maand": 1_680_00,
        "werkt_of_leert": True, "kinderen_horen_bij_u": True, "huurt_zelfstandige_woning": True,
        "rekenhuur": 745_00, "aantal_bewoners": Fraction(4), "huisgenoten_inkomen": 0,
        "eigen_woning": False, "aantal_autos": Fraction(1), "waarde_auto": 1_800_00,
        "aanslag_waterschap": 418_00, "aanslag_gemeente": 524_00, "spaargeld_nu": 900_00,
        "bezit_nu": 2_000_00, "studiefinanciering": False, "krijgt_wmo_hulp": False,
        "bijzondere_kosten": 400_00, "jaren_laag_inkomen": Fraction(4),
        "uitzicht_op_hoger_inkomen": False, "inkomenstoeslag_dit_jaar": False,
        "aow_verzekerde_jaren": Fraction(30),
    }  # fmt: skip
    partner = {
        "geboortedatum": date(1987, 2, 9), "verzamelinkomen": 14_200_00, "vermogen": 0,
        "zorgverzekerd": True, "netto_inkomen_per_maand": 1_170_00, "werkt_of_leert": True,
    }  # fmt: skip
    children = tuple(
        Person(facts={"geboortedatum": born, "eerste_opvangkind": first, **CHILD})
        for born, first in ((date(2016, 8, 21), True), (date(2021, 5, 2), False))
    )
    return Person(
        facts=own,
        relations={
            "partner": (Person(facts=partner),), "kinderen": children, "medebewoners": children,
        },
    )  # fmt: skip


def main() -> None:
    circumstances()
    reading = []
    for _ in range(5):
        begun = time.perf_counter()
        library = read_library(CONTENT)
        reading.append(time.perf_counter() - begun)
    versions = sum(len(found) for found in library.schemes.values())
    print(
        f"reading all laws: {len(library.names())} schemes in {versions} versions, "
        f"{len(library.dictionary)} facts: median {statistics.median(reading):.3f} s of 5"
    )
    schemes = [library.scheme(name, ON) for name in library.names()]
    for title, person in (("everything known", family()), ("nothing known", Person())):

        def evaluated(person: Person = person) -> None:
            for scheme in schemes:
                evaluate(scheme, person, ON, library.dictionary)

        _time(f"{len(schemes)} schemes with reasons and sum, {title}", evaluated)
    _time(
        f"what would change, all {len(schemes)} schemes, everything known",
        lambda: [changes(s, family(), ON, library.dictionary) for s in schemes],
        rounds=20,
    )


def _time(title: str, work: object, rounds: int = ROUNDS) -> None:
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()  # type: ignore[operator]
        spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    print(
        f"{title}: p50 {spent[len(spent) // 2]:.2f} ms, "
        f"p99 {spent[min(len(spent) - 1, len(spent) * 99 // 100)]:.2f} ms ({rounds} rounds)"
    )


if __name__ == "__main__":
    main()
