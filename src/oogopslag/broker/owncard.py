"""The broker's own card: what it did with its money, and when it ends. Always public."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Q, Sum
from django.utils import timezone

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
from oogopslag.insight import actions as insight_actions
from oogopslag.insight import content
from oogopslag.insight import queries as insight


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """A thing of the roadmap that is done, and how many days after its first date."""

    title: str
    done: date
    days_late: int


@dataclass(frozen=True, kw_only=True)
class OwnCard:
    """Counts of its own rows; cents. `effect`: proposals whose gain was measured; `counted`: when,
    None before the first day.
    """

    mandate: Text
    sunset: date
    budget: int
    counted: date | None
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


KEY = "own-card"
COUNTED = ("joined", "answered", "in_term", "wishes", "escalations", "solved", "public",
           "effect", "proposals", "failed", "tests", "members")  # fmt: skip


def own_card() -> OwnCard:
    """As it was counted last: nobody can type or leave out a figure. Three queries."""
    said, found = _said(), insight.kept(KEY)
    tracks = Track.objects.exclude(done=None).order_by("-done")[:50]
    counts: dict[str, int] = found.content if found else dict.fromkeys(COUNTED, 0)
    return OwnCard(
        mandate=said["mandate"],  # type: ignore[arg-type]  # from YAML
        sunset=date.fromisoformat(str(said["sunset"])),
        budget=int(str(said["budget_cents"])),
        paid=FundLine.objects.aggregate(sum=Sum("cents"))["sum"] or 0,
        counted=timezone.localtime(found.reckoned).date() if found else None,
        deliverables=tuple(
            Deliverable(title=one.title, done=one.done, days_late=(one.done - one.original).days)
            for one in tracks
            if one.done
        ),
        **counts,
    )  # fmt: skip


def count_own_card() -> None:
    """Counts the broker's own rows and keeps the result: every day, never on a page."""
    answered = Wish.objects.exclude(answered=None)
    insight_actions.keep_figures(KEY, {
        "joined": Claim.objects.filter(eherkenning__isnull=False, second__isnull=False).count(),
        "answered": answered.count(),
        "in_term": sum(timezone.localtime(moment).date() <= due
                       for moment, due in answered.values_list("answered", "due")),
        "wishes": Wish.objects.count(),
        "escalations": Escalation.objects.count(),
        "solved": Escalation.objects.exclude(closed=None).count(),
        "public": Escalation.objects.filter(step=5, closed=None).count(),
        "effect": FundLine.objects.filter(part=3).count(),
        "proposals": FundProposal.objects.filter(~Q(granted=None)).count(),
        "failed": FundProposal.objects.exclude(failed="").count(),
        "tests": ContractRun.objects.count(),
        "members": Joining.objects.count(),
    })  # fmt: skip
