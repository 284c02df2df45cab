"""Everything that changes about paper: packs, remarks, reviews, counts."""

from pathlib import Path

from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.paper import library
from oogopslag.paper.compiling import Progress
from oogopslag.paper.publishing import Compiled, compile_packs
from oogopslag.paper.remarks import KINDS, absent, counted, handle, remark, review
from oogopslag.paper.skeleton import written as write_proposal

__all__ = [
    "KINDS",
    "Compiled",
    "absent",
    "compile_guides",
    "counted",
    "current",
    "handle",
    "remark",
    "review",
    "write_proposal",
]

SOURCE = "source.sha256"
"""From which content the packs in a folder were made."""


def compile_guides(folder: Path, *, tell: Progress) -> Compiled:
    """Turns every guide for which the lens works into signed packs. Raises LawError."""
    made = _compiled(folder, tell)
    (folder / SOURCE).write_text(library.source_digest())
    return made


def current(folder: Path) -> bool:
    """Whether the packs in this folder were made from the content of today."""
    known = folder / SOURCE
    return known.is_file() and known.read_text() == library.source_digest()


def _compiled(folder: Path, tell: Progress) -> Compiled:
    names = {slug: one.name for slug, one in catalogue.organisations().items()}
    return compile_packs(
        {one.id: one for one in library.guides().values() if library.lens_works(one)},
        folder,
        content=settings.CONFIG.content,
        site=settings.BASE_URL,
        secret=settings.PACK_PRIVATE_KEY,
        names=names,
        reference=library.reference(),
        tell=tell,
    )
