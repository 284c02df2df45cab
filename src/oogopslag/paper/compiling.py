"""Compiles guides to what the camera needs: a page's words, patches, thumbnail and look-alikes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oogopslag.core.paper.grey import Grey
from oogopslag.core.paper.likeness import (
    ALIKE,
    MOST_SIBLINGS,
    TILE,
    Likeness,
    Soft,
    differing,
    share,
    softened,
)
from oogopslag.core.paper.marks import differences, marks
from oogopslag.core.paper.outline import thumbnail
from oogopslag.core.paper.patches import Spots, chosen, cut, cut_half, masked
from oogopslag.core.paper.recognisable import Recognisability, recognisability
from oogopslag.core.paper.words import Points, words
from oogopslag.paper.guide import Area, Edition, Guide
from oogopslag.paper.rendering import canonical, rendered
from oogopslag.paper.source import other_years, printed

MOST_WORDS = 1023
"""What ten bits of an entry in the index can name."""
_TWIN = 0.85
_MANY = 8
_HUNDREDS = 200


@dataclass(frozen=True, kw_only=True)
class PageData:
    """One page of one edition, ready for a pack; `picture` serves comparing and stays here.

    `marks` are places on the large page (twice the canonical size) where another year would differ,
    `years` how these look: [1 + years, marks, side, side], this edition's own first.
    """

    guide: str
    organisation: str
    edition: str
    number: int
    areas: dict[str, Area]
    words: Points
    spots: Spots
    patches: NDArray[np.uint8]
    halves: NDArray[np.uint8]
    thumbnail: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    picture: Grey
    marks: Spots
    years: NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class CompiledPage:
    """A page with its look-alikes (`other` is a place in the list) and its quality."""

    data: PageData
    likes: tuple[Likeness, ...]
    quality: Recognisability

    def placed(self, place: Mapping[int, int]) -> "CompiledPage":
        """The same page in another list: `place` says where each of its look-alikes went."""
        likes = tuple(
            replace(one, other=place[one.other]) for one in self.likes if one.other in place
        )
        return replace(self, likes=likes)


Progress = Callable[[str], None]


def compiled_pages(
    guides: Iterable[Guide], *, content: Path, site: str, tell: Progress, workers: int = 2
) -> list[CompiledPage]:
    """Every page of every edition. Raises LawError when a source or a guide is wrong."""
    jobs = [(guide, edition, content, site) for guide in guides for edition in guide.editions]
    pages: list[PageData] = []
    for number, found in enumerate(_mapped(jobs, workers), 1):
        tell(f"{number}/{len(jobs)} {found[0].guide} {found[0].edition}: {len(found)} p.")
        pages += found
    tell(f"Comparing {len(pages)} pages…")
    return judged(pages)


Job = tuple[Guide, Edition, Path, str]


def _mapped(jobs: Sequence[Job], workers: int) -> Iterator[list[PageData]]:
    """In processes of their own when there is much to do; spawned, since Typst runs threads."""
    if len(jobs) < _MANY:
        yield from map(_edition_pages, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_edition_pages, jobs)


def _edition_pages(job: Job) -> list[PageData]:
    guide, edition, content, site = job
    paper = printed(guide, edition, content=content, site=site)
    others = [
        list(rendered(pdf)) for pdf in other_years(guide, edition, content=content, site=site)
    ]
    found = []
    for number, large in enumerate(rendered(paper.pdf), 1):
        beside = [pages[number - 1] for pages in others if len(pages) >= number]
        found.append(page_data(guide, edition.label, number, large, paper.areas, others=beside))
    return found


def page_data(
    guide: Guide,
    edition: str,
    number: int,
    large: Grey,
    areas: Mapping[str, Area],
    *,
    others: Sequence[Grey] = (),
) -> PageData:
    """What can be computed from one page alone; `large` is rendered at twice the canonical size.

    `others`: the same page as the years before and after would print it.
    """
    here = {key: area for key, area in areas.items() if area.page == number}
    page = canonical(large)
    mask = masked([area.rect for key, area in here.items() if not _is_print(guide, key)])
    spots = chosen(page, mask)
    places, years = _marked(large, others)
    return PageData(
        guide=guide.id,
        organisation=guide.organisation,
        edition=edition,
        number=number,
        areas={key: area for key, area in here.items() if not key.startswith("_")},
        words=words(large)[:MOST_WORDS] / 2,
        spots=spots,
        patches=cut(page, spots, 8),
        halves=cut_half(page, spots),
        thumbnail=thumbnail(page),
        mask=mask,
        picture=page,
        marks=places,
        years=years,
    )


def _marked(large: Grey, others: Sequence[Grey]) -> tuple[Spots, NDArray[np.uint8]]:
    """Where other years differ, and how these places look in each.

    A place must tell this year from every other one: a question that is new in 2026 says nothing of
    2024 beside 2025. Where no place does, those that tell it from some year must do.
    """
    apart = [differences(large, other) for other in others]
    places = np.zeros((0, 2), np.int64)
    for combined in (np.minimum, np.maximum) if apart else ():
        places = places if len(places) else marks(combined.reduce(apart))
    return places, np.stack([cut(one, places, TILE) for one in (large, *others)])


def _is_print(guide: Guide, key: str) -> bool:
    """What is printed and never written on: the code with its edition, and a form's own words.

    A letter's slots always differ, and so does the address in its QR.
    """
    return key.startswith("_code.") or (
        guide.kind == "form" and any(one.key == key and one.kind == "info" for one in guide.fields)
    )


def judged(pages: Sequence[PageData], workers: int = 2) -> list[CompiledPage]:
    """Adds look-alikes within an organisation, the tiles that tell them apart, and the quality."""
    groups: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        groups.setdefault(page.organisation, []).append(number)
    found: dict[int, CompiledPage] = {}
    work = [[pages[number] for number in numbers] for numbers in groups.values()]
    for numbers, rows in zip(groups.values(), _compared(work, workers), strict=True):
        for number, (likes, quality) in zip(numbers, rows, strict=True):
            placed = tuple(replace(one, other=numbers[one.other]) for one in likes)
            found[number] = CompiledPage(data=pages[number], likes=placed, quality=quality)
    return [found[number] for number in range(len(pages))]


Compared = list[tuple[tuple[Likeness, ...], Recognisability]]
"""Of each page of one organisation: its look-alikes (places in the group) and its quality."""


def _compared(work: Sequence[Sequence[PageData]], workers: int) -> Iterator[Compared]:
    """In processes of their own when there are hundreds of pages."""
    if sum(map(len, work)) < _HUNDREDS:
        yield from map(_group, work)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_group, work)


def _group(pages: Sequence[PageData]) -> Compared:
    soft = [softened(page.picture) for page in pages]
    return [_judged(number, pages, soft) for number in range(len(pages))]


def _judged(
    number: int, pages: Sequence[PageData], soft: Sequence[Soft]
) -> tuple[tuple[Likeness, ...], Recognisability]:
    page = pages[number]
    shares = sorted(
        ((share(page.picture, page.spots, other.picture), place)
         for place, other in enumerate(pages) if place != number), reverse=True,
    )  # fmt: skip
    likes = tuple(
        Likeness(
            other=place,
            share=common,
            tiles=differing(
                page.picture,
                pages[place].picture,
                page.mask | pages[place].mask,
                (soft[number], soft[place]),
            ),
        )
        for common, place in shares[:MOST_SIBLINGS]
        if common >= ALIKE
    )
    # Two editions may share a page to the letter; then either is right for it.
    twin = any(
        one.share > _TWIN and not len(one.tiles) and pages[one.other].guide != page.guide
        for one in likes
    )
    return likes, recognisability(words=len(page.words), patches=len(page.spots), twin=twin)
