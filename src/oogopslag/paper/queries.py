"""All that can be asked about paper."""

from oogopslag.paper.guide import LANGUAGES, RIGHT_TO_LEFT, Field, Guide, Texts
from oogopslag.paper.library import (
    areas_of,
    glossary,
    guide,
    guide_by_code,
    guides,
    lens_works,
    letter_code,
    pack_key,
    packs,
    pages_of,
    paper_of,
    payees,
)
from oogopslag.paper.owner import is_reviewed, open_remarks, quality, reviewed
from oogopslag.paper.proposing import propose
from oogopslag.paper.skeleton import guide_yaml
from oogopslag.paper.values import values_of

__all__ = [
    "LANGUAGES",
    "RIGHT_TO_LEFT",
    "Field",
    "Guide",
    "Texts",
    "areas_of",
    "glossary",
    "guide",
    "guide_by_code",
    "guide_yaml",
    "guides",
    "is_reviewed",
    "lens_works",
    "letter_code",
    "open_remarks",
    "pack_key",
    "packs",
    "pages_of",
    "paper_of",
    "payees",
    "propose",
    "quality",
    "reviewed",
    "values_of",
]
