"""Hundreds of papers that resemble each other, from a seed.

Organisations share their head, foot, style and explanation over all their papers; every fifth form
has a next edition in which one question differs; letters share half of their paragraphs.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from oogopslag.paper.compiling import PageData, page_data
from oogopslag.paper.guide import Area, Edition, Field, Guide
from oogopslag.paper.rendering import rendered
from oogopslag.paper.source import areas_of, compiled

CONTENT = Path(__file__).resolve().parents[2] / "content"
SOURCE = CONTENT / "paper" / "lookalike.typ"
STYLES = ("toeslagen", "svb", "veenstad", "drieland", "middenland")
WORDS = json.loads((Path(__file__).parent / "phrases.json").read_text())


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One page: which family it belongs to (editions share it), and what the source prints."""

    name: str
    family: str
    organisation: str
    edition: str
    kind: str
    data: dict  # type: ignore[type-arg]


def papers(count: int, seed: int, organisations: int = 20) -> list[Paper]:
    """`count` papers, the same for the same seed."""
    found: list[Paper] = []
    number = 0
    while len(found) < count:
        owner = number % organisations
        kind = "letter" if number % 9 == 8 else "form"
        base = _paper(number, owner, kind, seed)
        found.append(base)
        if kind == "form" and number % 5 == 0 and len(found) < count:
            found.append(_next_edition(base, seed))
        number += 1
    return found


def _paper(number: int, owner: int, kind: str, seed: int) -> Paper:
    chance = random.Random(f"{seed}/{number}")
    style = random.Random(f"{seed}/organisation/{owner}")
    subject, action = chance.choice(WORDS["subjects"]), chance.choice(WORDS["actions"])
    data = {
        "like": STYLES[owner % len(STYLES)],
        "organisation": f"{style.choice(WORDS['bodies'])} {style.choice(WORDS['places'])}",
        "colour": "#" + "".join(f"{style.randrange(20, 130):02x}" for _ in range(3)),
        "margin": style.choice([18, 20, 22, 24]),
        "size": style.choice([8.5, 9, 9.5, 10]),
        "title": f"{action} {subject}",
        "code": f"{chr(65 + owner)}{chr(65 + number % 26)} {100 + number}",
        "edition": "2026",
        "kind": kind,
        "intro": style.sample(WORDS["explanations"], 2),
    }
    if kind == "form":
        data["sections"] = _sections(chance)
    else:
        shared = style.sample(WORDS["paragraphs"], 4)
        own = chance.sample([one for one in WORDS["paragraphs"] if one not in shared], 5)
        data["paragraphs"] = [*own[:2], *shared, *own[2:]]
    return Paper(
        name=f"p{number:03}", family=f"p{number:03}", organisation=f"o{owner:02}", edition="2026",
        kind=kind, data=data,
    )  # fmt: skip


def _sections(chance: random.Random) -> list[dict]:  # type: ignore[type-arg]
    titles = ["Uw gegevens", *chance.sample(WORDS["sections"], 3)]
    labels = chance.sample(WORDS["questions"], 12)
    found = []
    for part, title in enumerate(titles):
        asked = WORDS["personal"] if part == 0 else labels[4 * (part - 1) : 4 * part]
        questions = [
            {
                "key": f"q{part}.{n}", "number": f"{part + 1}{chr(97 + n)}", "label": label,
                "answer": chance.choice(["free", "free", "boxes", "choices"]),
                "count": chance.choice([6, 8, 9]),
            }
            for n, label in enumerate(asked)
        ]  # fmt: skip
        found.append({"title": title, "questions": questions})
    return found


def _next_edition(base: Paper, seed: int) -> Paper:
    """The year after: another number in title and foot, and one question replaced."""
    chance = random.Random(f"{seed}/next/{base.name}")
    data = json.loads(json.dumps(base.data))
    data["edition"] = "2027"
    part = chance.randrange(1, len(data["sections"]))
    asked = [one["label"] for section in data["sections"] for one in section["questions"]]
    label = chance.choice([one for one in WORDS["questions"] if one not in asked])
    chance.choice(data["sections"][part]["questions"])["label"] = label
    return Paper(
        name=f"{base.name}n", family=base.family, organisation=base.organisation, edition="2027",
        kind=base.kind, data=data,
    )  # fmt: skip


def next_editions(kept: Sequence[Paper], seed: int) -> list[Paper]:
    """The year after of every form whose next edition is not among `kept`."""
    there = {one.family for one in kept if one.edition == "2027"}
    return [
        _next_edition(one, seed)
        for one in kept
        if one.kind == "form" and one.family not in there and one.edition == "2026"
    ]


def pdf(paper: Paper, *, filled: bool = False, seed: int = 0) -> bytes:
    """The blank paper; a letter with its slots filled when `filled`."""
    return compiled(SOURCE, CONTENT, _inputs(paper, filled, seed))


def areas(paper: Paper) -> dict[str, Area]:
    return areas_of(SOURCE, CONTENT, _inputs(paper, False, 0))


def _inputs(paper: Paper, filled: bool, seed: int) -> dict[str, str]:
    inputs = {"paper": json.dumps(paper.data)}
    if filled and paper.kind == "letter":
        chance = random.Random(f"{paper.name}/{seed}")
        values = {"address": "F. Yilmaz\nKerklaan 12\n3511 AB UTRECHT", "datum": "3 maart 2026",
                  "kenmerk": f"{chance.randrange(10**8)}"}  # fmt: skip
        for number in range(9):
            for k in range(4):
                amount = f"{chance.randrange(10, 9000)},{chance.randrange(100):02}"
                values[f"s{number}.{k}"] = f"€ {amount}"
        inputs["data"] = json.dumps(values)
    return inputs


def data_of(paper: Paper) -> PageData:
    """What the compiler makes of the first page."""
    places = areas(paper)
    large = next(iter(rendered(pdf(paper))))
    others = [next(iter(rendered(pdf(_of_year(paper, step))))) for step in (-1, 1)]
    return page_data(guide_of([paper]), paper.edition, 1, large, places, others=others)


def _of_year(paper: Paper, step: int) -> Paper:
    """The same paper with another year, as the compiler prints it to see what would differ."""
    data = {**paper.data, "edition": str(int(paper.edition) + step)}
    return replace(paper, data=data)


def guide_of(editions: Sequence[Paper]) -> Guide:
    """A guide without words, enough to compile a pack."""
    first = editions[0]
    return Guide(
        id=f"x.{first.family}",
        service="x",
        name=first.family,
        kind=first.kind,
        title={"nl": first.data["title"], "en": first.data["title"]},
        organisation=first.organisation,
        code=first.data["code"],
        folds=3 if first.kind == "letter" else 1,
        editions=tuple(
            Edition(
                label=one.edition,
                valid_from=date(2026, 1, 1),
                valid_until=None,
                source=SOURCE,
                at={},
            )
            for one in editions
        ),
        fields=tuple(
            Field(
                key=key,
                number="",
                kind="text",
                value="",
                required=False,
                depends_on="",
                editions=(),
                limit={},
                slot="",
                anchor=(),
            )
            for key in areas(first)
            if not key.startswith("_")
        ),
        links=(),
        texts={},
    )
