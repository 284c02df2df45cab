"""Strategy without orphans, a roadmap whose first dates stay, decisions, promises, apps."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from oogopslag.broker.errors import EmptyField, NoReason, Orphan
from oogopslag.broker.models import (
    AgreedPromise,
    App,
    Escalation,
    Initiative,
    Ruling,
    Shift,
    Track,
)
from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.insight import queries as insight
from oogopslag.journal import actions as journal

PARENT = {"goal": None, "outcome": "goal", "indicator": "outcome", "initiative": "indicator"}


@transaction.atomic
def add_node(
    kind: str, title: str, *, parent: UUID | None, indicator: str = "", owner: str = "",
    cents: int | None = None, due: date | None = None, actor: Actor,
) -> Initiative:  # fmt: skip
    """One node of goal → outcome → indicator → initiative → owner → euro → date.

    Raises Orphan without the right parent, EmptyField for an initiative that is not whole.
    """
    if kind not in PARENT or not title.strip():
        raise EmptyField
    above = Initiative.objects.filter(id=parent).first() if parent else None
    if (above.kind if above else None) != PARENT[kind]:
        raise Orphan
    if kind == "indicator" and indicator not in insight.model().indicators:
        raise EmptyField
    if kind == "initiative" and not (owner.strip() and cents is not None and due):
        raise EmptyField
    one = Initiative.objects.create(
        kind=kind, title=title.strip()[:200], parent=above, indicator=indicator,
        owner=owner.strip()[:120], cents=cents, due=due,
    )  # fmt: skip
    journal.write("broker.node_added", actor=actor, node=one.id, kind=kind)
    return one


MOST_DAYS = 3_660


@transaction.atomic
def add_track(
    title: str, *, lane: str, original: date, days: int, organisation: str = "",
    waits_for: UUID | None = None, actor: Actor,
) -> Track:  # fmt: skip
    """An item of the roadmap, with the date that is never overwritten.

    `days` of work, ten years at the most. Raises EmptyField, Track.DoesNotExist.
    """
    if not title.strip() or not 0 < days <= MOST_DAYS:
        raise EmptyField
    if waits_for is not None:
        Track.objects.get(id=waits_for)
    one = Track.objects.create(
        title=title.strip()[:200], lane=lane.strip()[:40], original=original, expected=original,
        days=days, organisation=organisation, waits_for_id=waits_for,
    )  # fmt: skip
    journal.write("broker.track_added", actor=actor, track=one.id, original=original)
    expect()
    return one


@transaction.atomic
def recalibrate(key: UUID, later: date, *, reason: str, actor: Actor) -> Shift:
    """A new date beside the first one. Raises NoReason."""
    if not reason.strip():
        raise NoReason
    track = Track.objects.select_for_update().get(id=key)
    earlier = track.recalibrated or track.original
    shift = Shift.objects.create(
        track=track, earlier=earlier, later=later, reason=reason.strip()[:400],
        made=timezone.now(),
    )  # fmt: skip
    track.recalibrated = later
    track.save(update_fields=["recalibrated"])
    journal.write("broker.recalibrated", actor=actor, track=track.id, earlier=earlier, later=later)
    expect()
    return shift


@transaction.atomic
def finish(key: UUID, *, actor: Actor) -> None:
    """Done today; what waited for it is expected anew."""
    if Track.objects.filter(id=key, done=None).update(done=timezone.localdate()):
        journal.write("broker.track_done", actor=actor, track=key)
        expect()


def expect(today: date | None = None) -> None:
    """Expected dates from what things wait for: nobody types them. Circles stand still."""
    today = today or timezone.localdate()
    tracks = {track.id: track for track in Track.objects.all()}
    found: dict[UUID, date] = {}

    def expected(track: Track, seen: frozenset[UUID]) -> date:
        if track.id in found:
            return found[track.id]
        planned = track.recalibrated or track.original
        if track.done:
            return track.done
        before = tracks.get(track.waits_for_id) if track.waits_for_id else None
        day = max(planned, today)
        if before is not None and before.id not in seen:
            ready = expected(before, seen | {track.id})
            if not before.done:
                day = max(day, ready + timedelta(days=track.days))
        found[track.id] = day
        return day

    for track in tracks.values():
        day = expected(track, frozenset())
        if day != track.expected:
            Track.objects.filter(id=track.id).update(expected=day)


def critical_path() -> list[Track]:
    """The chain that decides the last expected day, first item first."""
    tracks = {track.id: track for track in Track.objects.filter(done=None)}
    if not tracks:
        return []
    one: Track | None = max(tracks.values(), key=lambda t: (t.expected, str(t.id)))
    chain: list[Track] = []
    while one is not None and one not in chain:
        chain.append(one)
        one = tracks.get(one.waits_for_id) if one.waits_for_id else None
    return chain[::-1]


@transaction.atomic
def rule(
    question: str, *, options: str, evidence: str, chosen: str, by: str, review: date, actor: Actor
) -> Ruling:
    """A decision with its options, evidence, who, and when it is looked at again."""
    if not all(text.strip() for text in (question, options, evidence, chosen, by)):
        raise EmptyField
    if review <= timezone.localdate():
        raise EmptyField
    one = Ruling.objects.create(
        question=question.strip()[:300], options=options.strip(), evidence=evidence.strip(),
        chosen=chosen.strip()[:300], by=by.strip()[:120], review=review, made=timezone.now(),
    )  # fmt: skip
    journal.write("broker.ruled", actor=actor, ruling=one.id, review=review)
    return one


@transaction.atomic
def promise(giver: str, receiver: str, what: str, due: date, *, actor: Actor) -> AgreedPromise:
    """What one party promised another. Raises EmptyField."""
    if not what.strip() or not giver.strip() or giver == receiver:
        raise EmptyField
    one = AgreedPromise.objects.create(
        giver=giver.strip()[:64], receiver=receiver.strip()[:64], what=what.strip()[:200], due=due
    )
    journal.write("broker.promised", actor=actor, promise=one.id, due=due)
    return one


@transaction.atomic
def keep_promise(key: UUID, evidence: str, *, actor: Actor) -> None:
    """Kept only with evidence. Raises EmptyField."""
    if not evidence.strip():
        raise EmptyField
    rows = AgreedPromise.objects.filter(id=key, kept=None)
    if rows.update(kept=timezone.localdate(), evidence=evidence.strip()[:200]):
        journal.write("broker.promise_kept", actor=actor, promise=key)


@transaction.atomic
def register_app(
    organisation: str, name: str, *, purpose: str, users: int, cents: int, status: str,
    sunset: date | None, actor: Actor,
) -> App:  # fmt: skip
    """An app with its purpose, users, cost, accessibility status A to E and end. EmptyField."""
    if not name.strip() or not purpose.strip() or status not in tuple("ABCDE") or users < 0:
        raise EmptyField
    one = App.objects.create(
        organisation=organisation, name=name.strip()[:120], purpose=purpose.strip()[:40].lower(),
        users=users, cents=cents, status=status, sunset=sunset,
    )  # fmt: skip
    journal.write("broker.app_registered", actor=actor, organisation=organisation, app=one.id)
    return one


ESCALATION_DAYS = {1: 2, 2: 2, 3: 5, 4: 10, 5: 0}
"""Working days per step: case owners, two organisations, broker, joint council, public."""


@transaction.atomic
def escalate(
    question: str, organisation: str, other: str, *, harm: bool, actor: Actor
) -> Escalation:
    """Two bodies that do not get out of it. Harm to residents is with the broker the same day."""
    if not question.strip() or organisation == other:
        raise EmptyField
    step, today = (3 if harm else 1), timezone.localdate()
    one = Escalation.objects.create(
        question=question.strip()[:400], organisation=organisation, other=other, harm=harm,
        step=step, made=timezone.now(),
        due=today if harm else terms.add_working_days(today, ESCALATION_DAYS[step]),
    )  # fmt: skip
    journal.write("broker.escalated", actor=actor, organisation=organisation,
                  escalation=one.id, step=step, due=one.due)  # fmt: skip
    return one


@transaction.atomic
def climb(today: date | None = None) -> int:
    """Whatever is past its term goes one step up, until it is public; gives how many."""
    today = today or timezone.localdate()
    many = 0
    for one in Escalation.objects.select_for_update().filter(
        closed=None, due__lt=today, step__lt=5
    ):
        one.step += 1
        one.due = terms.add_working_days(today, max(1, ESCALATION_DAYS[one.step]))
        one.save(update_fields=["step", "due"])
        journal.write("broker.escalated", actor=Actor(kind="system"), escalation=one.id,
                      organisation=one.organisation, step=one.step, due=one.due)  # fmt: skip
        many += 1
    return many


@transaction.atomic
def close(key: UUID, outcome: str, *, actor: Actor) -> None:
    """How it ended, in words that hold no case. Raises EmptyField."""
    if not outcome.strip():
        raise EmptyField
    rows = Escalation.objects.filter(id=key, closed=None)
    if rows.update(outcome=outcome.strip(), closed=timezone.now()):
        journal.write("broker.escalation_closed", actor=actor, escalation=key)
