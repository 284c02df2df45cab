"""Cases whose last day comes near: the resident is told, then they are put on a list."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import archiving, letter
from oogopslag.cases.models import Case, DestructionLine, DestructionList
from oogopslag.cases.moving import locked, tell, write
from oogopslag.catalogue import retention
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

MOST = 500
"""Cases on one list: what two people can read."""


def tell_due(limit: int = 500) -> int:
    """Tells residents weeks before that a case will be destroyed, and how to keep a copy."""
    today = timezone.localdate()
    until = today + timedelta(days=retention.tell_days(today))
    rows = Case.objects.filter(
        archive_nomination="destroy", archive_on__lte=until, destruction_told=None, held=""
    )
    keys = list(rows.order_by("archive_on", "id").values_list("id", flat=True)[:limit])
    return sum(_told(key, today) for key in keys)


@transaction.atomic
def _told(key: UUID, today: date) -> bool:
    case = locked(key)
    if case.destruction_told or case.archive_on is None:
        return False
    earliest = max(case.archive_on, today + timedelta(days=retention.tell_days(today)))
    case.destruction_told = today
    case.save(update_fields=["destruction_told"])
    actor = Actor(kind="organisation", id=case.organisation.slug)
    if case.thread:
        tell(case, actor, _warning(case, earliest))
    write("cases.destruction_told", case, SYSTEM, on=earliest)
    return True


def _warning(case: Case, day: date) -> dict[str, str]:
    on = {language: letter.day(day, language) for language in letter.LANGUAGES}
    return letter.in_both(
        f"Zaak {case.number} is lang geleden afgesloten. Na {on['nl']} vernietigen wij alles wat "
        "erin staat: uw antwoorden, de brieven, de berichten en de bestanden (Archiefwet). Wilt u "
        "een kopie? Kies dan bij deze zaak “Alles van deze zaak downloaden”. Dat kan tot die dag. "
        "U hoeft verder niets te doen.",
        f"Case {case.number} was closed long ago. After {on['en']} we destroy everything in it: "
        "your answers, the letters, the messages and the files (Archives Act). Do you want a copy? "
        "Then choose “Download everything of this case” at this case, until that day. "
        "You need not do anything else.",
    )


def prepare_due() -> int:
    """Puts every case whose day has come on the list of its organisation; gives how many."""
    return sum(_prepare(one) for one in people.organisations())


@transaction.atomic
def _prepare(organisation: "Organisation") -> int:
    today = timezone.localdate()
    told = today - timedelta(days=retention.tell_days(today))
    listed = DestructionLine.objects.filter(left_out="").values("case")
    rows = Case.objects.filter(
        organisation=organisation, archive_nomination="destroy", archive_on__lte=today, held="",
        destruction_told__lte=told,
    ).exclude(id__in=listed)  # fmt: skip
    ready = [one for one in rows.order_by("archive_on", "id")[: MOST * 2]
             if not archiving.blocked(one, today)]  # fmt: skip
    if not ready:
        return 0
    found, _ = DestructionList.objects.get_or_create(
        organisation=organisation,
        state=DestructionList.PREPARED,
        defaults={"prepared": timezone.now()},
    )
    room = MOST - found.lines.filter(left_out="").count()
    lines = [_line(found, one) for one in ready[: max(room, 0)]]
    DestructionLine.objects.bulk_create(lines)
    return len(lines)


def _line(found: DestructionList, case: Case) -> DestructionLine:
    outcome = archiving.outcome_of(case)
    return DestructionLine(
        listing=found,
        case=case.id,
        number=case.number,
        service=case.service,
        outcome=outcome,
        closed=timezone.localdate(case.closed or timezone.now()),
        archive_on=case.archive_on or timezone.localdate(),
        ground=archiving.words(case),
    )
