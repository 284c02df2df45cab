"""Letters as PDF/UA-1, made by Typst and sealed; never inside a transaction."""

import json
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import segno
import typst
from django.conf import settings
from django.utils import timezone

from oogopslag.cases import letter, sealing
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.showing import given_of
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import texts
from oogopslag.core.law import Text
from oogopslag.paper import queries as paper

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


def receipt_pdf(resident: "Resident", case_id: UUID, language: str) -> bytes:
    """The receipt with the copy of everything entered. Raises UnknownCase."""
    case = (
        Case.objects.filter(resident=resident, id=case_id)
        .select_related("organisation", "resident")
        .first()
    )
    if case is None:
        raise UnknownCase
    service = catalogue.service(case.service)
    title = {
        "nl": f"Ontvangstbevestiging {service.title['nl']}",
        "en": f"Receipt: {service.title['en']}",
    }
    body = letter.receipt(case, service, given_of(case))
    return _made(case, title, body, timezone.localdate(case.received), language)


def letter_pdf(resident: "Resident", decision_id: UUID, language: str) -> bytes:
    """The decision as it was sent. Raises UnknownCase."""
    decision = (
        Decision.objects.filter(case__resident=resident, id=decision_id)
        .select_related("case__organisation", "case__resident")
        .first()
    )
    if decision is None:
        raise UnknownCase
    service = catalogue.service(decision.case.service)
    title = {"nl": f"Besluit {service.title['nl']}", "en": f"Decision: {service.title['en']}"}
    decided = timezone.localdate(decision.decided)
    return _made(decision.case, title, decision.letter, decided, language)


def _made(case: Case, title: Text, body: Text, day: date, language: str) -> bytes:
    if not body.get(language):
        language = "nl"
    data = {
        "title": title[language],
        "language": language,
        "organisation": case.organisation.name[language],
        "name": case.resident.name,
        "number": case.number,
        "date": letter.day(day, language),
        "paragraphs": texts.paragraphs(body[language]),
        **_explained(case.service, language),
    }
    content = settings.CONFIG.content
    made = typst.compile(
        str(content / "letters" / "letter.typ"),
        root=str(content),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data)},
    )
    return sealing.seal(bytes(made))


def _explained(service: str, language: str) -> dict[str, str]:
    """The QR and short code that open the explanation of this kind of letter, without login."""
    code = paper.letter_code(service)
    if not code:
        return {}
    address = f"{settings.BASE_URL}/papier/c/{code}/"
    words = {
        "nl": f"Uitleg bij deze brief, zonder inloggen: scan de code of typ {code}.",
        "en": f"This letter explained, without signing in: scan the code or type {code}.",
    }
    square = segno.make(address, error="m", micro=False)
    return {"qr": square.svg_inline(border=1), "explained": words.get(language, words["nl"])}
