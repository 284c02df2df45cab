"""What the owner of forms may ask: open remarks, reviews, and how well its forms do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from oogopslag.core.law import Text
from oogopslag.paper import library
from oogopslag.paper.guide import Guide
from oogopslag.paper.models import Quality, Remark, Review


@dataclass(frozen=True, kw_only=True)
class RemarkView:
    """A remark on the work list; due is inclusive. `title` is empty for a paper without guide."""

    id: UUID
    title: Text
    edition: str
    field: str
    kind: str
    language: str
    text: str
    made: datetime
    due: date


def open_remarks(organisation: str, limit: int = 50) -> list[RemarkView]:
    """The remarks that nobody handled yet, shortest term first; one query."""
    rows = Remark.objects.filter(organisation=organisation, handled=None).order_by("due", "id")
    return [
        RemarkView(
            id=row.id,
            title=library.guides()[row.guide].title if row.guide else {},
            edition=row.edition,
            field=_label(row.guide, row.field),
            kind=row.kind,
            language=row.language,
            text=row.text,
            made=row.made,
            due=row.due,
        )
        for row in rows[:limit]
        if not row.guide or row.guide in library.guides()
    ]


def _label(guide: str, key: str) -> str:
    return library.guides()[guide].texts["nl"].fields[key]["label"] if key else ""


def reviewed() -> Mapping[str, Mapping[str, str]]:
    """Guide → language → digest of the words that a named person approved; newest counts."""
    found: dict[str, dict[str, str]] = {}
    for row in Review.objects.order_by("id"):
        guide = library.guides().get(row.guide)
        if guide and row.language in guide.texts and guide.texts[row.language].digest == row.digest:
            found.setdefault(row.guide, {})[row.language] = row.digest
    return found


def is_reviewed(guide: Guide, language: str) -> bool:
    """Whether a named person approved the words of today."""
    digest = guide.texts[language].digest
    return Review.objects.filter(guide=guide.id, language=language, digest=digest).exists()


@dataclass(frozen=True, kw_only=True)
class QualityRow:
    """Counts of one edition or one of its fields: kind → how often.

    `title` is empty for papers of the organisation that the list does not hold.
    """

    title: Text
    edition: str
    field: str
    counts: Mapping[str, int]


def quality(organisation: str) -> list[QualityRow]:
    """The figures of an organisation's forms; one query over stored counts."""
    mine = [one.id for one in library.guides().values() if one.organisation == organisation]
    mine.append(organisation)
    rows: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in Quality.objects.filter(guide__in=mine).order_by("guide", "edition", "field"):
        rows.setdefault((row.guide, row.edition, row.field), {})[row.kind] = row.count
    return [
        QualityRow(
            title=library.guides()[guide].title if guide != organisation else {},
            edition=edition,
            field=_label(guide, field),
            counts=counts,
        )
        for (guide, edition, field), counts in rows.items()
    ]
