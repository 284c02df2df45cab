"""The broker's own card: what it did with its money, and when it ends. Always public."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Q, Sum

from oogopslag.broker.models import (
    Claim,
    ContractRun,
    Escalation,
    FundLine,
    FundProposal,
    Joining,
    Track,
    Wish,
)  # fmt: skip
from oogopslag.core.law import Text
from oogopslag.insight import content


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """A thing of the roadmap that is done, and how many days after its first date."""

    title: str
    done: date
    days_late: int


@dataclass(frozen=True, kw_only=True)
class OwnCard:
    """Counts of its own rows; cents. `effect`: proposals whose gain was measured."""

    mandate: Text
    sunset: date
    budget: int
    joined: int
    answered: int
    in_term: int
    wishes: int
    escalations: int
    solved: int
    public: int
    paid: int
    effect: int
    proposals: int
    failed: int
    tests: int
    members: int
    deliverables: tuple[Deliverable, ...]


@cache
def _said() -> dict[str, object]:
    return content.load("broker.yaml")


def own_card() -> OwnCard:
    """Counted from the broker's own rows: nobody can type or leave out a figure."""
    said = _said()
    answered = Wish.objects.exclude(answered=None)
    tracks = Track.objects.exclude(done=None).order_by("-done")[:50]
    return OwnCard(
        mandate=said["mandate"],  # type: ignore[arg-type]  # from YAML
        sunset=date.fromisoformat(str(said["sunset"])),
        budget=int(str(said["budget_cents"])),
        joined=Claim.objects.filter(eherkenning__isnull=False, second__isnull=False).count(),
        answered=answered.count(),
        in_term=sum(one.answered is not None and one.answered.date() <= one.due
                    for one in answered),
        wishes=Wish.objects.count(),
        escalations=Escalation.objects.count(),
        solved=Escalation.objects.exclude(closed=None).count(),
        public=Escalation.objects.filter(step=5, closed=None).count(),
        paid=FundLine.objects.aggregate(sum=Sum("cents"))["sum"] or 0,
        effect=FundLine.objects.filter(part=3).count(),
        proposals=FundProposal.objects.filter(~Q(granted=None)).count(),
        failed=FundProposal.objects.exclude(failed="").count(),
        tests=ContractRun.objects.count(),
        members=Joining.objects.count(),
        deliverables=tuple(
            Deliverable(title=one.title, done=one.done, days_late=(one.done - one.original).days)
            for one in tracks
            if one.done
        ),
    )  # fmt: skip
