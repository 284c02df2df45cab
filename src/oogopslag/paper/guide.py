"""A guide: what is known of one paper form or letter, with its editions, fields and texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oogopslag.core.law import Text
from oogopslag.core.paper.codes import with_sign

LANGUAGES = ("nl", "en", "tr", "ar", "pl", "uk")
RIGHT_TO_LEFT = frozenset({"ar"})
ROLES = ("label", "explain", "instruct", "example", "warning", "consequence", "deadline")


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where a field stands on a page (pages count from 1); left, top, right, bottom in 0..1."""

    page: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One year's paper; valid from and until inclusive. `source` is Typst, or a PDF as given.

    `at` holds the areas written by hand, for a PDF whose source is not ours.
    """

    label: str
    valid_from: date
    valid_until: date | None
    source: Path
    at: Mapping[str, Area]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One place to fill in or to understand.

    `value` names the fact that a resident can fill in here; `depends_on` the field that decides
    whether this one counts; `limit` a published limit per edition, in cents; `slot` what a
    letter's variable part is (date, reference, deadline, amount, iban), found behind `anchor`.
    """

    key: str
    number: str
    kind: str
    value: str
    required: bool
    depends_on: str
    editions: tuple[str, ...]
    limit: Mapping[str, int]
    slot: str
    anchor: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way on: role, address and, where it differs from the usual words, its text."""

    role: str
    url: str
    text: Text | None


@dataclass(frozen=True, kw_only=True)
class Texts:
    """All words of a guide in one language: role → words, for the guide, its pages, its fields.

    `status` is draft or machine in content; only a named reviewer's action makes it reviewed,
    for exactly these words (`digest`).
    """

    language: str
    status: str
    digest: str
    guide: Mapping[str, str]
    pages: Mapping[int, Mapping[str, str]]
    fields: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Guide:
    """One form or letter. Its id is `service.name`; `folds` counts the panels of the sheet."""

    id: str
    service: str
    name: str
    kind: str
    title: Text
    organisation: str
    code: str
    folds: int
    editions: tuple[Edition, ...]
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    texts: Mapping[str, Texts]

    def edition(self, label: str) -> Edition | None:
        return next((one for one in self.editions if one.label == label), None)

    def fields_of(self, label: str) -> tuple[Field, ...]:
        """The fields of one edition, in reading order."""
        return tuple(one for one in self.fields if not one.editions or label in one.editions)

    def short_code(self, label: str) -> str:
        """What people type and what the QR holds: form code, edition and check sign, no spaces."""
        return with_sign(f"{self.code}-{label}".replace(" ", "").upper())
