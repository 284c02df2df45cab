"""Series that others measured, read with their gaps and breaks: a gap is never a zero."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


class UnreadableSeries(ValueError):
    """A file whose columns or figures are not what its form says; the text names the place."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure in time; `figure` None: it was not asked then. `wording` names what was asked."""

    period: str
    figure: float | None
    wording: str


@dataclass(frozen=True, kw_only=True)
class OutsideSeries:
    """Points in order of time. A line may be drawn only between points of one wording."""

    name: str
    unit: str
    points: tuple[Point, ...]
    source: str

    @property
    def gaps(self) -> tuple[str, ...]:
        """The periods without a figure."""
        return tuple(point.period for point in self.points if point.figure is None)

    @property
    def breaks(self) -> tuple[str, ...]:
        """The periods from which another thing was measured than before."""
        return tuple(
            point.period
            for before, point in zip(self.points, self.points[1:], strict=False)
            if point.wording != before.wording
        )


def _rows(file: Path, columns: set[str]) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if missing := columns - set(reader.fieldnames or ()):
            raise UnreadableSeries(f"Columns are missing: {', '.join(sorted(missing))}.")
        return list(reader)


def _number(text: str, where: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise UnreadableSeries(f"{where}: {text!r} is no number.") from None


def read_a11_scores(file: Path) -> dict[str, OutsideSeries]:
    """Scores per driver of OMB Circular A-11 section 280, by driver; newest quarter first.

    The file names a wording where it differs from that of the quarter after it, and says
    "No Data" where the question was not asked. Raises UnreadableSeries.
    """
    rows = _rows(file, {"year", "quarter", "driver", "average_score_1_5", "statement"})
    found: dict[str, list[Point]] = {}
    for row in sorted(rows, key=_newest_first):
        points = found.setdefault(row["driver"], [])
        said = row["statement"].strip()
        same = points[-1].wording if points else ""
        wording = same if not said or said.lower().startswith("no data") else said
        period = f"{row['year']} K{row['quarter']}"
        figure = _number(row["average_score_1_5"], f"{row['driver']} {period}")
        points.append(Point(period=period, figure=figure, wording=wording))
    return {
        driver: OutsideSeries(name=driver, unit="1-5", points=tuple(reversed(points)),
                              source="US federal government, A-11 section 280")
        for driver, points in found.items()
    }  # fmt: skip


def _newest_first(row: Mapping[str, str]) -> tuple[int, int]:
    return -int(row["year"]), -int(row["quarter"])


def read_a11_response(file: Path) -> OutsideSeries:
    """The response rate, computed from respondents and people surveyed. Raises UnreadableSeries."""
    rows = _rows(file, {"year", "quarter", "surveyed", "respondents"})
    points = []
    for row in sorted(rows, key=_newest_first, reverse=True):
        surveyed = _number(row["surveyed"], "surveyed")
        answered = _number(row["respondents"], "respondents")
        share = answered / surveyed if surveyed and answered is not None else None
        period = f"{row['year']} K{row['quarter']}"
        points.append(Point(period=period, figure=share, wording="response"))
    return OutsideSeries(name="response", unit="share", points=tuple(points),
                         source="US federal government, A-11 section 280")  # fmt: skip


AUDIENCES = {"burgers": "inwoners", "ondernemers": "ondernemers", "alle": "alle"}


def read_dutch_measurement(file: Path) -> dict[str, OutsideSeries]:
    """Digital maturity per audience. Each year covered other bodies and products: a break.

    Layers of one year are joined only where that year itself joins them. Raises UnreadableSeries.
    """
    rows = _rows(file, {"jaar", "laag", "doelgroep", "producten", "volwassenheid_pct", "bron_url"})
    found: dict[str, list[tuple[str, Point]]] = {}
    for row in sorted(rows, key=lambda one: one["jaar"]):
        audience = AUDIENCES.get(row["doelgroep"])
        if audience is None:
            raise UnreadableSeries(f"{row['doelgroep']!r} is no audience of this measurement.")
        percent = _number(row["volwassenheid_pct"], row["jaar"])
        point = Point(
            period=row["jaar"],
            figure=percent / 100 if percent is not None else None,
            wording=f"{row['laag']}, {row['producten'] or 'niet genoemd'} producten",
        )
        found.setdefault(audience, []).append((row["bron_url"], point))
    return {
        audience: OutsideSeries(
            name=audience, unit="share", points=tuple(point for _, point in points),
            source=" ".join(_unique(url for url, _ in points)),
        )
        for audience, points in found.items()
    }  # fmt: skip


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
