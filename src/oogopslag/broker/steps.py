"""The steps of joining: each ticks itself from evidence; nothing is ticked by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from oogopslag.broker.models import Claim
from oogopslag.broker.papers import confirmed
from oogopslag.insight import queries as insight
from oogopslag.insight.errors import NoCard


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing of the first day; `since` is when the evidence came."""

    key: str
    done: bool
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One later step with the gates it needs; `level` None: it has no card yet."""

    key: str
    done: bool
    evidence: str


def first_day(claim: Claim) -> list[Task]:
    """What the first day holds, in its order. Queries: two."""
    letters, forms = list(claim.letters.order_by("added")), list(claim.forms.order_by("added"))
    allowed = [letter for letter in letters if letter.can_be_answered]
    readable = [form for form in forms if form.readable]
    return [
        Task(key="claimed", done=True, since=claim.made),
        Task(key="owner", done=bool(claim.owner)),
        Task(key="letter", done=bool(letters), since=letters[0].added if letters else None),
        Task(key="form", done=bool(readable), since=readable[0].added if readable else None),
        Task(key="reply", done=bool(allowed)),
        Task(key="answered", done=claim.first_answer is not None, since=claim.first_answer),
        Task(key="confirmed", done=confirmed(claim)),
    ]


def clock(claim: Claim) -> timedelta | None:
    """From claim to first answered reply; None while it runs."""
    return claim.first_answer - claim.made if claim.first_answer else None


def later(claim: Claim) -> list[Stage]:
    """Steps 1 to 6: from the scorecard, contract tests and life events; never from a tick."""
    try:
        card = insight.card(claim.slug).content
    except NoCard:
        return [Stage(key=key, done=False, evidence="no_card") for key in _LATER]
    model = insight.model()
    mandatory = [row for row in card["indicators"] if model.indicators[row["id"]].mandatory]
    measured = sum(row["figure"] is not None for row in mandatory)
    share = measured / len(mandatory) if mandatory else 0.0
    gate = {one["key"]: one["holds"] > 0 and one["holds"] == one["services"]
            for one in card["gates"]}  # fmt: skip
    reached = {
        "baseline": share >= 0.8,
        "with": card["level"] >= 2,
        "route": gate["event"] and gate["contracts"] and gate["once"],
        "round": card["level"] >= 3,
        "ahead": card["level"] >= 4,
        "enriched": card["level"] >= 5,
    }
    told = {"baseline": f"{measured}/{len(mandatory)}"}
    level = str(card["level"])
    return [
        Stage(key=key, done=done, evidence=told.get(key, level)) for key, done in reached.items()
    ]


_LATER = ("baseline", "with", "route", "round", "ahead", "enriched")
