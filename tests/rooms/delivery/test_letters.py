"""Letters: the whole message, an address page, a QR that opens the check, PDF/UA, once each."""

import io

import cv2
import numpy
import pikepdf
import pypdfium2
import pytest
from tests import builders
from tests.rooms.delivery.helpers import at, configured

from oogopslag.delivery import actions, letters
from oogopslag.delivery.errors import Refused
from oogopslag.delivery.models import Letter, LetterBatch, OutboxRow
from oogopslag.facts.models import TwinRecord
from oogopslag.inbox.models import Message

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def codes_in(content: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil().convert("L")
    _, found, *_ = cv2.QRCodeDetector().detectAndDecodeMulti(numpy.array(page))
    return [code for code in found if code]


def test_a_batch_is_one_pdf_with_address_message_and_a_code_to_check(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    builders.case(joke)
    actions.deliver_due()
    assert actions.make_batch(at_once=True)
    batch = LetterBatch.objects.get()
    with batch.file.open("rb") as stream:
        content = stream.read()
    first = text_of(content)[0]
    for part in ("Suzanne de Wit", "Lindelaan 12", "9999AB Veenstad", "Dienst Toeslagen"):
        assert part in first
    assert "Zorgtoeslag" in first, "the whole message, not only that there is one"
    code = Message.objects.get(id=Letter.objects.order_by("id")[0].subject).code
    assert codes_in(content) == [f"http://localhost:8000/echt/{code}/"]
    assert batch.letters == 2
    assert batch.pages == len(text_of(content))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang).startswith("nl")


def test_a_letter_that_is_handed_over_twice_is_printed_once(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    actions.deliver_due()
    OutboxRow.objects.update(state=OutboxRow.WAITING)  # as after a kill before settling
    actions.deliver_due()
    assert Letter.objects.get().batch is None
    assert actions.make_batch(at_once=True)
    assert not actions.make_batch(at_once=True)


def test_batches_land_in_the_folder_of_the_printer_whole_or_not_at_all(  # type: ignore[no-untyped-def]
    suzanne, settings, tmp_path, monkeypatch
) -> None:
    configured(settings, print_folder=str(tmp_path / "away"))
    builders.case(suzanne)
    actions.deliver_due()
    actions.make_batch(at_once=True)
    assert actions.hand_over() == 0
    batch = LetterBatch.objects.get()
    assert (batch.handed, batch.reason) == (None, "FileNotFoundError")
    (tmp_path / "away").mkdir()
    at(monkeypatch, minutes=2)
    assert actions.hand_over() == 1
    (file,) = (tmp_path / "away").iterdir()
    assert file.name == f"{batch.id}.pdf"
    assert file.read_bytes().startswith(b"%PDF-")
    assert actions.hand_over() == 0


def test_without_an_address_it_fails_visibly_with_the_reason(suzanne) -> None:  # type: ignore[no-untyped-def]
    row = TwinRecord.objects.get(person_hash=suzanne.bsn_hash, source="brp")
    row.payload.pop("verblijfplaats")
    row.save()
    builders.case(suzanne)
    actions.deliver_due()
    found = OutboxRow.objects.get()
    assert (found.state, found.reason) == ("failed", "no postal address is known")


def test_while_the_register_is_down_the_letter_waits(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    row = TwinRecord.objects.get(person_hash=suzanne.bsn_hash, source="brp")
    row.payload["down"] = True
    row.save()
    assert actions.deliver_due().later == 1
    assert not Letter.objects.exists()


def test_a_letter_is_for_a_resident(world) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.core.values import new_id
    from oogopslag.delivery.actions import Parcel

    parcel = Parcel(
        delivery=new_id(), subject=new_id(), organisation="x", resident=None, address="",
        title="", body="", opens="", language="nl",
    )  # fmt: skip
    (said,) = letters.keep_many([parcel])
    assert isinstance(said, Refused)
