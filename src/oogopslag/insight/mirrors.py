"""What people say beside what is measured: need and progress, importance, the mirror.

Weighing thousands of answers is no work for a page: `reckon` does it every day, pages read a row.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from oogopslag.core.law import Text
from oogopslag.insight import content, surveys
from oogopslag.insight.keeping import keep, kept
from oogopslag.insight.models import Card, SurveyAnswer


@dataclass(frozen=True, kw_only=True)
class NeedCell:
    """One group of civil servants; means of 1 to 5 over at least thirty answers."""

    letter: str
    name: str
    need: float
    progress: float
    n: int


def reckon() -> int:
    """Everything said, weighed anew from the answers; gives how many rows there are to show."""
    said: dict[str, list[Any]] = {
        "need": _need_and_progress(), "mirror": _mirror(), "gap": _importance_gap()
    }  # fmt: skip
    for key, rows in said.items():
        keep(key, [asdict(row) for row in rows])
    return sum(map(len, said.values()))


def _said(key: str) -> list[dict[str, Any]]:
    found = kept(key)
    return found.content if found else []


def need_and_progress() -> list[NeedCell]:
    """The groups of the newest wave; groups under thirty answers are left out. One query."""
    return [NeedCell(**row) for row in _said("need")]


def mirror() -> list["Reflection"]:
    """The Perceptiespiegel of the newest wave; the measurement is the fourth mark. One query."""
    return [Reflection(**row) for row in _said("mirror")]


def importance_gap() -> list["GapRow"]:
    """What residents find important beside what they say they got, widest gap first. One query."""
    return [GapRow(**row) for row in _said("gap")]


def _need_and_progress() -> list[NeedCell]:
    waves = surveys.waves("goals")
    if not waves:
        return []
    rows = SurveyAnswer.objects.filter(instrument="goals", wave=waves[0])
    many = Counter(rows.filter(item="doel-nodig-1").values_list("stratum", flat=True))
    strata = sorted(set(rows.values_list("stratum", flat=True).distinct()))
    need = surveys.scale("goals", "doel-nodig-1", waves[0], strata)
    progress = surveys.scale("goals", "doel-opweg-1", waves[0], strata)
    both = sorted(set(need) & set(progress))
    return [
        NeedCell(
            letter=chr(65 + index % 26),
            name=", ".join(part.split("=", 1)[-1] for part in told.split(";")),
            need=round(need[told], 2),
            progress=round(progress[told], 2),
            n=many[told],
        )
        for index, told in enumerate(both)
    ]


@dataclass(frozen=True, kw_only=True)
class Reflection:
    """One statement: the share that agrees per group, and what is measured; None: unknown."""

    text: Text
    residents: float | None
    front: float | None
    managers: float | None
    measured: float | None


GROUPS = ("inwoner", "balie", "leiding")


def _mirror() -> list[Reflection]:
    waves = surveys.waves("mirror")
    if not waves:
        return []
    found = []
    for item in surveys.instruments()["mirror"].items:
        shares = [
            surveys.result("mirror", item.id, waves[0], stratum=f"groep={group}")
            .shares["eens"]
            .share
            for group in GROUPS
        ]
        found.append(
            Reflection(
                text=item.text,
                residents=shares[0],
                front=shares[1],
                managers=shares[2],
                measured=_measured(item.measured),
            )
        )
    return found


def _measured(indicator: str) -> float | None:
    """The indicator over all bodies of the newest month: hits over n."""
    month = Card.objects.order_by("-month").values_list("month", flat=True).first()
    hits = n = 0
    for card in Card.objects.filter(month=month, model=content.CURRENT):
        row = next(one for one in card.content["indicators"] if one["id"] == indicator)
        hits, n = hits + (row.get("hits") or 0), n + (row.get("n") or 0)
    return hits / n if n else None


@dataclass(frozen=True, kw_only=True)
class GapRow:
    """How many residents find something important, and how many say they got it."""

    text: Text
    important: float
    got: float
    n: int


def _importance_gap() -> list[GapRow]:
    """From the yearly survey: what residents say they got, and in its second half (the wave with
    "-belang" behind its name) whether the same thing matters to them. Under thirty: left out.
    """
    waves = surveys.waves("yearly")
    if not waves:
        return []
    found = []
    for item in surveys.instruments()["yearly"].items:
        result = surveys.result("yearly", item.id, waves[0])
        share, n = result.shares["ja"].share, result.n
        wanted = surveys.result("yearly", item.id, f"{waves[0]}-belang").shares["ja"].share
        if share is not None and wanted is not None and n is not None:
            found.append(GapRow(text=item.text, important=wanted, got=share, n=n))
    return sorted(found, key=lambda row: row.got - row.important)
