"""Letters as PDF carry a seal that verifies, shows a change, and leaves them PDF/UA."""

import dataclasses
import io

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests import builders

from oogopslag.cases import pdf, queries, sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(suzanne, karim):  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    return pdf.letter_pdf(suzanne, decision.id, "nl")


def judged(content: bytes):  # type: ignore[no-untyped-def]
    """What an independent reading of the seal says, trusting only our certificate."""
    pem = sealing._pair()[0]
    der = x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)
    trusted = ValidationContext(trust_roots=[asn1.Certificate.load(der)], allow_fetching=False)
    (seal,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    return seal, validate_pdf_signature(seal, trusted)


def test_the_seal_verifies_and_covers_the_whole_letter(letter) -> None:  # type: ignore[no-untyped-def]
    seal, status = judged(letter)
    assert status.bottom_line
    assert str(seal.sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.modification_level == ModificationLevel.NONE
    attributes = {one["type"].native for one in seal.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in attributes, "PAdES B-B asks for it"


@pytest.mark.parametrize("old", [b"/Lang", b"/StructTreeRoot", b"/MarkInfo"])
def test_a_letter_that_was_changed_does_not_verify(letter, old: bytes) -> None:  # type: ignore[no-untyped-def]
    place = letter.index(old)
    changed = letter[: place + 1] + bytes([letter[place + 1] ^ 1]) + letter[place + 2 :]
    try:
        _seal, status = judged(changed)
    except Exception:  # what can no longer be read does not verify either
        return
    assert not status.intact


def test_a_sealed_letter_keeps_what_makes_it_pdf_ua(letter) -> None:  # type: ignore[no-untyped-def]
    with pikepdf.open(io.BytesIO(letter)) as found:
        root = found.Root
        with found.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang).startswith("nl")
        assert root.ViewerPreferences.DisplayDocTitle
        (field,) = root.AcroForm.Fields
        assert str(field.TU), "a field has a name for who cannot see it (7.18.4)"
        assert int(field.F) & 2, "hidden: it has no place in the structure (7.18.1)"
        for page in found.pages:
            if "/Annots" in page:
                assert page.Tabs == "/S", "the order of the structure (7.18.3)"


def test_the_letter_reads_the_same_with_the_seal(suzanne, karim, letter, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import pypdfium2

    def words(content: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(content)
        return [page.get_textpage().get_text_range() for page in document]

    monkeypatch.setattr(sealing, "_pair", lambda: None)
    decision = queries.case(suzanne, builders.cases.submit(
        builders.cases.start(suzanne, "zorgtoeslag"), key="one").id).decision  # fmt: skip
    plain = pdf.letter_pdf(suzanne, decision.id, "nl")
    assert words(plain) == words(letter)
    assert "Beste Suzanne" in words(letter)[0]


def test_a_demonstration_says_in_the_seal_that_it_is_one(letter, client: Client) -> None:  # type: ignore[no-untyped-def]
    seal, _ = judged(letter)
    assert "demonstratie" in seal.signer_cert.subject.human_friendly
    page = client.get("/echt/", headers={"accept-language": "nl"}).content.decode()
    assert sealing.certificate().fingerprint in page
    assert "demonstratie" in page


def test_production_without_a_certificate_seals_nothing_and_check_says_so(  # type: ignore[no-untyped-def]
    suzanne, karim, settings
) -> None:
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    decision = builders.decided(suzanne, karim)
    content = pdf.letter_pdf(suzanne, decision.id, "nl")
    assert not PdfFileReader(io.BytesIO(content)).embedded_signatures
    (sentence,) = sealing.problems()
    assert "OOGOPSLAG_LETTER_CERTIFICATE" in sentence
    assert "BEGIN" not in sentence


def test_check_names_a_wrong_key_an_unreadable_file_and_an_end_that_is_near(settings) -> None:  # type: ignore[no-untyped-def]
    mine, other = sealing.made_pair("Ons", days=400), sealing.made_pair("Ander", days=400)
    short = sealing.made_pair("Kort", days=3)
    for pair, word in (
        ((mine[0], other[1]), "not the key"),
        ((mine[0], "-----BEGIN nothing"), "cannot be read"),
        (("/does/not/exist", mine[1]), "cannot be read"),
        (short, "ends on"),
    ):
        settings.CONFIG = dataclasses.replace(
            settings.CONFIG, production=True, letter_certificate=pair[0], letter_key=pair[1]
        )
        (sentence,) = sealing.problems()
        assert word in sentence
    settings.CONFIG = dataclasses.replace(
        settings.CONFIG, letter_certificate=mine[0], letter_key=mine[1]
    )
    assert list(sealing.problems()) == []
    assert sealing.certificate().subject == "Ons"


def test_a_setting_may_be_a_file_or_hold_line_ends_as_one_line(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    pair = sealing.made_pair("Ons", days=400)
    file = tmp_path / "key.pem"
    file.write_text(pair[1])
    settings.CONFIG = dataclasses.replace(
        settings.CONFIG, letter_certificate=pair[0].replace("\n", "\\n"), letter_key=str(file)
    )
    assert list(sealing.problems()) == []
