"""The archive day of a case that stands in another register: read there, never made up here."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from oogopslag.cases import registers
from oogopslag.cases.adapters.zgw.client import Register, ZgwClient, text, thing
from oogopslag.cases.models import Case, Handover
from oogopslag.cases.moving import locked, write
from oogopslag.catalogue import retention
from oogopslag.core.values import SYSTEM
from oogopslag.outside.beside import run
from oogopslag.outside.errors import OutsideError

NOMINATIONS = {"vernietigen": "destroy", "blijvend_bewaren": "keep"}


def read_archive_days(limit: int = 200) -> int:
    """Takes over archiefnominatie and archiefactiedatum where they are new, and again shortly
    before the day: the register may have moved it. Gives how many cases changed.
    """
    soon = timezone.localdate() + timedelta(days=retention.tell_days(timezone.localdate()))
    rows = Handover.objects.filter(
        Q(case__archive_on=None) | Q(case__archive_on__lte=soon), concluded=True
    )
    changed = 0
    for row in rows.order_by("case__archive_on", "id")[:limit]:
        register, address = registers.zgw().get(row.register), row.made.get("zaak", "")
        if register is None or not address:
            continue
        try:
            nomination, day = run(_ask(register, address))
        except OutsideError:
            continue  # tomorrow again; nothing is destroyed without an answer that is kept
        changed += _keep(row, nomination, day)
    return changed


async def _ask(register: Register, address: str) -> tuple[str, date | None]:
    async with registers.http(register.url) as http:
        case = thing(await ZgwClient(register, http).get(address))
    try:
        day = date.fromisoformat(text(case, "archiefactiedatum"))
    except ValueError:
        day = None
    return NOMINATIONS.get(text(case, "archiefnominatie"), ""), day


@transaction.atomic
def _keep(row: Handover, nomination: str, day: date | None) -> bool:
    case: Case = locked(row.case_id)
    if (case.archive_nomination, case.archive_on) == (nomination, day):
        return False
    case.archive_nomination, case.archive_on, case.archive_source = nomination, day, row.register
    case.save(update_fields=["archive_nomination", "archive_on", "archive_source"])
    if day and nomination:
        write("cases.archived", case, SYSTEM, destroy_after=day, nomination=nomination)
    return True
