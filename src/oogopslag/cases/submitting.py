"""From draft to case: the copy of everything entered, the term, the receipt."""

import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.cases import copying, handing, letter, paying, promising, working
from oogopslag.cases.finding import finding_for, reading_day, receipt_for
from oogopslag.cases.models import Application, Case
from oogopslag.catalogue import actions as catalogue_actions
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.queries import Service
from oogopslag.core import terms
from oogopslag.core.casework import State
from oogopslag.core.law import Finding
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts
from oogopslag.facts.queries import Knowledge
from oogopslag.inbox import actions as inbox
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How an application came in: who acts, by which channel, when, typed by whom, for whom."""

    actor: Actor
    channel: str = "digital"
    received: datetime | None = None
    typed_by: UUID | None = None
    mandate: UUID | None = None


@transaction.atomic
def submit(draft: Application, *, key: str, by: Origin | None = None) -> Case:
    """Makes a case of a draft, once: a second submit with the same key gives the first back.

    Stores the finding (the engine's receipt), posts the receipt with a copy of everything
    entered, and passes contradictions on to the registers. `by` says how it came in when it was
    not the resident's own hand on the screen.
    """
    draft = Application.objects.select_for_update().select_related("resident").get(id=draft.id)
    resident = draft.resident
    if found := Case.objects.filter(resident=resident, key=key).first():
        return found
    if draft.submitted:
        return Case.objects.filter(resident=resident, service=draft.service).order_by("-id")[0]
    draft.submitted = timezone.now()
    draft.save(update_fields=["submitted"])
    return make(draft, key=key, by=by)


def make(draft: Application, *, key: str, by: Origin | None = None) -> Case:
    """The case of a draft, within the caller's transaction."""
    resident = draft.resident
    by = by or Origin(actor=Actor(kind="resident", id=str(resident.id)))
    catalogue_actions.look_for_rules()
    service, knowledge = catalogue.service(draft.service), facts.known(resident)
    received = timezone.localdate(by.received) if by.received else facts.today()
    day = reading_day(draft.service, received)
    finding = finding_for(knowledge, draft.service, draft.answers, day)
    case = _case(draft, service, finding, knowledge, key=key, by=by)
    _contradict(resident, case, by.actor)
    post_receipt(case, service)
    paying.ask(case)
    handing.promise(case)
    facts_actions.note_use(
        resident,
        finding.used,
        purpose=service.purpose,
        who=people.organisation(service.organisation).name,
        service=service.slug,
        activity=service.activity,
    )
    return case


def _case(
    draft: Application,
    service: Service,
    finding: Finding,
    knowledge: Knowledge,
    *,
    key: str,
    by: Origin,
) -> Case:
    received = by.received or timezone.now()
    day = timezone.localdate(received)
    case = Case(
        number=new_number(),
        resident=draft.resident,
        organisation=people.organisation(service.organisation),
        service=service.slug,
        state=State.RECEIVED,
        received=received,
        decide_by=terms.decide_by(day, service.decide_within, (), facts.today()),
        answers=[copying.stored(one) for one in copying.given(draft, knowledge, finding)],
        finding=finding.to_json(),
        receipt=receipt_for(knowledge, draft.service, draft.answers, finding),
        key=key,
        channel=by.channel,
        typed_by=by.typed_by,
        asked_by=by.mandate,
        team=service.team,
        name_key=working.name_key(draft.resident.name),
    )
    case.sampled = zlib.crc32(case.id.bytes) % 100 < service.sample_percent
    case.save(force_insert=True)
    journal.write(
        "cases.submitted",
        actor=by.actor,
        resident=draft.resident_id,
        organisation=service.organisation,
        chain=f"case:{case.id}",
        service=service.slug,
        decide_by=case.decide_by,
        laws=finding.laws,
        sampled=case.sampled,
    )
    return case


def new_number() -> str:
    """A case number for people: the year and eight digits that nobody can count along.

    One that is taken is drawn again: with a million cases a year that is one in a hundred.
    """
    while True:
        number = f"{timezone.localdate().year}-{secrets.randbelow(10**8):08}"
        if not Case.objects.filter(number=number).exists():
            return number


def _contradict(resident: "Resident", case: Case, actor: Actor) -> None:
    for row in case.answers:
        if row["contradicts"] is not None and not row["fact"].startswith("partner."):
            facts_actions.contradict(
                resident, row["fact"], facts.decoded(row["value"]), "", actor=actor
            )


def post_receipt(case: Case, service: Service) -> None:
    """The receipt in a conversation of its own, with a copy of everything entered."""
    from oogopslag.cases.showing import given_of  # noqa: PLC0415 -- queries reads what this writes

    organisation = case.organisation
    thread = inbox.open_thread(
        case.resident,
        organisation,
        service=service.slug,
        title=service.title,
        safe_title=letter.in_both("uw aanvraag", "your application"),
        case=case.id,
    )
    inbox.post(
        thread,
        kind="acceptance",
        body=letter.receipt(case, service, given_of(case)),
        author=organisation.name,
        actor=Actor(kind="organisation", id=organisation.slug),
        policy=inbox.ReplyPolicy(answer_within=service.answer_within),
        legal_effect=letter.in_both(
            "Dit is een ontvangstbevestiging (Awb 4:3a).",
            "This confirms that we received it (Awb 4:3a).",
        ),
    )
    case.thread = thread.id
    case.save(update_fields=["thread"])
    promising.follow(case)
