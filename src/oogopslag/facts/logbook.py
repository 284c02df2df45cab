"""Data use in the words of the Logboek Dataverwerkingen: one line per person, never thinned."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from oogopslag.core.law import Text
from oogopslag.facts.models import DataUse
from oogopslag.outside import trace

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


def lines_of(resident: "Resident", limit: int = 1_000) -> list[dict[str, Any]]:
    """This resident's own lines, newest first, in the field names of the standard.

    Times are milliseconds since 1970; the data subject is a pseudonym of this register of lines.
    """
    rows = DataUse.objects.filter(resident=resident).order_by("-id")[:limit]
    return [_line(row) for row in rows]


def _line(row: DataUse) -> dict[str, Any]:
    end = int(row.moment.timestamp() * 1000)
    attributes = {
        "dpl.core.processing_activity_id": row.activity,
        "dpl.core.data_subject_id": _pseudonym(str(row.resident_id)),
        "dpl.core.data_subject_id_type": "pseudonym",
    }
    if row.foreign:
        attributes["dpl.core.foreign_operation.processor"] = row.foreign
    return {
        "trace_id": row.trace,
        "span_id": row.span,
        "parent_span_id": row.parent or None,
        "status": row.status,
        "name": f"{row.who['nl']}: {row.purpose['nl']}",
        "start_time": int(row.began.timestamp() * 1000) if row.began else end,
        "end_time": end,
        "attributes": attributes,
    }


def _pseudonym(key: str) -> str:
    return hashlib.sha256(f"{settings.BSN_PEPPER}:logboek:{key}".encode()).hexdigest()


@contextmanager
def using(
    resident: "Resident",
    names: Iterable[str],
    *,
    purpose: Text,
    who: Text,
    service: str = "",
    activity: str = "",
    foreign: str = "",
) -> Iterator[None]:
    """What happens within is one processing: its line has the real begin and end, and what is asked
    of others meanwhile is a child of its span. Written when it fails too, as an Error.
    """
    with trace.action() as span:
        status = "Error"
        try:
            yield
            status = "Ok"
        finally:
            note_use(
                resident, names, purpose=purpose, who=who, service=service, activity=activity,
                foreign=foreign, span=span, status=status,
            )  # fmt: skip


def note_use(
    resident: "Resident",
    names: Iterable[str],
    *,
    purpose: Text,
    who: Text,
    service: str = "",
    activity: str = "",
    foreign: str = "",
    span: trace.Span | None = None,
    status: str = "Ok",
) -> None:
    """One line the resident can read: who used which facts, for what, from when until when.

    `span` is what was done, when it is known; else a child of the action that runs, from its begin.
    `foreign` names another body that was asked; the body that asks is filled in by itself. Never
    thinned, one line per person (Logboek Dataverwerkingen).
    """
    running = trace.current()
    own = span or running.child()
    DataUse.objects.create(
        resident=resident,
        began=span.began if span else running.began,
        moment=timezone.now(),
        who=dict(who),
        purpose=dict(purpose),
        names=sorted(set(names)),
        service=service,
        activity=activity,
        trace=own.trace,
        span=own.id,
        parent=own.parent,
        foreign=foreign or trace.caller(),
        status=status,
    )
