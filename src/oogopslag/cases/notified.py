"""News from registers (Notificaties): it carries no data, so the case itself is looked at again.

The same news may come twenty times and in any order: each is kept once, and what is read is always
how the case stands now.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import attention, elsewhere, registers
from oogopslag.cases.adapters.zgw import reading
from oogopslag.cases.adapters.zgw.client import ZAKEN, Register, ZgwClient, text, thing
from oogopslag.cases.errors import WrongNotification
from oogopslag.cases.models import Notification
from oogopslag.core.values import Bsn, InvalidValue
from oogopslag.outside.beside import run
from oogopslag.outside.errors import NotThere, OutsideError
from oogopslag.people import queries as people
from oogopslag.people.errors import UnknownResident

NEEDED = ("kanaal", "hoofdObject", "resource", "resourceUrl", "actie", "aanmaakdatum")
CHANNEL = "zaken"
MOST_ATTEMPTS = 10


def notified(organisation: str, sent: Mapping[str, Any]) -> bool:
    """Keeps one piece of news; False when it was known. Answers at once, looks later.

    Raises WrongNotification for news that lacks a field, is about another host, or comes from an
    organisation without a register here.
    """
    if any(not isinstance(sent.get(name), str) for name in NEEDED):
        raise WrongNotification
    if sent["kanaal"] != CHANNEL:
        return False  # such as the trial that Open Notificaties sends before it subscribes us
    register = registers.zgw().get(organisation)
    if register is None:
        raise WrongNotification
    subject = sent["hoofdObject"]
    if not subject.startswith(register.url.rstrip("/") + "/") or len(subject) > 1000:
        raise WrongNotification
    words = "|".join(sent[name] for name in NEEDED)
    _row, made = Notification.objects.get_or_create(
        register=organisation,
        digest=hashlib.sha256(words.encode()).hexdigest(),
        defaults={"subject": subject, "received": timezone.now()},
    )
    return made


def follow_news(limit: int = 20) -> int:
    """Looks at cases of which there is news; gives how many subjects were looked at."""
    rows = list(Notification.objects.filter(handled=None).order_by("attempts", "id")[:limit])
    subjects = {(row.register, row.subject) for row in rows}
    for register, subject in sorted(subjects):
        _look(register, subject)
    return len(subjects)


def _look(organisation: str, subject: str) -> None:
    register = registers.zgw().get(organisation)
    rows = Notification.objects.filter(register=organisation, subject=subject, handled=None)
    if register is None:
        rows.update(handled=timezone.now())
        return
    try:
        number, bsns = run(_initiators(register, subject))
    except NotThere:
        _done(organisation, subject, "unknown_case", subject.rstrip("/").rsplit("/", 1)[-1])
        return
    except OutsideError:
        _later(organisation, subject)
        return
    known = [resident for bsn in bsns if (resident := _resident(bsn)) is not None]
    for resident in known:
        elsewhere.look_again(resident, f"zgw:{organisation}")
    _done(organisation, subject, "" if known else "unknown_person", number)


async def _initiators(register: Register, subject: str) -> tuple[str, list[str]]:
    async with registers.http(register.url) as http:
        client = ZgwClient(register, http)
        case = thing(await client.get(subject))
        roles = [one async for one in client.rows(f"{ZAKEN}/rollen", {"zaak": subject})]
    own = [one for one in roles if text(one, "omschrijvingGeneriek") in reading.OWN]
    return text(case, "identificatie"), [reading.bsn_of(one) for one in own]


def _resident(bsn: str) -> Any:
    try:
        return people.resident_by_bsn(Bsn(bsn))
    except (InvalidValue, UnknownResident):
        return None


@transaction.atomic
def _done(organisation: str, subject: str, problem: str, about: str) -> None:
    rows = Notification.objects.filter(register=organisation, subject=subject, handled=None)
    if rows.update(handled=timezone.now()) and problem:
        attention.notice(organisation, ((problem, about),))


@transaction.atomic
def _later(organisation: str, subject: str) -> None:
    rows = Notification.objects.filter(register=organisation, subject=subject, handled=None)
    for row in rows:
        row.attempts += 1
        if row.attempts >= MOST_ATTEMPTS:
            row.handled = timezone.now()
        row.save(update_fields=["attempts", "handled"])
