"""Everything of one case in one archive, for whoever wants to keep it."""

import json
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from oogopslag.cases import filing
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.inbox import queries as inbox

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


def zipped_case(resident: "Resident", case_id: UUID, language: str) -> Iterator[bytes]:
    """Receipt, decisions, the conversation, its files and the case as data, as a ZIP.

    Raises UnknownCase for anybody else's, before the first byte.
    """
    rows = Case.objects.filter(resident=resident, id=case_id).select_related("organisation")
    found = rows.first()
    if found is None:
        raise UnknownCase
    return _chunks(resident, found, language)


def _chunks(resident: "Resident", found: Case, language: str) -> Iterator[bytes]:
    sink = filing.Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(resident, found, language):
            archive.writestr(name, content)
            yield sink.taken()
    yield sink.taken()


def _files(resident: "Resident", found: Case, language: str) -> Iterator[tuple[str, bytes]]:
    for place, one in enumerate(filing.documents_of_case(resident, found), 1):
        content = filing.content_of(resident, one, language)
        if content is not None:
            yield filing.name_of(place, one, language), content
    if found.thread:
        yield "gesprek.pdf", inbox.thread_pdf(resident, found.thread, language)
    yield "zaak.json", _data(found)


def _data(found: Case) -> bytes:
    decisions = Decision.objects.filter(case=found).order_by("decided")
    data: dict[str, Any] = {
        "number": found.number,
        "service": found.service,
        "organisation": found.organisation.name,
        "kind": found.kind,
        "state": found.state,
        "received": found.received,
        "closed": found.closed,
        "answers": found.answers,
        "grounds": found.grounds,
        "finding": found.finding,
        "decisions": [
            {
                "outcome": one.outcome,
                "amount_cents": one.amount,
                "period": one.period,
                "decided": one.decided,
                "object_until": one.object_until,
                "motivation": one.motivation,
                "letter": one.letter,
            }
            for one in decisions
        ],
        "pauses": list(found.pauses.values("since", "until", "reason", "explanation")),
        "archive_on": found.archive_on,
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
