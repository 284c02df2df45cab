"""Letters and forms of an organisation that joins: checked at once, answerable by a switch."""

import secrets
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from oogopslag.broker.errors import EmptyField, NotConfirmed
from oogopslag.broker.models import Claim, FormType, LetterType
from oogopslag.broker.reading import letter_text, read_paper
from oogopslag.core.law import Text
from oogopslag.core.readiness.letters import check_letter, known_questions
from oogopslag.core.texts import code_of
from oogopslag.core.values import Actor, Bsn
from oogopslag.inbox import actions as inbox
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people

DAYS, HOURS = "days", "hours"
LONGEST = {DAYS: 20, HOURS: inbox.MOST_HOURS}


@transaction.atomic
def add_letter(
    claim: Claim, *, title: str, pasted: str, content: bytes, actor: Actor
) -> LetterType:
    """Keeps one kind of letter with what its check found. Raises EmptyField, NoLetter."""
    if not title.strip():
        raise EmptyField
    text = letter_text(pasted, content)
    found = check_letter(text)
    one = LetterType.objects.create(
        claim=claim,
        title=title.strip()[:120],
        text=text,
        check_result={**found.__dict__, "difficult": list(found.difficult)},
        short_code=code_of(secrets.randbits(64)),
        added=timezone.now(),
    )
    journal.write("broker.letter_added", actor=actor, organisation=claim.slug, letter=one.id,
                  passed=found.passed)  # fmt: skip
    return one


@transaction.atomic
def add_form(claim: Claim, *, title: str, content: bytes, actor: Actor) -> FormType:
    """Keeps one form: what could be read, and which questions a register can answer.

    A scan is kept as what it is: pages without words, no questions, nothing reached.
    Raises EmptyField, NoReadableForm.
    """
    if not title.strip() or not content:
        raise EmptyField
    paper = read_paper(content)
    one = FormType.objects.create(
        claim=claim,
        title=title.strip()[:120],
        pages=paper.pages,
        readable=paper.readable,
        questions=paper.questions,
        known=known_questions(paper.questions),
        checksum=paper.checksum,
        added=timezone.now(),
    )
    journal.write("broker.form_added", actor=actor, organisation=claim.slug, form=one.id,
                  pages=paper.pages, readable=paper.readable)  # fmt: skip
    return one


@transaction.atomic
def allow_reply(
    letter: LetterType, *, mailbox: str, within: int | None, actor: Actor, unit: str = DAYS
) -> None:
    """ "Antwoord toestaan" by a shared mailbox, within working days or hours; None switches it off.

    Raises EmptyField for an address that is none, or a promise of 0, over 20 working days or over
    40 working hours.
    """
    if within is not None:
        try:
            validate_email(mailbox.strip())
        except ValidationError:
            raise EmptyField from None
        if unit not in LONGEST or not 1 <= within <= LONGEST[unit]:
            raise EmptyField
    letter.mailbox = mailbox.strip()
    letter.answer_within = within if unit == DAYS else None
    letter.answer_within_hours = within if unit == HOURS else None
    letter.save(update_fields=["mailbox", "answer_within", "answer_within_hours"])
    journal.write("broker.reply_allowed", actor=actor, organisation=letter.claim.slug,
                  letter=letter.id, allowed=within is not None, within=within or 0,
                  unit=unit)  # fmt: skip


def test_resident() -> Bsn:
    """The one resident that an unconfirmed organisation may write to."""
    return Bsn.parse(settings.CONFIG.test_bsn)


@transaction.atomic
def send_letter(letter: LetterType, bsn: Bsn, *, actor: Actor) -> UUID:
    """Posts the letter in the resident's inbox; gives the conversation. Raises NotConfirmed."""
    claim = letter.claim
    if not confirmed(claim) and bsn != test_resident():
        raise NotConfirmed
    resident = people.resident_by_bsn(bsn)
    organisation = people.organisation(claim.slug)
    title: Text = {"nl": letter.title, "en": letter.title}
    safe: Text = {"nl": "een brief", "en": "a letter"}
    thread = inbox.open_thread(
        resident, organisation, service=service_key(letter), title=title, safe_title=safe
    )
    policy = (
        inbox.ReplyPolicy(
            answer_within=letter.answer_within, answer_within_hours=letter.answer_within_hours
        )
        if letter.can_be_answered
        else inbox.ReplyPolicy(refused="letter-without-reply")
    )
    inbox.post(
        thread, kind="information", body={"nl": letter.text, "en": letter.text},
        author=organisation.name, actor=actor, policy=policy,
    )  # fmt: skip
    journal.write("broker.letter_sent", actor=actor, organisation=claim.slug, letter=letter.id,
                  test=bsn == test_resident())  # fmt: skip
    return thread.id


def service_key(letter: LetterType) -> str:
    """Letters of one kind are counted together."""
    return f"brief-{letter.short_code.lower()}"


def confirmed(claim: Claim) -> bool:
    return claim.eherkenning is not None and claim.second is not None
