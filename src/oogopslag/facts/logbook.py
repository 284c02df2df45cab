"""Data use in the words of the Logboek Dataverwerkingen: one line per person, never thinned."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

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
    began = span.began if span else running.began
    row = _row(
        resident, own, began, names,
        purpose=purpose, who=who, service=service, activity=activity, foreign=foreign,
        status=status,
    )  # fmt: skip
    row.save(force_insert=True)


def note_uses(
    residents: "Iterable[Resident]",
    names: Iterable[str],
    *,
    purpose: Text,
    who: Text,
    service: str = "",
    activity: str = "",
    foreign: str = "",
    failed: Collection[UUID] = (),
) -> None:
    """The same use of many people's facts in the action that runs: a line for each, one query.

    What was asked of others travelled under the action's span: it is the line's own where the
    action is about one person, and its parent where it is about several. `failed` are those for
    whom it ended in an Error.
    """
    running, about = trace.current(), list(residents)
    rows = [
        _row(
            one, running if len(about) == 1 else running.child(), running.began, names,
            purpose=purpose, who=who, service=service, activity=activity, foreign=foreign,
            status="Error" if one.id in failed else "Ok",
        )
        for one in about
    ]  # fmt: skip
    DataUse.objects.bulk_create(rows)


def _row(
    resident: "Resident",
    span: trace.Span,
    began: datetime,
    names: Iterable[str],
    *,
    purpose: Text,
    who: Text,
    service: str,
    activity: str,
    foreign: str,
    status: str,
) -> DataUse:
    return DataUse(
        resident=resident,
        began=began,
        moment=timezone.now(),
        who=dict(who),
        purpose=dict(purpose),
        names=sorted(set(names)),
        service=service,
        activity=activity,
        trace=span.trace,
        span=span.id,
        parent=span.parent,
        foreign=foreign or trace.caller(),
        status=status,
    )
