"""A conversation as PDF: everything that was said, until when one can react, and the files."""

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from tests import builders
from tests.journeys.test_inbox import conversation

from oogopslag.ui import format as shown

pytestmark = pytest.mark.django_db


def test_it_holds_what_was_said_until_when_and_which_files(suzanne) -> None:  # type: ignore[no-untyped-def]
    thread, client = conversation(), builders.signed_in(suzanne)
    file = SimpleUploadedFile("huurspecificatie.txt", b"hallo")
    client.post(
        reverse("r_reply", args=[thread.id]), {"text": "Zie bijlage", "key": "k", "files": file}
    )
    answer = client.get(reverse("r_thread_pdf", args=[thread.id]))
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    due = thread.messages.order_by("id")[0].react_before
    with translation.override("nl"):
        assert f"U kunt reageren tot en met {shown.day(due)}." in text
    assert due > timezone.localdate()
    assert "Uw huur staat niet in onze gegevens" in text
    assert "Zie bijlage" in text
    assert "huurspecificatie.txt" in text
