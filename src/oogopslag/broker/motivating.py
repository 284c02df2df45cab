"""Wishes with a term, the relay of measures, shared contracts with join moments."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from oogopslag.broker.errors import BadClauses, EmptyField, JoiningClosed, NoMeasuredEffect
from oogopslag.broker.models import Joining, Measure, Proof, SharedContract, Vote, Wish
from oogopslag.core import terms
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.insight import queries as insight
from oogopslag.insight.errors import NoCard
from oogopslag.journal import actions as journal

WISH_DAYS = 10
RELAY = ("idea", "one", "three", "standard")
STANDARD = 10
"""Organisations where a measure worked before it is the standard."""


@transaction.atomic
def wish(text: str, *, layer: str, domain: str, actor: Actor) -> Wish:
    """A wish tied to a cell, answered within ten working days. Raises EmptyField."""
    vocabulary = insight.vocabulary()
    if not text.strip() or layer not in vocabulary.layers or domain not in vocabulary.domains:
        raise EmptyField
    one = Wish.objects.create(
        text=text.strip()[:400], layer=layer, domain=domain, made=timezone.now(),
        due=terms.add_working_days(timezone.localdate(), WISH_DAYS),
    )  # fmt: skip
    journal.write("broker.wished", actor=actor, wish=one.id, due=one.due)
    return one


@transaction.atomic
def vote(key: UUID, organisation: str, *, actor: Actor) -> bool:
    """One vote per organisation; a second one changes nothing. Raises Wish.DoesNotExist."""
    one = Wish.objects.get(id=key)
    _, new = Vote.objects.get_or_create(wish=one, organisation=organisation)
    if new:
        Wish.objects.filter(id=key).update(tally=F("tally") + 1)
        journal.write("broker.voted", actor=actor, organisation=organisation, wish=key)
    return new


@transaction.atomic
def answer_wish(key: UUID, answer: str, *, actor: Actor) -> None:
    """Answers a wish, and those that were bundled with it. Raises EmptyField."""
    if not answer.strip():
        raise EmptyField
    now = timezone.now()
    Wish.objects.filter(bundled_id=key, answered=None).update(answer=answer.strip(), answered=now)
    Wish.objects.filter(id=key, answered=None).update(answer=answer.strip(), answered=now)
    journal.write("broker.wish_answered", actor=actor, wish=key)


@transaction.atomic
def bundle(key: UUID, into: UUID) -> None:
    """Takes a wish together with another one: its votes count there too, and its parts go along.

    Never with itself or with a part of itself: then nobody would see either any more. Raises
    EmptyField, Wish.DoesNotExist.
    """
    rows = {one.id: one for one in Wish.objects.select_for_update().filter(id__in=(key, into))}
    if into not in rows or key not in rows:
        raise Wish.DoesNotExist
    whole = rows[into].bundled_id or into
    if whole == key:
        raise EmptyField
    Wish.objects.filter(Q(id=key) | Q(bundled_id=key)).update(bundled_id=whole)


def escalate_wishes(today: date | None = None) -> int:
    """Day eleven: an unanswered wish goes up; gives how many."""
    today = today or timezone.localdate()
    late = Wish.objects.filter(answered=None, escalated=None, due__lt=today)
    many = 0
    for one in late[:200]:
        with transaction.atomic():
            many += Wish.objects.filter(id=one.id, escalated=None).update(escalated=timezone.now())
            journal.write("broker.wish_escalated", actor=SYSTEM, wish=one.id)
    return many


@transaction.atomic
def name_measure(title: str, *, source: str, credit: str, indicator: str, actor: Actor) -> Measure:
    """An idea that may spread; `indicator` is what it should move. Raises EmptyField."""
    if not title.strip() or indicator not in insight.model().indicators:
        raise EmptyField
    one = Measure.objects.create(
        title=title.strip()[:200], source=source.strip()[:200], credit=credit,
        indicator=indicator, made=timezone.now(),
    )  # fmt: skip
    journal.write("broker.measure_named", actor=actor, measure=one.id)
    return one


@transaction.atomic
def prove(key: UUID, organisation: str, *, months: int, actor: Actor) -> Proof:
    """What a measure brought somewhere: read from its scorecard, never typed.

    Compares the newest figure with that of `months` ago. Raises NoMeasuredEffect.
    """
    measure = Measure.objects.get(id=key)
    try:
        rows = insight.card(organisation).content["indicators"]
    except NoCard:
        raise NoMeasuredEffect from None
    trend = next(row for row in rows if row["id"] == measure.indicator).get("trend") or []
    if len(trend) <= months or trend[-1] is None or trend[-1 - months] is None:
        raise NoMeasuredEffect
    proof, _ = Proof.objects.update_or_create(
        measure=measure, organisation=organisation,
        defaults={"before": trend[-1 - months], "after": trend[-1], "months": months},
    )  # fmt: skip
    journal.write("broker.proved", actor=actor, organisation=organisation, measure=measure.id)
    return proof


def relay_state(measure: Measure) -> str:
    """idea, one, three or standard: by how many organisations it helped."""
    indicator = insight.model().indicators[measure.indicator]
    better = 1 if indicator.target > indicator.floor else -1
    helped = sum((p.after - p.before) * better > 0 for p in measure.proofs.all())
    return RELAY[3] if helped >= STANDARD else RELAY[2] if helped >= 3 else RELAY[min(helped, 1)]


@transaction.atomic
def share_contract(
    title: str, *, join_from: date, join_until: date, open_standards: bool, accessible: bool,
    exit_tested: date | None, actor: Actor,
) -> SharedContract:  # fmt: skip
    """A contract for many. Raises BadClauses without open standards, accessibility and an exit."""
    if not (open_standards and accessible and exit_tested):
        raise BadClauses
    if not title.strip() or join_until < join_from:
        raise EmptyField
    one = SharedContract.objects.create(
        title=title.strip()[:200], phase="join", join_from=join_from, join_until=join_until,
        open_standards=open_standards, accessible=accessible, exit_tested=exit_tested,
    )  # fmt: skip
    journal.write("broker.contract_shared", actor=actor, contract=one.id, until=join_until)
    return one


@transaction.atomic
def join(key: UUID, organisation: str, *, volume: int, actor: Actor) -> Joining:
    """Takes part with a volume; which adapter to use stays the organisation's own choice.

    Raises JoiningClosed outside the join moment, EmptyField without volume.
    """
    contract = SharedContract.objects.select_for_update().get(id=key)
    if not contract.join_from <= timezone.localdate() <= contract.join_until:
        raise JoiningClosed
    if volume <= 0:
        raise EmptyField
    member, new = Joining.objects.get_or_create(
        contract=contract, organisation=organisation,
        defaults={"volume": volume, "joined": timezone.now()},
    )  # fmt: skip
    if new:
        contract.volume += volume
        contract.save(update_fields=["volume"])
        journal.write("broker.joined", actor=actor, organisation=organisation,
                      contract=contract.id, volume=volume)  # fmt: skip
    return member
