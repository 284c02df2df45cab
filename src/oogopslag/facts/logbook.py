"""Data use in the words of the Logboek Dataverwerkingen: one line per person, never thinned."""

import hashlib
from collections.abc import Iterable
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
    moment = int(row.moment.timestamp() * 1000)
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
        "status": "Ok",
        "name": f"{row.who['nl']}: {row.purpose['nl']}",
        "start_time": moment,
        "end_time": moment,
        "attributes": attributes,
    }


def _pseudonym(key: str) -> str:
    return hashlib.sha256(f"{settings.BSN_PEPPER}:logboek:{key}".encode()).hexdigest()


def note_use(
    resident: "Resident",
    names: Iterable[str],
    *,
    purpose: Text,
    who: Text,
    service: str = "",
    activity: str = "",
    foreign: str = "",
) -> None:
    """One line the resident can read: who used which facts, for what; a span of its own.

    `foreign` names another body that was asked. Never thinned, one line per person (Logboek
    Dataverwerkingen).
    """
    span = trace.current().child()
    DataUse.objects.create(
        resident=resident,
        moment=timezone.now(),
        who=dict(who),
        purpose=dict(purpose),
        names=sorted(set(names)),
        service=service,
        activity=activity,
        trace=span.trace,
        span=span.id,
        parent=span.parent,
        foreign=foreign,
    )
