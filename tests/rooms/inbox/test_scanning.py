"""Files are held back until ClamAV says OK; the scanner here speaks its real protocol."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.rooms.clamd import EICAR, Clamd
from tests.rooms.inbox.helpers import asked, at

from oogopslag.inbox import queries, scanning
from oogopslag.inbox.models import Attachment

pytestmark = pytest.mark.django_db


def file(content: bytes = b"hallo") -> SimpleUploadedFile:
    return SimpleUploadedFile("a.txt", content)


def test_a_file_is_held_back_until_it_is_found_clean(clamd: Clamd, thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    asked(thread, files=[file(b"x" * 200_000)])
    row = Attachment.objects.get()
    with pytest.raises(queries.UnknownThread):
        queries.attachment_of_resident(suzanne, row.id)
    assert scanning.scan_waiting() == 1
    assert clamd.seen == [b"x" * 200_000]
    assert queries.attachment_of_resident(suzanne, row.id).name == "a.txt"


def test_eicar_never_becomes_visible_and_the_message_stays(  # type: ignore[no-untyped-def]
    clamd: Clamd, thread, suzanne, toeslagen
) -> None:
    asked(thread, "Zie bijlage", files=[file(EICAR)])
    scanning.scan_waiting()
    row = Attachment.objects.get()
    assert row.state == Attachment.INFECTED
    for look in (
        lambda: queries.attachment_of_resident(suzanne, row.id),
        lambda: queries.attachment_of_organisation(toeslagen, row.id),
    ):
        with pytest.raises(queries.UnknownThread):
            look()
    view = queries.thread(suzanne, thread.id).messages[-1]
    assert view.body == {"nl": "Zie bijlage"}
    assert view.attachments[0].state == "infected"


def test_while_the_scanner_is_down_files_stay_held_back(  # type: ignore[no-untyped-def]
    clamd: Clamd, thread, settings
) -> None:
    asked(thread, files=[file()])
    clamd.broken = True
    assert scanning.scan_waiting() == 0
    assert Attachment.objects.get().state == Attachment.WAITING
    clamd.broken = False
    assert scanning.scan_waiting() == 1


def test_nobody_listening_is_a_scanner_that_is_down(thread, settings) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, clamav="127.0.0.1:9")
    asked(thread, files=[file()])
    assert scanning.scan_waiting() == 0
    assert Attachment.objects.get().state == Attachment.WAITING


def test_at_night_the_scanner_looks_again_and_hides_what_it_knows_by_now(  # type: ignore[no-untyped-def]
    clamd: Clamd, thread, suzanne, monkeypatch
) -> None:
    asked(thread, files=[file(b"nieuw virus")])
    scanning.scan_waiting()
    assert scanning.rescan() == 0, "not twice on one day"
    clamd.signatures[b"nieuw virus"] = "Doc.New-1"
    at(monkeypatch, hours=21)
    assert scanning.rescan() == 1
    with pytest.raises(queries.UnknownThread):
        queries.attachment_of_resident(suzanne, Attachment.objects.get().id)


def test_without_a_scanner_the_check_of_kinds_is_all_and_files_show_at_once(
    thread, suzanne
) -> None:  # type: ignore[no-untyped-def]
    asked(thread, files=[file()])
    assert queries.attachment_of_resident(suzanne, Attachment.objects.get().id)
    assert scanning.scan_waiting() == 0
