"""Guides are read whole, or refused with file and line."""

import shutil
from pathlib import Path

import pytest

from oogopslag.core.law import LawError
from oogopslag.paper import queries
from oogopslag.paper.errors import UnknownGuide
from oogopslag.paper.reading import read_guide
from oogopslag.paper.source import printed

CONTENT = Path(__file__).resolve().parents[3] / "content"
EXAMPLE = CONTENT / "services" / "zorgtoeslag" / "paper" / "aanvraag"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a good guide, to spoil."""
    copy = tmp_path / "services" / "zorgtoeslag" / "paper" / "aanvraag"
    shutil.copytree(EXAMPLE, copy)
    return copy


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("guide.yaml", "kind: form", "kind: poster", "'poster' is no kind"),
        ("guide.yaml", "code: ZT 010", "cod: ZT 010", "I do not know cod"),
        ("guide.yaml", "from: 2025-01-01", "from: soon", "must be a date"),
        ("guide.yaml", "source: form.typ", "source: none.typ", "no file none.typ"),
        ("guide.yaml", 'editions: ["2025"]', 'editions: ["1925"]', "no edition 1925"),
        ("guide.yaml", "depends_on: partner", "depends_on: neighbour", "no field 'neighbour'"),
        ("guide.yaml", '"€ 39.719"', '"much"', "is no amount"),
        ("texts.nl.yaml", "status: draft", "status: reviewed", "only a reviewer's action"),
        ("texts.nl.yaml", "  iban: {label", "  ibam: {label", "no words: iban"),
        ("texts.en.yaml", "label: Signature, ", "", "needs a label and an explain"),
    ],
)
def test_what_is_wrong_is_said_with_its_file_and_line(
    folder: Path, name: str, old: str, new: str, complaint: str
) -> None:
    spoil(folder / name, old, new)

    with pytest.raises(LawError, match=complaint) as error:
        read_guide(folder)

    assert Path(error.value.file).name == name
    assert error.value.line > 0


def test_a_guide_without_english_is_refused(folder: Path) -> None:
    (folder / "texts.en.yaml").unlink()

    with pytest.raises(LawError, match=r"texts\.en\.yaml is missing"):
        read_guide(folder)


def test_one_changed_letter_gives_other_words_for_the_reviewer(folder: Path) -> None:
    before = read_guide(folder).texts["nl"].digest

    spoil(folder / "texts.nl.yaml", "negen cijfers", "tien cijfers")

    assert read_guide(folder).texts["nl"].digest != before


@pytest.mark.slow
def test_every_guide_of_content_prints_every_field_of_every_edition() -> None:
    for guide in queries.guides().values():
        for edition in guide.editions:
            paper = printed(guide, edition, content=CONTENT, site="https://example.org")
            for field in guide.fields_of(edition.label):
                left, top, right, bottom = paper.areas[field.key].rect
                assert 0 <= left < right <= 1, (guide.id, field.key)
                assert 0 <= top < bottom <= 1, (guide.id, field.key)


@pytest.mark.parametrize("typed", ["ZT 010 - 2025", "zt010-2025", " ZT0102025 "])
def test_a_code_is_found_as_people_type_it(typed: str) -> None:
    guide, edition = queries.guide_by_code(typed)

    assert (guide.id, edition) == ("zorgtoeslag.aanvraag", "2025")


def test_a_code_without_year_gives_the_newest_edition() -> None:
    assert queries.guide_by_code("ZT 010")[1] == "2026"


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownGuide):
        queries.guide_by_code("XX 999")


def test_the_lens_works_for_a_service_only_until_its_exemption_ends(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from datetime import date

    from oogopslag.paper import library

    guide = queries.guide("zorgtoeslag.aanvraag")
    exemption = library.exemptions()["zorgtoeslag"]
    assert exemption.allowed_by
    monkeypatch.setattr(library.facts, "today", lambda: exemption.until)
    assert queries.lens_works(guide)
    monkeypatch.setattr(library.facts, "today", lambda: date(2028, 1, 1))
    assert not queries.lens_works(guide)
