"""Writes compiled packs to a folder: one per organisation and one of everything."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from oogopslag.paper.compiling import CompiledPage, Progress, compiled_pages
from oogopslag.paper.guide import Guide
from oogopslag.paper.packing import pack
from oogopslag.paper.signing import MANIFEST, PackEntry, public_key, signed

ALL = "alles"


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """What a compilation made: the packs, and the pages that are weak or refused."""

    packs: tuple[PackEntry, ...]
    pages: tuple[CompiledPage, ...]

    def weak(self) -> list[CompiledPage]:
        return [page for page in self.pages if page.quality.reasons]


def compile_packs(
    guides: Mapping[str, Guide],
    folder: Path,
    *,
    content: Path,
    site: str,
    secret: str,
    names: Mapping[str, Any],
    reference: Mapping[str, object],
    tell: Progress,
) -> Compiled:
    """Compiles, signs and writes; the manifest comes last, so a half-written folder is not used.

    Raises LawError when a guide or a source is wrong.
    """
    pages = compiled_pages(guides.values(), content=content, site=site, tell=tell)
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name in [*sorted({guide.organisation for guide in guides.values()}), ALL]:
        mine = [one for one in guides.values() if name in {ALL, one.organisation}]
        chosen = pages if name == ALL else _of(pages, name)
        made = pack(name, mine, chosen, names=names, reference=reference)
        entries.append(_written(folder, signed(name, made, len(chosen), secret), made))
    manifest = {"key": public_key(secret), "packs": [asdict(entry) for entry in entries]}
    fresh = folder / f".{MANIFEST}"
    fresh.write_text(json.dumps(manifest, indent=1))
    fresh.replace(folder / MANIFEST)
    _tidy(folder, {entry.file for entry in entries})
    return Compiled(packs=tuple(entries), pages=tuple(pages))


def _of(pages: Sequence[CompiledPage], organisation: str) -> list[CompiledPage]:
    """The pages of one organisation, with their look-alikes counted anew."""
    here = [number for number, one in enumerate(pages) if one.data.organisation == organisation]
    place = {number: index for index, number in enumerate(here)}
    return [pages[number].placed(place) for number in here]


def _written(folder: Path, entry: PackEntry, content: bytes) -> PackEntry:
    (folder / entry.file).write_bytes(content)
    (folder / f"{entry.file}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return entry


def _tidy(folder: Path, current: set[str]) -> None:
    """Takes older packs away; a device that still has one asks the manifest for the new."""
    for file in folder.glob("*.pack*"):
        if file.name.removesuffix(".gz") not in current:
            file.unlink()
