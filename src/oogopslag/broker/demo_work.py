"""The broker's work of the demonstration year, done once through the broker's own actions.

Nothing goes around a rule: an initiative hangs somewhere, a new date has a reason, a proof is read
from a scorecard. Only days that lie in the past are put there afterwards.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from oogopslag.broker import contracts, funding, managing, motivating
from oogopslag.broker.errors import BrokerError
from oogopslag.broker.models import AgreedPromise, Initiative, Shift, Track, Wish
from oogopslag.core.values import SYSTEM
from oogopslag.insight import content

Plan = Mapping[str, Any]


@transaction.atomic
def write(today: date | None = None) -> bool:
    """Does the work, once; False when there is work of a broker already."""
    if Initiative.objects.exists() or Track.objects.exists():
        return False
    today = today or timezone.localdate()
    plan: Plan = content.load("demo-work.yaml")
    _strategy(plan, today)
    _roadmap(plan, today)
    _wishes(plan, today)
    _measures(plan)
    _contracts(plan, today)
    _fund(plan)
    _between(plan, today)
    _end_points(plan)
    return True


def _day(today: date, offset: int) -> date:
    return today + timedelta(days=offset)


def _strategy(plan: Plan, today: date) -> None:
    made: dict[str, UUID] = {}
    for one in plan["strategy"]:
        made[one["key"]] = managing.add_node(
            one["kind"], one["title"], parent=made.get(one.get("parent", "")),
            indicator=one.get("indicator", ""), owner=one.get("owner", ""),
            cents=one.get("cents"), due=_day(today, one["due"]) if "due" in one else None,
            actor=SYSTEM,
        ).id  # fmt: skip


def _roadmap(plan: Plan, today: date) -> None:
    made: dict[str, UUID] = {}
    for one in plan["roadmap"]:
        track = managing.add_track(
            one["title"], lane=one["lane"], original=_day(today, one["original"]),
            days=one["days"], organisation=one["organisation"],
            waits_for=made.get(one.get("waits_for", "")), actor=SYSTEM,
        )  # fmt: skip
        made[one["key"]] = track.id
        for shift in one.get("shifts", ()):
            kept = managing.recalibrate(track.id, _day(today, shift["later"]),
                                        reason=shift["reason"], actor=SYSTEM)  # fmt: skip
            at = timezone.now() + timedelta(days=shift["at"])
            Shift.objects.filter(id=kept.id).update(made=at)
        if "done" in one:
            managing.finish(track.id, actor=SYSTEM)
            Track.objects.filter(id=track.id).update(done=_day(today, one["done"]))
    managing.expect(today)


def _wishes(plan: Plan, today: date) -> None:
    made: dict[str, UUID] = {}
    for one in plan["wishes"]:
        wish = motivating.wish(one["text"], layer=one["layer"], domain=one["domain"], actor=SYSTEM)
        made[one["key"]] = wish.id
        for organisation in one["votes"]:
            motivating.vote(wish.id, organisation, actor=SYSTEM)
        Wish.objects.filter(id=wish.id).update(
            made=wish.made + timedelta(days=one["at"]), due=_day(wish.due, one["at"])
        )
        if "answer" in one:
            motivating.answer_wish(wish.id, one["answer"], actor=SYSTEM)
            answered = wish.made + timedelta(days=one["at"] + 8)
            Wish.objects.filter(id=wish.id).update(answered=answered)
        if "into" in one:
            motivating.bundle(wish.id, made[one["into"]])


def _measures(plan: Plan) -> None:
    for one in plan["measures"]:
        measure = motivating.name_measure(one["title"], source=one["source"], credit=one["credit"],
                                          indicator=one["indicator"], actor=SYSTEM)  # fmt: skip
        for organisation, months in one["proofs"]:
            try:
                motivating.prove(measure.id, organisation, months=months, actor=SYSTEM)
            except BrokerError:  # its scorecard shows no figure for that month: then no proof
                continue


def _contracts(plan: Plan, today: date) -> None:
    for one in plan["contracts"]:
        first, last = _day(today, one["from"]), _day(today, one["until"])
        contract = motivating.share_contract(
            one["title"], join_from=first, join_until=last, open_standards=True, accessible=True,
            exit_tested=_day(today, one["exit"]), actor=SYSTEM,
        )  # fmt: skip
        for organisation, volume in one["members"]:
            motivating.join(contract.id, organisation, volume=volume, actor=SYSTEM)


def _fund(plan: Plan) -> None:
    for one in plan["fund"]:
        proposal = funding.propose(
            one["title"], summary=one["summary"], lead=one["lead"], partners=one["partners"],
            cents=one["cents"], own_cents=one["own"], months=one["months"],
            indicator=one["indicator"], open_source=True, actor=SYSTEM,
        )  # fmt: skip
        if "residents" in one:
            funding.judge(proposal.id, residents=one["residents"], experts=one["experts"],
                          actor=SYSTEM)  # fmt: skip
        for _ in range(one.get("pay", 0)):
            funding.pay(proposal.id, actor=SYSTEM)
        if "stop" in one:
            funding.stop(proposal.id, one["stop"], actor=SYSTEM)


def _end_points(plan: Plan) -> None:
    """The demonstration's own pages are tested by the same kits as those of a real organisation."""
    for one in plan["end_points"]:
        contracts.add_end_point(
            one["organisation"], one["contract"], kit=one["kit"],
            url=one["url"].format(here=settings.BASE_URL), actor=SYSTEM,
        )  # fmt: skip


def _between(plan: Plan, today: date) -> None:
    """Decisions, promises between parties, apps, escalations."""
    for one in plan["decisions"]:
        managing.rule(one["question"], options=one["options"], evidence=one["evidence"],
                      chosen=one["chosen"], by=one["by"], review=_day(today, one["review"]),
                      actor=SYSTEM)  # fmt: skip
    for one in plan["promises"]:
        due = _day(today, one["due"])
        made = managing.promise(one["giver"], one["receiver"], one["what"], due, actor=SYSTEM)
        if "kept" in one:
            managing.keep_promise(made.id, one["kept"], actor=SYSTEM)
            AgreedPromise.objects.filter(id=made.id).update(kept=due)
    for one in plan["apps"]:
        sunset = _day(today, one["sunset"]) if "sunset" in one else None
        managing.register_app(one["organisation"], one["name"], purpose=one["purpose"],
                              users=one["users"], cents=one["euro"] * 100, status=one["status"],
                              sunset=sunset, actor=SYSTEM)  # fmt: skip
    for one in plan["escalations"]:
        managing.escalate(one["question"], one["organisation"], one["other"], harm=one["harm"],
                          actor=SYSTEM)  # fmt: skip
