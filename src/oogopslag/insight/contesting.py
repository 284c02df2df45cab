"""Saying that a figure is wrong: answered within ten working days, with the outcome beside it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.insight import content
from oogopslag.insight.errors import EmptyContest, NoCard
from oogopslag.insight.models import Card, Contest
from oogopslag.journal import actions as journal

WORKING_DAYS = 10


@transaction.atomic
def contest(organisation: str, indicator: str, *, why: str, actor: Actor) -> Contest:
    """Keeps the doubt and promises an answer; from now on the figure is shown as contested.

    Raises EmptyContest, NoCard.
    """
    card = Card.objects.filter(organisation=organisation).order_by("-month").first()
    if card is None or indicator not in content.model().indicators:
        raise NoCard
    if not why.strip():
        raise EmptyContest
    row = Contest.objects.create(
        organisation=organisation,
        indicator=indicator,
        month=card.month,
        why=why.strip()[:4_000],
        asked=timezone.now(),
        due=terms.add_working_days(timezone.localdate(), WORKING_DAYS),
    )
    journal.write(
        "insight.contested", actor=actor, organisation=organisation,
        contest=row.id, indicator=indicator, due=row.due,
    )  # fmt: skip
    return row


@transaction.atomic
def answer_contest(key: UUID, *, answer: str, corrected: bool, actor: Actor) -> None:
    """Ends a doubt in public. A figure is never typed over: corrected means its evidence was."""
    if not answer.strip():
        raise EmptyContest
    row = Contest.objects.select_for_update().get(id=key)
    if row.answered:
        return  # what was said in public stays
    row.answer, row.corrected, row.answered = answer.strip(), corrected, timezone.now()
    row.save(update_fields=["answer", "corrected", "answered"])
    journal.write(
        "insight.contest_answered", actor=actor, organisation=row.organisation,
        contest=row.id, corrected=corrected,
    )  # fmt: skip
