"""What can be asked about joining and steering: organisations and figures, never people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from oogopslag.broker import contracts, managing, motivating
from oogopslag.broker.adapters import eherkenning, post
from oogopslag.broker.agenda import Due, agenda
from oogopslag.broker.errors import UnknownBody
from oogopslag.broker.kit_words import told
from oogopslag.broker.models import (
    AgreedPromise,
    App,
    Claim,
    ContractRun,
    EndPoint,
    Escalation,
    FormType,
    FundLine,
    FundProposal,
    Initiative,
    LetterType,
    Measure,
    Ruling,
    SharedContract,
    Track,
    Wish,
)
from oogopslag.broker.owncard import own_card
from oogopslag.broker.papers import confirmed, test_resident
from oogopslag.broker.peers import climbers, gaps, tomorrow
from oogopslag.broker.steps import clock, first_day, later
from oogopslag.people import queries as who

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation

__all__ = [
    "Due",
    "agenda",
    "climbers",
    "clock",
    "confirmed",
    "first_day",
    "gaps",
    "later",
    "own_card",
    "test_resident",
    "told",
    "tomorrow",
]  # fmt: skip
CONTRACTS, COLUMN_KITS = contracts.CONTRACTS, contracts.COLUMN_KITS
eherkenning_available = eherkenning.available
demo_statement = eherkenning.statement
demo_letters = post.letters
matrix = contracts.matrix
critical_path = managing.critical_path


def claim_of(slug: str) -> Claim | None:
    return Claim.objects.filter(slug=slug).first()


def addressable() -> list["Organisation"]:
    """The bodies that people may write to or ask: not those that somebody only claimed so far."""
    claimed = Claim.objects.filter(Q(eherkenning=None) | Q(second=None)).values_list("slug")
    hidden = {slug for (slug,) in claimed}
    return [body for body in who.organisations() if body.slug not in hidden]


def claim(key: UUID) -> Claim:
    """Raises UnknownBody."""
    found = Claim.objects.filter(id=key).first()
    if found is None:
        raise UnknownBody
    return found


def letters(claim: Claim) -> list[LetterType]:
    return list(claim.letters.order_by("added"))


def forms(claim: Claim) -> list[FormType]:
    return list(claim.forms.order_by("added"))


def letter_of(slug: str, key: UUID) -> LetterType | None:
    """A letter of this organisation only."""
    return LetterType.objects.filter(id=key, claim__slug=slug).select_related("claim").first()


def letter_by_code(code: str) -> LetterType | None:
    """The kind of letter behind a short code: nothing in it is about anybody."""
    return (
        LetterType.objects.filter(short_code=code.strip().upper().replace("-", ""))
        .select_related("claim")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class WishRow:
    """A wish with its votes, those of what was bundled with it included."""

    wish: Wish
    votes: int


def wishes() -> list[WishRow]:
    """Open wishes first, most votes first."""
    rows = Wish.objects.filter(bundled=None).prefetch_related("parts").order_by("-made")[:200]
    found = [
        WishRow(wish=row, votes=row.tally + sum(one.tally for one in row.parts.all()))
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.wish.answered is not None, -row.votes))


def measures() -> list[tuple[Measure, str, list[Any]]]:
    """The relay: each measure with its state and its proofs."""
    rows = Measure.objects.prefetch_related("proofs").order_by("-made")[:100]
    return [(row, motivating.relay_state(row), list(row.proofs.all())) for row in rows]


def shared_contracts() -> list[SharedContract]:
    return list(SharedContract.objects.prefetch_related("members").order_by("join_until"))


def strategy() -> list[tuple[int, Initiative]]:
    """The tree in reading order, each node with its depth."""
    children: dict[UUID | None, list[Initiative]] = defaultdict(list)
    for node in Initiative.objects.order_by("title"):
        children[node.parent_id].append(node)
    found: list[tuple[int, Initiative]] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for node in children[parent]:
            found.append((depth, node))
            walk(node.id, depth + 1)

    walk(None, 0)
    return found


def roadmap() -> list[Track]:
    """Lane by lane, first expected first."""
    rows = Track.objects.select_related("waits_for").prefetch_related("shifts")
    return list(rows.order_by("lane", "expected"))


def track(key: UUID) -> Track | None:
    return Track.objects.filter(id=key).first()


def proposals() -> list[FundProposal]:
    return list(FundProposal.objects.prefetch_related("lines").order_by("-made"))


def ledger() -> tuple[list[FundLine], int]:
    """Every line and their sum in cents."""
    lines = list(FundLine.objects.select_related("proposal").order_by("-moment"))
    return lines, FundLine.objects.aggregate(sum=Sum("cents"))["sum"] or 0


def rulings() -> list[Ruling]:
    return list(Ruling.objects.order_by("-made")[:200])


def promises(organisation: str = "") -> list[AgreedPromise]:
    """Promises between parties, first due first."""
    rows = AgreedPromise.objects.order_by("kept", "due")
    return [p for p in rows if not organisation or organisation in {p.giver, p.receiver}]


def escalations() -> list[Escalation]:
    return list(Escalation.objects.order_by("closed", "due")[:200])


@dataclass(frozen=True, kw_only=True)
class AppRow:
    """An app; `overlap`: how many apps of others serve the same purpose."""

    app: App
    overlap: int


def apps() -> list[AppRow]:
    """Most overlap first, then most expensive."""
    rows = list(App.objects.all())
    purposes: dict[str, int] = defaultdict(int)
    for row in rows:
        purposes[row.purpose] += 1
    found = [AppRow(app=row, overlap=purposes[row.purpose] - 1) for row in rows]
    return sorted(found, key=lambda row: (-row.overlap, -row.app.cents))


@dataclass(frozen=True, kw_only=True)
class RunView:
    """The newest test of an end point; `expires` is when its badge ends."""

    end_point: EndPoint
    run: ContractRun | None
    state: str
    expires: datetime | None


def conformance(organisation: str, now: datetime) -> list[RunView]:
    """The end points of an organisation with what was found and how to mend it."""
    found = []
    points = list(EndPoint.objects.filter(organisation=organisation).order_by("contract"))
    runs = contracts.newest_runs(points)
    for one in points:
        newest = runs.get(one.id)
        found.append(
            RunView(
                end_point=one,
                run=newest,
                state=contracts.state_of(one, newest, now).state,
                expires=newest.moment + contracts.BADGE if newest and newest.green else None,
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An item of an organisation's plan: its first date, the newest with why, and the expected."""

    title: str
    original: date
    recalibrated: date | None
    expected: date
    done: date | None
    reason: str

    @property
    def moved(self) -> bool:
        return self.recalibrated is not None and self.recalibrated != self.original


def _newest_reason(track: Track) -> str:
    """Why it moved: the newest reason written down, or else what it waits for."""
    shifts = sorted(track.shifts.all(), key=lambda one: one.made)
    if shifts:
        return shifts[-1].reason
    if track.waits_for and track.expected > track.original:
        return _("Waits for: %(title)s") % {"title": track.waits_for.title}
    return ""


def public_plan(organisation: str) -> list[Planned]:
    """What an organisation said it would do, what comes first first; the last year of what is done.

    Queries: two.
    """
    since = date.today() - timedelta(days=365)
    rows = Track.objects.filter(organisation=organisation).exclude(done__lt=since)
    rows = rows.select_related("waits_for").prefetch_related("shifts")
    found = [
        Planned(
            title=row.title, original=row.original, recalibrated=row.recalibrated,
            expected=row.expected, done=row.done,
            reason=_newest_reason(row),
        )
        for row in rows.order_by("expected")[:20]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.done is not None, one.expected))[:5]
