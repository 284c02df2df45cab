"""The register of organisations: who exists, who was abolished and into whom; facts, not content.

Source per column stands above content/readiness/organisations.csv.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

from oogopslag.insight import content

TOOI = "https://identifier.overheid.nl/tooi/id"
_SORT = {"gm": "gemeente", "pv": "provincie", "ws": "waterschap", "zb": "zbo", "oorg": "oorg",
         "so": "so", "col": "col"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One organisation. `until` is its first day of no longer being, where the source says it."""

    code: str
    name: str
    kind: str
    abolished: bool
    since: date | None
    until: date | None
    into: str
    province: str
    size: int
    urbanity: int

    @property
    def uri(self) -> str:
        letters = self.code.rstrip("0123456789")
        return f"{TOOI}/{_SORT.get(letters, letters)}/{self.code}"

    def exists(self, on: date) -> bool:
        begun = self.since is None or self.since <= on
        ended = self.until <= on if self.until else self.abolished
        return begun and not ended


@cache
def entries() -> dict[str, Entry]:
    """Every organisation by its code, in the order of the register."""
    lines = (content.folder() / "organisations.csv").read_text().splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: _entry(row) for row in rows}


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        code=row["code"],
        name=row["name"][:1].upper() + row["name"][1:],
        kind=row["kind"],
        abolished=bool(row["abolished"]),
        since=_day(row["since"]),
        until=_day(row["until"]),
        into=row["into"],
        province=row["province"],
        size=int(row["size"] or 0),
        urbanity=int(row["urbanity"] or 0),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def search(words: str, limit: int = 20) -> list[Entry]:
    """Organisations whose name holds all words; those that exist come first."""
    wanted = [word for word in words.lower().split() if word]
    if not wanted:
        return []
    found = [e for e in entries().values() if all(word in e.name.lower() for word in wanted)]
    return sorted(found, key=lambda e: (e.abolished, len(e.name), e.name))[:limit]


PROVINCES = (
    ("Noord-Holland", "Fryslân", "Groningen"),
    ("Flevoland", "Drenthe", "Overijssel"),
    ("Zuid-Holland", "Utrecht", "Gelderland"),
    ("Zeeland", "Noord-Brabant", "Limburg"),
)
"""Where a block of tiles stands: roughly where the province lies."""


def municipalities(on: date) -> dict[str, list[Entry]]:
    """The municipalities of a day, by province."""
    found: dict[str, list[Entry]] = {name: [] for row in PROVINCES for name in row}
    for entry in entries().values():
        if entry.kind == "municipal" and entry.exists(on):
            found[entry.province].append(entry)
    return {name: sorted(rows, key=lambda e: e.name) for name, rows in found.items()}
