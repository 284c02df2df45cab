"""Every document of a resident: receipts, decisions, and files of conversations; one archive."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.cases.models import Case, Decision
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.inbox import queries as inbox

if TYPE_CHECKING:
    from oogopslag.inbox.queries import FileRow
    from oogopslag.people.models import Resident

MOST = 200


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """One document; `kind` is receipt (id of the case), decision, or file (id of the attachment).

    `keep_until` is the day it may be destroyed, where that is known already.
    """

    id: UUID
    kind: str
    title: Text
    organisation: Text
    number: str
    moment: datetime
    keep_until: date | None


def documents_of(resident: "Resident") -> list[DocumentRow]:
    """Newest first, at most MOST of each kind; three queries."""
    cases = Case.objects.filter(resident=resident).select_related("organisation")
    decisions = Decision.objects.filter(case__resident=resident).select_related(
        "case__organisation"
    )
    found = [_receipt(case) for case in cases.order_by("-id")[:MOST]]
    found += [_decision(one) for one in decisions.order_by("-id")[:MOST]]
    found += [_file(one) for one in inbox.files_of(resident, MOST)]
    return sorted(found, key=lambda one: one.moment, reverse=True)


def documents_of_case(resident: "Resident", case: Case) -> list[DocumentRow]:
    """Those of one case, oldest first; three queries."""
    decisions = Decision.objects.filter(case=case).select_related("case__organisation")
    found = [_receipt(case)] if case.kind == Case.APPLICATION else []
    found += [_decision(one) for one in decisions]
    if case.thread:
        found += [_file(one) for one in inbox.files_of(resident, MOST, thread=case.thread)]
    return sorted(found, key=lambda one: one.moment)


def _file(one: "FileRow") -> DocumentRow:
    return DocumentRow(
        id=one.id,
        kind="file",
        title={"nl": one.name, "en": one.name},
        organisation=one.organisation,
        number="",
        moment=one.placed,
        keep_until=None,
    )


def _receipt(case: Case) -> DocumentRow:
    title = catalogue.service(case.service).title
    return DocumentRow(
        id=case.id,
        kind="receipt",
        title={"nl": f"Ontvangstbevestiging {title['nl']}", "en": f"Receipt: {title['en']}"},
        organisation=case.organisation.name,
        number=case.number,
        moment=case.received,
        keep_until=case.archive_on,
    )


def _decision(one: Decision) -> DocumentRow:
    title = catalogue.service(one.case.service).title
    return DocumentRow(
        id=one.id,
        kind="decision",
        title={"nl": f"Besluit {title['nl']}", "en": f"Decision: {title['en']}"},
        organisation=one.case.organisation.name,
        number=one.case.number,
        moment=one.decided,
        keep_until=one.case.archive_on,
    )


def zipped(resident: "Resident", language: str) -> Iterator[bytes]:
    """All documents as a ZIP, one after the other: never all in memory."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, one in enumerate(documents_of(resident), 1):
            content = content_of(resident, one, language)
            if content is not None:
                archive.writestr(name_of(place, one, language), content)
                yield sink.taken()
    yield sink.taken()


def content_of(resident: "Resident", one: DocumentRow, language: str) -> bytes | None:
    from oogopslag.cases import pdf  # noqa: PLC0415 -- making a PDF loads a typesetter

    if one.kind == "receipt":
        return pdf.receipt_pdf(resident, one.id, language)
    if one.kind == "decision":
        return pdf.letter_pdf(resident, one.id, language)
    try:
        with inbox.attachment_of_resident(resident, one.id).file.open() as stored:
            content: bytes = stored.read()
            return content
    except FileNotFoundError:
        return None


def name_of(place: int, one: DocumentRow, language: str) -> str:
    """A name that no system stumbles over: number, day and title."""
    title = one.title.get(language) or one.title["nl"]
    plain = re.sub(r"[^\w.\- ]", "_", title).strip(" .")[:80] or "document"
    end = "" if one.kind == "file" else ".pdf"
    return f"{place:03}-{one.moment:%Y-%m-%d}-{plain}{end}"


class Sink(io.RawIOBase):
    """Keeps what a ZIP writes until it is taken; a ZIP that is streamed cannot seek."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]  # a buffer
        self.parts.append(part)
        return len(part)

    def taken(self) -> bytes:
        joined, self.parts = b"".join(self.parts), []
        return joined
