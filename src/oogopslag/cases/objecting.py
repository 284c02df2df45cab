"""Objections (bezwaar), and changes of circumstances."""

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import letter, made_known, promising, submitting
from oogopslag.cases.errors import NoGrounds, UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.cases.moving import counted_from, locked, thread_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import terms
from oogopslag.core.casework import State
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.errors import UnknownThread
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.inbox.attachments import Files
    from oogopslag.inbox.models import Thread
    from oogopslag.people.models import Organisation, Resident


_OBJECTION = {"nl": "Bezwaar", "en": "Objection:"}


@transaction.atomic
def object_to(
    decision_id: UUID,
    resident: "Resident",
    *,
    grounds: str,
    key: str,
    files: "Files" = (),
) -> Case:
    """An objection (bezwaar): a case of its own with its own term; a late one is taken and marked.

    Idempotent on key; a second one about the same decision joins the first, until that is taken
    back. Raises UnknownCase, also for a decision on an objection (there the court is next),
    NoGrounds, and the inbox's errors about files.
    """
    decision = (
        Decision.objects.select_related("case__organisation", "case__resident")
        .filter(id=decision_id, case__resident=resident)
        .first()
    )
    if decision is None or decision.case.kind == Case.OBJECTION:
        raise UnknownCase
    locked(decision.case_id)  # so that nobody objects twice at the same moment
    if found := Case.objects.filter(resident=resident, key=key).first():
        return found
    if not grounds.strip():
        raise NoGrounds
    actor = Actor(kind="resident", id=str(resident.id))
    if first := _running(decision):
        inbox.reply(
            inbox.thread_of(thread_of(first)),
            text=grounds, key=f"grounds-{key}"[:80], actor=actor, files=files,
        )  # fmt: skip
        return first
    case = _objection(decision, grounds, key, received=timezone.now(), actor=actor)
    thread = _confirm_objection(case, decision)
    inbox.reply(thread, text=grounds, key=f"grounds-{case.id}", actor=actor, files=files)
    return case


def _running(decision: Decision) -> Case | None:
    """The objection to this decision that was not taken back."""
    rows = Case.objects.filter(about=decision.id, kind=Case.OBJECTION)
    return rows.exclude(state=State.WITHDRAWN).select_related("organisation").first()


def object_by_message(
    decision: Decision, grounds: str, received: datetime, *, key: str, actor: Actor
) -> Case:
    """An objection in a message that staff recognised: `received` is when the message came in.

    In time or late by that day (Awb 6:7 to 6:9). The words stay where they were written, with
    their files. Within the caller's transaction.
    """
    case = _objection(decision, grounds, key, received=received, actor=actor)
    _confirm_objection(case, decision)
    return case


def _objection(
    decision: Decision, grounds: str, key: str, *, received: datetime, actor: Actor
) -> Case:
    origin = decision.case
    notified = counted_from(decision)
    case = Case.objects.create(
        number=submitting.new_number(),
        resident=origin.resident,
        organisation=origin.organisation,
        service=origin.service,
        kind=Case.OBJECTION,
        about=decision.id,
        state=State.RECEIVED,
        received=received,
        decide_by=terms.decide_objection_by(notified, committee=False, extended=False),
        in_time=made_known.in_time(decision, timezone.localdate(received)),
        answers=origin.answers,
        finding=origin.finding,
        receipt=origin.receipt,
        grounds=grounds.strip(),
        key=key,
        team=origin.team,
        name_key=origin.name_key,
    )
    write(
        "cases.objected",
        case,
        actor,
        decision=decision.id,
        in_time=case.in_time,
        decide_by=case.decide_by,
    )
    return case


def _confirm_objection(case: Case, decision: Decision) -> "Thread":
    service = catalogue.service(case.service)
    thread = inbox.open_thread(
        case.resident,
        case.organisation,
        service=case.service,
        title={lang: f"{_OBJECTION[lang]} {title}" for lang, title in service.title.items()},
        safe_title=letter.in_both("uw bezwaar", "your objection"),
        case=case.id,
    )
    inbox.post(
        thread,
        kind="acceptance",
        body=_objection_receipt(case, decision),
        author=case.organisation.name,
        actor=Actor(kind="organisation", id=case.organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=service.answer_within),
        legal_effect=letter.in_both(
            "Dit is een ontvangstbevestiging (Awb 6:14).",
            "This confirms that we received it (Awb 6:14).",
        ),
    )
    case.thread = thread.id
    case.save(update_fields=["thread"])
    promising.follow(case)
    return thread


def _objection_receipt(case: Case, decision: Decision) -> dict[str, str]:
    by = {lang: letter.day(case.decide_by, lang) for lang in letter.LANGUAGES}
    received = timezone.localdate(case.received)
    on = {lang: letter.day(received, lang) for lang in letter.LANGUAGES}
    late = {
        "nl": ""
        if case.in_time
        else " Het kwam na de termijn van zes weken. Vertel ons waarom: "
        "soms telt het dan toch mee (Awb 6:11).",
        "en": ""
        if case.in_time
        else " It came after the term of six weeks. Tell us why: "
        "sometimes it counts all the same (Awb 6:11).",
    }
    return letter.in_both(
        f"Wij hebben uw bezwaar ontvangen op {on['nl']}, zaaknummer {case.number}.{late['nl']} Een "
        f"collega die het besluit niet nam, bekijkt het opnieuw. U krijgt onze beslissing "
        f"uiterlijk op {by['nl']} (Awb 7:10). U kunt uw bezwaar hier aanvullen en toelichten.",
        f"We received your objection on {on['en']}, case number {case.number}.{late['en']} A "
        f"colleague who did not take the decision looks at it anew. You get our answer "
        f"no later than {by['en']} (Awb 7:10). You can add to your objection and explain it here.",
    )


@transaction.atomic
def report_change(
    resident: "Resident", organisation: "Organisation", service: str, text: str, *, key: str
) -> UUID:
    """A change of circumstances (wijziging) about a service, as a conversation with its body; once
    per key. Raises what `inbox.reply` raises.
    """
    data, told = catalogue.service(service), uuid5(resident.id, f"change:{service}:{key}")
    with contextlib.suppress(UnknownThread):
        return inbox.thread_of(told).id
    thread = inbox.open_thread(
        resident,
        organisation,
        thread_id=told,
        service=service,
        title={
            "nl": f"Wijziging: {data.title['nl']}",
            "en": f"Change: {data.title['en']}",
        },
        safe_title=letter.in_both("uw wijziging", "your change"),
    )
    inbox.post(
        thread,
        kind="acceptance",
        body=letter.in_both(
            "Wij hebben uw wijziging ontvangen. Wij laten u weten wat dit betekent voor uw bedrag.",
            "We received your change. We will let you know what it means for your amount.",
        ),
        author=organisation.name,
        actor=Actor(kind="organisation", id=organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=data.answer_within),
        silent=True,
    )
    actor = Actor(kind="resident", id=str(resident.id))
    inbox.reply(thread, text=text, key=key, actor=actor)
    journal.write(
        "cases.change_reported",
        actor=actor,
        resident=resident.id,
        organisation=organisation.slug,
        chain=f"thread:{thread.id}",
        service=service,
    )
    return thread.id
