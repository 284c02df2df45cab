"""Files that lie, blow up or are ill: a sentence each, the text is kept, nothing is sent."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import builders
from tests.rooms.clamd import EICAR

from oogopslag.inbox.models import Attachment, Message

pytestmark = pytest.mark.django_db


def bomb() -> bytes:
    """An office document of some kilobytes that unpacks into hundreds of megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 150_000_000)
    return target.getvalue()


def huge_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 50_000, 50_000)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("cv.docx", bomb, "veel te groot"),
        ("foto.png", huge_picture, "veel te groot"),
        ("brief.pdf", lambda: b"\xff\xd8\xff\xe0" + b"0" * 100, "past niet bij wat erin zit"),
        ("eicar.txt", lambda: EICAR, "virus"),
        ("leeg.pdf", lambda: b"", "is leeg"),
        ("programma.exe", lambda: b"MZ\x90\x00\x03\xff", "Dit soort bestand"),
        ("brief.txt", lambda: b"<script>alert(1)</script>", "Dit soort bestand"),
    ],
)
def test_a_bad_file_is_refused_with_its_own_sentence(suzanne, name, content, word) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(suzanne)
    address = reverse("r_reply", args=[case.thread])
    file = SimpleUploadedFile(name, content())
    answer = client.post(address, {"text": "Mijn loonstrook", "key": "k", "files": file})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert word in page
    assert "Er is niets verstuurd, uw tekst is bewaard" in page
    assert "Mijn loonstrook</textarea>" in page
    assert not Message.objects.filter(by="resident").exists()
    assert not Attachment.objects.exists()

    # Without the bad file, with the same key, the same text goes: once.
    for _again in range(2):
        client.post(address, {"text": "Mijn loonstrook", "key": "k"})
    assert Message.objects.filter(by="resident").count() == 1


def test_of_several_files_the_bad_one_is_named_by_its_place(suzanne) -> None:  # type: ignore[no-untyped-def]
    case, client = builders.case(suzanne), builders.signed_in(suzanne)
    files = [SimpleUploadedFile("a.txt", b"goed"), SimpleUploadedFile("b.txt", b"")]
    answer = client.post(
        reverse("r_reply", args=[case.thread]), {"text": "Twee", "key": "k", "files": files}
    )
    assert "Bestand 2: Dit bestand is leeg" in answer.content.decode()


def test_a_title_of_ones_own_that_reads_as_something_else_is_refused_and_kept(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    answer = client.post(
        reverse("r_new_thread"),
        {"aan": "dienst-toeslagen", "onderwerp": "Betaal \u202egnp.exe", "text": "Mijn vraag",
         "key": "k"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "onzichtbare tekens" in page
    assert "Mijn vraag</textarea>" in page
