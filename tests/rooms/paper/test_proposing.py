"""Fields proposed from a PDF: its own, or the boxes and lines it draws."""

import io
from pathlib import Path

import pikepdf
import pytest

from oogopslag.paper import queries
from oogopslag.paper.errors import UnreadablePdf
from oogopslag.paper.proposing import propose
from oogopslag.paper.reading import read_guide
from oogopslag.paper.skeleton import written


def blank(pages: int) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return document


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def form(pages: int, each: int) -> bytes:
    """An AcroForm in which names hang in a tree, as in forms of real bodies."""
    document = blank(pages)
    parent = document.make_indirect(pikepdf.Dictionary(T="formulier", Kids=pikepdf.Array()))
    for number, page in enumerate(document.pages):
        widgets = pikepdf.Array()
        for place in range(each):
            kind = ("/Tx", "/Btn", "/Ch", "/Sig")[place % 4]
            widget = document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name(kind),
                    T=f"veld {number}-{place}",
                    TU=f"Vraag {place}",
                    Parent=parent,
                    Ff=2,
                    Rect=[100, 800 - 14 * place, 300, 812 - 14 * place],
                )
            )
            widgets.append(widget)
            parent.Kids.append(widget)
        page["/Annots"] = widgets
    document.Root["/AcroForm"] = pikepdf.Dictionary(Fields=[parent])
    return saved(document)


@pytest.mark.slow
def test_a_form_of_many_pages_and_more_than_150_fields_comes_through_whole() -> None:
    found = propose(form(pages=6, each=40))

    assert len(found) == 240
    assert {one.page for one in found} == set(range(1, 7))
    first = found[0]
    assert (first.key, first.label, first.required) == ("formulier.veld.0.0", "Vraag 0", True)
    # 100 and 300 points from the left, 30 and 42 points from the top of 842, in millimetres.
    assert first.box == (35.3, 10.6, 105.8, 14.8)
    assert [one.kind for one in found[:4]] == ["text", "checkbox", "choice", "signature"]


def test_a_form_without_fields_is_read_from_its_boxes_with_the_words_beside_them() -> None:
    guide = queries.guide("zorgtoeslag.aanvraag")

    found = propose(queries.paper_of(guide, "2026"))

    labels = " | ".join(one.label for one in found)
    for words in ("Burgerservicenummer", "Voorletters en achternaam", "Geboortedatum"):
        assert words in labels
    truth = dict(queries.areas_of(guide, "2026"))
    bsn = next(one for one in found if one.label.endswith("Burgerservicenummer"))
    left, top, right, bottom = truth["bsn"].rect
    assert bsn.box == pytest.approx((left * 210, top * 297, right * 210, bottom * 297), abs=0.6)


@pytest.mark.parametrize(
    ("pdf", "why"),
    [
        (lambda: b"%PDF-1.7 and then nothing", "broken"),
        (lambda: b"", "broken"),
        (lambda: saved(blank(2), encryption=pikepdf.Encryption(owner="a", user="b")), "locked"),
        (lambda: saved(blank(301)), "long"),
    ],
    ids=["broken", "empty file", "encrypted", "301 pages"],
)
def test_a_pdf_that_cannot_be_used_says_why(pdf, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnreadablePdf) as error:
        propose(pdf())

    assert error.value.why == why
    assert len(str(error.value)) > 20


@pytest.mark.slow
def test_300_pages_come_through() -> None:
    assert len(propose(form(pages=300, each=1))) == 300


def test_what_is_proposed_is_a_guide_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "services" / "zorgtoeslag" / "paper" / "nieuw"
    pdf = form(pages=2, each=10)

    written(pdf, propose(pdf), folder, organisation="svb", code="XX 100")

    guide = read_guide(folder)
    assert len(guide.fields) == 20
    assert guide.editions[0].at["formulier.veld.1.3"].page == 2
