"""An outage on the last day moves that day to the next one on which it works, for both to see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases.models import Pause
from oogopslag.core import terms
from oogopslag.core.values import Actor
from oogopslag.inbox import actions, outages
from oogopslag.inbox.errors import ReplyNotAllowed, WrongOutage
from oogopslag.inbox.models import Duty, Message, Outage
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.journal import queries as journal
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 6)
NOON = datetime(2026, 3, 6, 11, tzinfo=UTC)
ORGANISATION = Actor(kind="organisation", id="x")


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def asked(resident: Any, due: date, slug: str = "dienst-toeslagen", **policy: Any) -> Duty:
    organisation = who.organisation(slug)
    thread = actions.open_thread(
        resident, organisation, title={"nl": "Vraag"}, safe_title={"nl": "Vraag"}
    )
    message = actions.post(
        thread, kind="request", body={"nl": "Stuur ons iets."}, author=organisation.name,
        actor=ORGANISATION, policy=ReplyPolicy(answer_within=2, **policy),
    )  # fmt: skip
    return actions.ask(
        thread, message, kind="answer", title={"nl": "Antwoord", "en": "Answer"}, due=due,
        actor=ORGANISATION,
    )  # fmt: skip


def out(slug: str = "", hours: float = 3, begin: datetime = NOON) -> Outage:
    organisation = who.organisation(slug) if slug else None
    return actions.record_outage(organisation, since=begin, until=begin + timedelta(hours=hours))


def test_a_term_that_ended_in_it_goes_to_the_next_working_day_and_both_read_so(
    suzanne: Any, monkeypatch: Any
) -> None:
    at(monkeypatch, NOON - timedelta(days=2))
    that_day, other_day = asked(suzanne, FRIDAY), asked(suzanne, FRIDAY + timedelta(days=7))
    at(monkeypatch, NOON + timedelta(hours=4))
    out()
    assert outages.move_terms() == 1
    assert outages.move_terms() == 0, "once"
    that_day.refresh_from_db(), other_day.refresh_from_db(), that_day.thread.refresh_from_db()
    assert that_day.due == that_day.thread.duty_due == date(2026, 3, 9), "a Monday"
    assert other_day.due == FRIDAY + timedelta(days=7)
    last = Message.objects.filter(thread=that_day.thread).order_by("-id").first()
    assert last is not None
    assert "9 maart 2026" in last.body["nl"]
    assert last.react_before == date(2026, 3, 9)
    (line,) = [x for x in journal.of_chain(f"thread:{that_day.thread_id}")
               if x.name == "inbox.term_moved"]  # fmt: skip
    assert (line.data["was"], line.data["due"]) == ("2026-03-06", "2026-03-09")
    assert journal.broken_links(f"thread:{that_day.thread_id}") == []


def test_of_one_body_only_its_own_terms_move_and_what_is_done_stays(
    suzanne: Any, monkeypatch: Any
) -> None:
    at(monkeypatch, NOON - timedelta(days=2))
    own, others = asked(suzanne, FRIDAY), asked(suzanne, FRIDAY, "gemeente-veenstad")
    done = asked(suzanne, FRIDAY)
    actions.resolve(done, actor=ORGANISATION)
    at(monkeypatch, NOON + timedelta(hours=4))
    out("dienst-toeslagen")
    outages.move_terms()
    days = dict(Duty.objects.values_list("id", "due"))
    assert days == {own.id: date(2026, 3, 9), others.id: FRIDAY, done.id: FRIDAY}


def test_an_outage_until_after_midnight_and_another_on_the_new_day(
    suzanne: Any, monkeypatch: Any
) -> None:
    at(monkeypatch, NOON - timedelta(days=2))
    duty = asked(suzanne, FRIDAY)
    at(monkeypatch, NOON + timedelta(days=5))
    out(hours=12.5)  # until Saturday 00.30 in Amsterdam
    out(begin=NOON + timedelta(days=3), hours=1)  # on that Monday too
    outages.move_terms()
    duty.refresh_from_db()
    assert duty.due == date(2026, 3, 10)


def test_who_could_not_answer_in_time_still_can(suzanne: Any, monkeypatch: Any) -> None:
    at(monkeypatch, NOON - timedelta(days=2))
    duty = asked(suzanne, FRIDAY, until=FRIDAY)
    resident = Actor(kind="resident", id=str(suzanne.id))
    at(monkeypatch, datetime(2026, 3, 9, 12, tzinfo=UTC))
    with pytest.raises(ReplyNotAllowed):
        actions.reply(duty.thread, text="Te laat?", key="a", actor=resident)
    out()
    assert actions.reply(duty.thread, text="Op tijd.", key="b", actor=resident).placed
    at(monkeypatch, datetime(2026, 3, 10, 12, tzinfo=UTC))
    with pytest.raises(ReplyNotAllowed):
        actions.reply(duty.thread, text="Nu wel.", key="c", actor=resident)


def test_the_term_to_decide_stands_still_as_long(suzanne: Any, karim: Any) -> None:
    case, today = builders.case(suzanne), timezone.localdate()
    cases.ask_supplement(case.id, karim, text="Stuur een bewijs.", due=today)
    now = timezone.now()
    actions.record_outage(None, since=now - timedelta(minutes=2), until=now - timedelta(minutes=1))
    assert outages.move_terms() in {0, 1}
    pause = Pause.objects.get(case=case)
    if timezone.localdate(now - timedelta(minutes=2)) == today:
        assert pause.lapses == terms.moved_from_rest(today + timedelta(days=1))


@pytest.mark.parametrize("hours", [0, -1])
def test_what_is_no_outage_is_refused(hours: int) -> None:
    with pytest.raises(WrongOutage):
        out(hours=hours, begin=timezone.now() - timedelta(days=1))
    with pytest.raises(WrongOutage):
        out(hours=48, begin=timezone.now() - timedelta(days=1))
    assert not Outage.objects.exists()
