"""The work of an organisation without a system: who takes what, lists, search, batches, minutes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from oogopslag.cases import letter
from oogopslag.cases.errors import CasesError, NotPlain, NotYours, WrongMinutes
from oogopslag.cases.models import Case, Pause, TeamDay
from oogopslag.cases.moving import locked, roles_of, write
from oogopslag.catalogue import queries as catalogue
from oogopslag.core import casework, terms
from oogopslag.core.casework import Move, Outcome, State
from oogopslag.core.law import Finding
from oogopslag.core.values import Actor
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Staff

LONGEST = 480
"""Minutes of one handling: more than a working day is a typing error."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a worker looks for; empty fields do not narrow. `assignee` is a staff id or "none"."""

    service: str = ""
    state: str = ""
    team: str = ""
    assignee: str = ""
    review: bool = False
    rule: bool = False
    late: bool = False
    search: str = ""


def cases_of(
    organisation: "Organisation", wanted: Filter, after: tuple[date, UUID] | None, limit: int
) -> list[Case]:
    """Open cases (or those to look at again), shortest term first; paged by key, never counted."""
    rows = Case.objects.filter(organisation=organisation)
    rows = rows.filter(review="differs") if wanted.review else rows.filter(closed=None)
    rows = _narrowed(rows, wanted)
    if after:
        day, last = after
        # The first condition says nothing new, but lets an index begin where the page begins.
        rows = rows.filter(decide_by__gte=day)
        rows = rows.filter(Q(decide_by__gt=day) | Q(decide_by=day, id__gt=last))
    # Residents are read after the page is cut: joined before, every open case would be sorted.
    return list(
        rows.prefetch_related("organisation", "resident").order_by("decide_by", "id")[:limit]
    )


def _narrowed(rows: QuerySet[Case], wanted: Filter) -> QuerySet[Case]:
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.state in (State.RECEIVED, State.WAITING):
        rows = rows.filter(state=wanted.state)
    if wanted.team:
        rows = rows.filter(team=wanted.team)
    if wanted.assignee == "none":
        rows = rows.filter(assignee=None)
    elif wanted.assignee:
        rows = rows.filter(assignee=_uuid(wanted.assignee))
    if wanted.rule:
        rows = rows.filter(review="rule")
    if wanted.late:
        rows = rows.filter(decide_by__lt=timezone.localdate()).exclude(Exists(_still()))
    return _found(rows, wanted.search.strip().lower()) if wanted.search.strip() else rows


def _still() -> QuerySet[Pause]:
    """What lets a term stand still: its stored day has not come nearer since.

    One that began after the term was over, or whose day has passed, does not (Awb 4:15).
    """
    last = ExpressionWrapper(OuterRef("decide_by") + terms.DAY, output_field=DateField())
    running = Q(lapses=None) | Q(lapses__gte=timezone.localdate())
    return Pause.objects.filter(running, case=OuterRef("id"), until=None, since__lte=last)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _found(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By the beginning of a case number, or of a name with the surname first."""
    if text[:1].isdigit():
        return rows.filter(number__startswith=text)
    return rows.filter(name_key__startswith=text.replace(",", " ").replace("  ", " "))


def name_key(name: str) -> str:
    """A name to search by: surname first, in small letters."""
    first, _, last = name.strip().lower().rpartition(" ")
    return f"{last} {first}".strip()[:80]


@transaction.atomic
def assign(case_id: UUID, staff: "Staff", to: UUID | None) -> None:
    """Somebody takes a case or gives it back; a coordinator gives it to a colleague.

    Raises NotYours, UnknownCase.
    """
    case = locked(case_id)
    roles = roles_of(staff, case)
    own = to == staff.id or (to is None and case.assignee == staff.id)
    if not ((own and roles & {"treat", "decide"}) or "coordinate" in roles):
        raise NotYours
    if to is not None and not people.works_for(to, case.organisation.slug):
        raise NotYours
    case.assignee = to
    case.save(update_fields=["assignee"])
    write("cases.assigned", case, Actor(kind="staff", id=str(staff.id)), taken=to is not None)


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    """What became of one case of a batch: decided, or why not."""

    number: str
    name: str
    decided: bool
    sentence: str


def decide_many(
    organisation: "Organisation", staff: "Staff", chosen: list[tuple[UUID, int]]
) -> list[BatchResult]:
    """Grants what the law engine found entitled, each with its own letter and in its own
    transaction; whatever is not plainly so is left with a sentence. `chosen` is (case, revision).
    """
    return [_one(organisation, staff, case, revision) for case, revision in chosen[:100]]


def _one(organisation: "Organisation", staff: "Staff", case_id: UUID, revision: int) -> BatchResult:
    from oogopslag.cases import deciding  # noqa: PLC0415 -- deciding counts minutes here

    case = (
        Case.objects.filter(organisation=organisation, id=case_id)
        .select_related("organisation", "resident")
        .first()
    )
    if case is None:
        return BatchResult(number="", name="", decided=False, sentence=str(CasesError.sentence))
    finding = Finding.from_json(case.finding) if case.finding else None
    try:
        if case.kind != Case.APPLICATION or letter.proposed(finding) != Outcome.GRANT:
            raise NotPlain
        reasons = letter.motivation(finding)
        deciding.decide(
            case.id,
            staff,
            outcome=Outcome.GRANT,
            motivation=reasons["nl"],
            letter_text=dict(deciding.draft_letter(case, Outcome.GRANT, reasons)),
            departure="",
            hardship=False,
            revision=revision,
        )
    except CasesError as error:
        return BatchResult(
            number=case.number, name=case.resident.name, decided=False, sentence=str(error)
        )
    return BatchResult(number=case.number, name=case.resident.name, decided=True, sentence="")


def minutes_of(typed: str) -> int:
    """Minutes as they were typed; nothing typed is none. Raises WrongMinutes."""
    text = typed.strip()
    if text and not (text.isascii() and text.isdigit()):
        raise WrongMinutes
    return int(text[:6] or 0)


def add_minutes(case: Case, minutes: int, cases: int = 1) -> None:
    """Counts handling time with the team's day; who handled it is not kept anywhere.

    Nothing for no minutes and no case. Raises WrongMinutes for more than a working day.
    """
    if not 0 <= minutes <= LONGEST:
        raise WrongMinutes
    if not minutes and not cases:
        return
    day = timezone.localdate()
    row, _ = TeamDay.objects.get_or_create(
        organisation=case.organisation, team=case.team, service=case.service, day=day
    )
    more = {"minutes": F("minutes") + minutes, "cases": F("cases") + cases}
    TeamDay.objects.filter(id=row.id).update(**more)


@dataclass(frozen=True, kw_only=True)
class TeamFigures:
    """Minutes a case of a team for a service over some weeks; below five cases none is shown."""

    team: str
    service: str
    cases: int
    minutes_each: float | None


FEWEST = 5
"""A mean over fewer cases could say something of one person: it is not shown."""


def figures(organisation: "Organisation", weeks: int = 13) -> list[TeamFigures]:
    since = timezone.localdate() - timedelta(weeks=weeks)
    rows = (
        TeamDay.objects.filter(organisation=organisation, day__gte=since)
        .values("team", "service")
        .annotate(all_minutes=Sum("minutes"), all_cases=Sum("cases"))
        .order_by("team", "service")
    )
    return [_figures(dict(row)) for row in rows]


def _figures(row: dict[str, Any]) -> TeamFigures:
    enough = row["all_cases"] >= FEWEST
    return TeamFigures(
        team=row["team"],
        service=row["service"],
        cases=row["all_cases"],
        minutes_each=round(row["all_minutes"] / row["all_cases"], 1) if enough else None,
    )


def sample(organisation: "Organisation", limit: int = 25) -> list[Case]:
    """Decided cases drawn for a check afterwards, newest first."""
    rows = Case.objects.filter(organisation=organisation, sampled=True).exclude(closed=None)
    return list(rows.select_related("organisation", "resident").order_by("-id")[:limit])


def teams_of(organisation: "Organisation") -> list[str]:
    """The teams of an organisation, as its services name them."""
    own = [one for one in catalogue.services() if one.organisation == organisation.slug]
    return sorted({one.team for one in own})


def may_batch(roles: frozenset[str]) -> bool:
    return casework.may(State.RECEIVED, Move.DECIDE, roles)
