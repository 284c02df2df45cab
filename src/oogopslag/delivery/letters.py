"""Letters by post: kept once each, printed together as one PDF/UA with an address page and a QR."""

import hashlib
import io
import json
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast
from uuid import UUID

import pypdfium2
import segno
from babel.dates import format_date
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from oogopslag.delivery import posted, typesetting
from oogopslag.delivery.errors import Refused, Undeliverable
from oogopslag.delivery.models import Letter, LetterBatch
from oogopslag.delivery.parcel import Handed, Parcel
from oogopslag.facts import actions as facts
from oogopslag.facts.errors import SourceDown
from oogopslag.people import queries as people

MOST = 200
SECONDS = 40.0
COLLECT = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a letter says of a subject: the whole text, not only that there is one."""

    title: str
    body: str
    organisation: str
    code: str


Wanted = tuple[UUID, str]  # the subject of a letter, and its language
Source = Callable[[Collection[Wanted]], Mapping[Wanted, Content]]
_sources: list[Source] = []


def register_letters(source: Source) -> None:
    """A higher room says what letters about these subjects hold; it leaves out what is not its."""
    _sources.append(source)


def keep_many(parcels: Sequence[Parcel]) -> list[Handed | Exception]:
    """Makes letters, once per delivery; the printer gets them with the next batch.

    For each parcel, in order: handed over, Undeliverable when the register gives no address now,
    or Refused when there is none. As many queries for a hundred as for one.
    """
    rows = Letter.objects.filter(id__in=[one.delivery for one in parcels])
    there = set(rows.values_list("id", flat=True))
    new = [one for one in parcels if one.resident and one.delivery not in there]
    residents = people.residents_by_id(one.resident for one in new if one.resident)
    addresses = facts.postal_addresses(list(residents.values())) if residents else {}
    contents = _contents(new)
    results: list[Handed | Exception] = []
    made = []
    for parcel in parcels:
        address = addresses.get(parcel.resident) if parcel.resident else None
        problem = None if parcel.delivery in there else _problem(parcel, address)
        if problem is None and parcel.delivery not in there and parcel.resident:
            name, lines = residents[parcel.resident].name, list(cast("Sequence[str]", address))
            made.append(_letter(parcel, contents[parcel.subject, parcel.language], name, lines))
        results.append(problem or Handed(provider="post"))
    Letter.objects.bulk_create(made, ignore_conflicts=True)
    return results


def _problem(parcel: Parcel, address: tuple[str, ...] | SourceDown | None) -> Exception | None:
    if parcel.resident is None:
        return Refused("no resident")
    if isinstance(address, SourceDown):
        return Undeliverable("the register of persons gives no answer")
    return None if address else Refused("no postal address is known")


def _letter(parcel: Parcel, content: Content, name: str, address: list[str]) -> Letter:
    return Letter(
        id=parcel.delivery,
        subject=parcel.subject,
        language=parcel.language,
        organisation=content.organisation,
        name=name,
        address=address,
        title=content.title[:200],
        body=content.body,
        code=content.code,
        made=timezone.now(),
    )


def _contents(parcels: Sequence[Parcel]) -> dict[Wanted, Content]:
    """What each says; only that there is something, where no room above knows its subject."""
    found = {
        (one.subject, one.language): Content(
            title=one.title, body=one.body, organisation="", code=""
        )
        for one in parcels
    }
    for source in _sources if found else ():
        found |= source(list(found))
    return found


def make_batches(seconds: float = SECONDS) -> int:
    """Prints what waits, batch after batch, for so long; gives how many batches."""
    ends, made = time.monotonic() + seconds, 0
    while time.monotonic() < ends and make_batch():
        made += 1
    return made


def make_batch(*, at_once: bool = False) -> bool:
    """Prints what waits as one PDF: when there is enough, or the first waits an hour.

    Made outside any transaction; a worker that dies in between leaves the letters for the next.
    """
    rows = list(Letter.objects.filter(batch=None).order_by("id")[:MOST])
    if not rows:
        return False
    waits = timezone.now() - min(row.made for row in rows)
    if not at_once and len(rows) < MOST and waits < COLLECT and not settings.DEMO:
        return False
    return _store(rows, pdf_of(rows))


@transaction.atomic
def _store(rows: Sequence[Letter], made: bytes) -> bool:
    now, ids = timezone.now(), [row.id for row in rows]
    free = Letter.objects.select_for_update().filter(id__in=ids, batch=None)
    if len(free) != len(ids):
        return False  # another worker took some: the next round makes a new one
    batch = LetterBatch(
        made=now,
        letters=len(rows),
        pages=len(pypdfium2.PdfDocument(made)),
        checksum=hashlib.sha256(made).hexdigest(),
        next_try=now,
    )
    batch.file.save(f"{batch.id}.pdf", ContentFile(made), save=False)
    batch.save(force_insert=True)
    Letter.objects.filter(id__in=ids).update(batch=batch)
    return True


def pdf_of(rows: Sequence[Letter]) -> bytes:
    """The letters one after another, each beginning on a page of its own with the address."""
    content = settings.CONFIG.content
    data = {"letters": [_shown(row) for row in rows]}
    source = content / "letters" / "batch.typ"
    return typesetting.pdf_of(source, content, json.dumps(data))


def _shown(row: Letter) -> dict[str, object]:
    where = f"{settings.BASE_URL}/echt/{row.code}/" if row.code else f"{settings.BASE_URL}/echt/"
    drawn = io.BytesIO()
    segno.make(where, error="m").save(drawn, kind="svg", border=2, scale=4)
    return {
        "language": row.language,
        "organisation": row.organisation,
        "name": row.name,
        "address": row.address,
        "date": format_date(timezone.localdate(row.made), "d MMMM y", locale=row.language),
        "title": row.title,
        "paragraphs": [part for part in row.body.split("\n\n") if part.strip()],
        "code": f"{row.code[:4]} {row.code[4:]}".strip(),
        "where": where,
        "qr": drawn.getvalue().decode(),
    }


def hand_over() -> int:
    """Gives batches to the printer's folder, named by their id: twice is the same file."""
    now = timezone.now()
    due = Q(next_try=None) | Q(next_try__lte=now)
    done = 0
    for batch in LetterBatch.objects.filter(due, handed=None).order_by("id")[:20]:
        done += _hand(batch)
    return done


def _hand(batch: LetterBatch) -> bool:
    try:
        _print(batch)
    except OSError as error:
        minutes = (1, 5, 10, 15)[min(batch.attempts, 3)]
        LetterBatch.objects.filter(id=batch.id).update(
            attempts=batch.attempts + 1,
            next_try=timezone.now() + timedelta(minutes=minutes),
            reason=type(error).__name__,
        )
        return False
    with transaction.atomic():
        waiting = LetterBatch.objects.filter(id=batch.id, handed=None)
        if waiting.update(handed=timezone.now(), reason=""):  # another worker may have been first
            posted.tell_of(batch)
    return True


def _print(batch: LetterBatch) -> None:
    """Raises OSError when the folder cannot be written."""
    folder = settings.CONFIG.print_folder
    if not folder:
        return  # a demonstration: the batch stays in the files folder
    with batch.file.open("rb") as stream:
        content = stream.read()
    target = Path(folder) / f"{batch.id}.pdf"
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.rename(target)
