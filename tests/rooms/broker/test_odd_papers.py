"""Papers that somebody made strange: words that a database keeps, and never a failure."""

import io

import pikepdf

from oogopslag.broker import reading


def test_a_text_with_nul_is_kept_without_it() -> None:
    said = reading.letter_text("", b"Geachte\0 heer, dit is een brief met genoeg letters erin." * 5)
    assert "\0" not in said
    assert said.startswith("Geachte heer")


def test_something_else_where_the_fields_of_a_form_should_stand_gives_no_fields() -> None:
    for fields in (pikepdf.Array([7, pikepdf.Name("/x")]), pikepdf.Name("/x")):
        pdf, kept = pikepdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=fields)
        pdf.save(kept)
        assert reading.read_paper(kept.getvalue()).fields == ()
