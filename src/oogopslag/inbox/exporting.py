"""A conversation to keep: as PDF/UA-1, and a proof bundle as plain data."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

import typst
from babel.dates import format_date, format_datetime
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from oogopslag.core.ladder import HERE
from oogopslag.core.law import Text
from oogopslag.inbox import showing
from oogopslag.inbox.models import Thread
from oogopslag.inbox.proving import Proof
from oogopslag.inbox.views import MessageView

if TYPE_CHECKING:
    from datetime import date, datetime

    from oogopslag.people.models import Resident

MOST = 2_000  # messages in one PDF; the newest


def thread_pdf(resident: "Resident", thread_id: UUID, language: str) -> bytes:
    """The conversation as the resident sees it, newest last. Raises UnknownThread."""
    rows = Thread.objects.filter(resident=resident, id=thread_id, hidden=False)
    view = showing.view(rows, by=showing.RESIDENT, limit=MOST)
    data = {
        "title": _in(view.title, language),
        "organisation": _in(view.organisation, language),
        "name": resident.name,
        "language": language,
        "made": _moment(timezone.now(), language),
        "messages": [_shown(message, language) for message in view.messages],
    }
    content = settings.CONFIG.content
    return bytes(
        typst.compile(
            str(content / "letters" / "thread.typ"),
            root=str(content),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(data)},
        )
    )


def _shown(message: MessageView, language: str) -> dict[str, Any]:
    text = _in(message.body, language)
    return {
        "author": _in(message.author, language),
        "moment": _moment(message.placed, language),
        "effect": _in(message.legal_effect, language),
        "until": _day(message.react_before, language),
        "code": message.code,
        "retracted": message.retracted is not None,
        "paragraphs": [part for part in text.split("\n\n") if part.strip()],
        "files": [f"{file.name} ({file.size} bytes, SHA-256 {file.checksum})"
                  for file in message.attachments],
    }  # fmt: skip


def _in(words: Text | None, language: str) -> str:
    return (words or {}).get(language) or (words or {}).get("nl", "")


def _moment(value: "datetime", language: str) -> str:
    return format_datetime(value.astimezone(HERE), "d MMMM y, HH:mm", locale=language)


def _day(value: "date | None", language: str) -> str:
    return format_date(value, "d MMMM y", locale=language) if value else ""


def proof_data(proof: Proof) -> dict[str, Any]:
    """The bundle as plain data for a JSON file; docs/proof.md says how to check it."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(proof), cls=DjangoJSONEncoder))
    # To the microsecond, as it was hashed: Django's encoder keeps three digits.
    for shown, link in zip(found["links"], proof.links, strict=True):
        shown["moment"] = link.moment.isoformat() if link.moment else None
    for told, real in zip(found["told"], proof.told, strict=True):
        for shown, link in zip(told["links"], real.links, strict=True):
            shown["moment"] = link.moment.isoformat() if link.moment else None
    return found
