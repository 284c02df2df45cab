"""Everything that changes about paper: packs."""

from pathlib import Path

from django.conf import settings

from oogopslag.catalogue import queries as catalogue
from oogopslag.paper import queries
from oogopslag.paper.compiling import Progress
from oogopslag.paper.publishing import Compiled, compile_packs

__all__ = ["Compiled", "compile_guides"]


def compile_guides(folder: Path, *, tell: Progress) -> Compiled:
    """Turns every guide of content into signed packs in this folder. Raises LawError."""
    names = {slug: one.name for slug, one in catalogue.organisations().items()}
    return compile_packs(
        queries.guides(),
        folder,
        content=settings.CONFIG.content,
        site=settings.BASE_URL,
        secret=settings.PACK_PRIVATE_KEY,
        names=names,
        tell=tell,
    )
