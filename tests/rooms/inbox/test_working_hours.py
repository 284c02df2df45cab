"""An answer promised in working hours: what is promised, when to warn, when it is late."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.rooms.inbox.helpers import letter, me

from oogopslag.inbox import actions, promises, queries, signalling
from oogopslag.inbox.actions import ReplyPolicy
from oogopslag.inbox.errors import NoReplyPolicy
from oogopslag.inbox.models import Promise, PromiseTally
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Amsterdam")
THURSDAY = datetime(2026, 11, 26, 15, 30, tzinfo=HERE)
DUE = datetime(2026, 11, 27, 11, 30, tzinfo=HERE)  # four working hours later
BOTH = {"nl": "Zorgtoeslag", "en": "Allowance"}


def at(monkeypatch, moment: datetime) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def question(thread, monkeypatch):  # type: ignore[no-untyped-def]
    """A question under a letter that promises an answer within four working hours."""
    at(monkeypatch, THURSDAY)
    letter(thread, policy=ReplyPolicy(answer_within_hours=4))
    actions.reply(thread, text="Wanneer?", key="k", actor=me(thread))
    return thread


def test_the_moment_stands_with_both_sides(question, suzanne, toeslagen, karim) -> None:  # type: ignore[no-untyped-def]
    view = queries.thread(suzanne, question.id)
    assert (view.promised, view.promised_at, view.answer_within_hours) == (DUE.date(), DUE, 4)
    (row,) = queries.work_of(toeslagen, karim)[0]
    assert (row.promised_at, row.signal) == (DUE, "")
    line = Line.objects.get(name="inbox.promised")
    assert line.data["due_at"] == int(DUE.timestamp())


def test_the_team_is_warned_when_the_last_quarter_begins(  # type: ignore[no-untyped-def]
    question, toeslagen, karim, monkeypatch
) -> None:
    for moment, marked, signal in [
        (DUE - timedelta(minutes=61), 0, ""),
        (DUE - timedelta(minutes=60), 1, "soon"),
        (DUE + timedelta(minutes=1), 0, "late"),
    ]:
        at(monkeypatch, moment)
        assert signalling.signal_promises() == marked
        assert queries.work_of(toeslagen, karim)[0][0].signal == signal


def test_of_one_hour_the_last_half_is_told(thread, toeslagen, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    at(monkeypatch, THURSDAY)
    letter(thread, policy=ReplyPolicy(answer_within_hours=1))
    actions.reply(thread, text="Wanneer?", key="k", actor=me(thread))
    at(monkeypatch, THURSDAY + timedelta(minutes=30))
    assert queries.work_of(toeslagen, karim)[0][0].signal == "soon"


@pytest.mark.parametrize(("minutes", "kept", "missed"), [(0, 1, 0), (1, 0, 1)])
def test_an_answer_at_the_moment_keeps_it_and_a_minute_later_does_not(  # type: ignore[no-untyped-def]  # noqa: PLR0917 -- fixtures and what is asked
    question, karim, monkeypatch, minutes, kept, missed
) -> None:
    at(monkeypatch, DUE + timedelta(minutes=minutes))
    actions.answer(question, staff=karim, text="Morgen.", key="a")
    tally = PromiseTally.objects.get()
    assert (tally.made, tally.kept, tally.missed) == (1, kept, missed)
    assert Line.objects.get(name="inbox.promise_kept").data["late"] is bool(missed)


def test_what_nobody_answered_is_missed_the_same_day(question, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    at(monkeypatch, DUE)
    assert promises.lapse() == 0
    at(monkeypatch, DUE + timedelta(minutes=1))
    assert promises.lapse() == 1
    assert Promise.objects.get().missed is not None


def test_of_one_day_a_moment_stands_before_the_day_and_no_page_skips_one(  # type: ignore[no-untyped-def]
    question, suzanne, toeslagen, karim
) -> None:
    wanted = [question.id]
    for hours, days in ((5, None), (None, 1), (None, 1), (None, 2)):
        other = actions.open_thread(suzanne, toeslagen, title=BOTH, safe_title=BOTH)
        letter(other, policy=ReplyPolicy(answer_within=days, answer_within_hours=hours))
        actions.reply(other, text="En dit?", key="k", actor=me(other))
        wanted.append(other.id)
    found, after = [], None
    for _page in wanted:
        (row,), after = queries.work_of(toeslagen, karim, limit=1, after=after)
        after = queries.After.read(str(after)) if after else None
        found.append(row.id)
    assert (found, after) == (wanted, None)


def test_an_answer_promises_what_the_letter_did(question, karim, suzanne) -> None:  # type: ignore[no-untyped-def]
    actions.answer(question, staff=karim, text="Morgen.", key="a")
    assert queries.thread(suzanne, question.id).answer_within_hours == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer_within": 2, "answer_within_hours": 4},
        {"answer_within_hours": 0},
        {"answer_within_hours": 41},
        {"answer_within_hours": 4, "refused": "bulk"},
    ],
)
def test_days_hours_and_a_refusal_exclude_each_other(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoReplyPolicy):
        ReplyPolicy(**wrong)
