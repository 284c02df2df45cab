"""Tasks that residents make for themselves from letters on paper."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar
from tests import builders

from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import actions
from oogopslag.inbox.models import OwnTask
from oogopslag.journal.models import Line
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db
TASKS = "/berichten/eigen-taken/"
SENT = {
    "titel": "Bezwaar maken", "dag": "14-03-2027", "afzender": "Energiebedrijf",
    "kenmerk": "A-12", "key": "k1",
}  # fmt: skip


def test_a_task_is_kept_once_and_shown_to_its_maker_alone(suzanne: Any, joke: Any) -> None:
    mine = builders.signed_in(suzanne)

    mine.post(TASKS, SENT)
    mine.post(TASKS, SENT)

    page = mine.get(TASKS).content.decode()
    assert page.count("Bezwaar maken") >= 1
    assert "14 maart 2027" in page
    assert OwnTask.objects.count() == 1
    assert "Bezwaar maken" not in builders.signed_in(joke).get(TASKS).content.decode()


def test_what_is_done_leaves_the_list(suzanne: Any) -> None:
    mine = builders.signed_in(suzanne)
    mine.post(TASKS, SENT)
    task = OwnTask.objects.get()

    mine.post(f"{TASKS}{task.id}/gedaan/")

    page = mine.get(TASKS).content.decode()
    assert page.index("Bezwaar maken") > page.index("na 90 dagen")
    assert OwnTask.objects.get().done is not None


def test_nobody_finishes_the_task_of_another(suzanne: Any, joke: Any) -> None:
    builders.signed_in(suzanne).post(TASKS, SENT)
    task = OwnTask.objects.get()

    response = builders.signed_in(joke).post(f"{TASKS}{task.id}/gedaan/")

    assert response.status_code == 404
    assert OwnTask.objects.get().done is None


@pytest.mark.parametrize("wrong", [{"titel": " "}, {"dag": "31-02-2027"}, {"dag": "morgen"}])
def test_without_a_title_or_a_real_day_nothing_is_kept_and_nothing_typed_is_lost(
    suzanne: Any, wrong: dict[str, str]
) -> None:
    response = builders.signed_in(suzanne).post(TASKS, SENT | wrong)

    assert response.status_code == 400
    page = response.content.decode()
    assert "Zeg wat u moet doen en voor welke dag" in page
    assert 'value="Energiebedrijf"' in page
    assert not OwnTask.objects.exists()


def test_the_journal_knows_of_the_task_but_not_what_it_says(suzanne: Any) -> None:
    builders.signed_in(suzanne).post(TASKS, SENT)

    (line,) = Line.objects.filter(name="inbox.own_task_made")
    assert "Bezwaar" not in str(line.data)
    assert "Energiebedrijf" not in str(line.data)


def test_a_task_stands_on_the_overview_by_its_day_until_it_is_done(suzanne: Any, joke: Any) -> None:
    mine = builders.signed_in(suzanne)
    assert "Bezwaar maken" not in mine.get("/").content.decode()

    mine.post(TASKS, SENT)
    mine.post(TASKS, SENT | {"titel": "Meterstand sturen", "dag": "01-02-2027", "key": "k2"})

    page = mine.get("/").content.decode()
    assert page.index("Meterstand sturen") < page.index("Bezwaar maken")
    assert "Energiebedrijf" in page
    assert "Bezwaar maken" not in builders.signed_in(joke).get("/").content.decode()
    mine.post(f"{TASKS}{OwnTask.objects.get(title='Bezwaar maken').id}/gedaan/")
    assert "Bezwaar maken" not in mine.get("/").content.decode()


def test_who_leaves_takes_their_own_tasks_along(suzanne: Any) -> None:
    builders.signed_in(suzanne).post(TASKS, SENT)

    suzanne.delete()

    assert not OwnTask.objects.exists()


@pytest.fixture
def reachable(suzanne: Any) -> Any:
    people.wish(suzanne, "email", address="suzanne@example.nl", agreed=True)
    return suzanne


def far_off() -> date:
    return timezone.localdate() + timedelta(days=30)


def made(resident: Any, **more: Any) -> OwnTask:
    builders.signed_in(resident).post(TASKS, SENT | {"dag": f"{far_off():%d-%m-%Y}"} | more)
    return OwnTask.objects.get()


def test_who_asks_for_it_is_reminded_two_days_before_and_on_the_last_day(reachable: Any) -> None:
    task = made(reachable, herinner="ja")

    rows = OutboxRow.objects.filter(subject=task.id).order_by("step")
    days = [timezone.localdate(row.not_before) for row in rows]
    assert days == [far_off() - timedelta(days=2), far_off()]
    assert {row.channel for row in rows} == {"email"}


def test_nobody_is_reminded_who_did_not_ask(reachable: Any) -> None:
    task = made(reachable)

    assert not OutboxRow.objects.filter(subject=task.id).exists()


def test_about_what_somebody_wrote_themselves_no_letter_is_sent(suzanne: Any) -> None:
    task = made(suzanne, herinner="ja")

    assert not OutboxRow.objects.filter(subject=task.id).exists()
    page = builders.signed_in(suzanne).get(TASKS).content.decode()
    assert "geen manier gekozen" in page


def test_a_reminder_says_nothing_of_the_task_and_none_goes_when_it_is_done(
    reachable: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = made(reachable, herinner="ja")
    (first, _last) = OutboxRow.objects.filter(subject=task.id).order_by("step")
    monkeypatch.setattr(timezone, "now", lambda: first.not_before + timedelta(minutes=5))
    delivery.deliver_due()

    (mail,) = DemoMail.objects.all()
    assert "zelf hebt gemaakt" in mail.body
    assert "Bezwaar" not in mail.title + mail.body
    assert "Energiebedrijf" not in mail.title + mail.body
    actions.finish_own_task(reachable, task.id)
    monkeypatch.setattr(timezone, "now", lambda: first.not_before + timedelta(days=3))
    delivery.deliver_due()
    assert DemoMail.objects.count() == 1


def test_what_is_done_says_when_it_is_deleted_and_is_deleted_then(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, task = builders.signed_in(suzanne), made(suzanne)
    actions.finish_own_task(suzanne, task.id)
    page = mine.get(TASKS).content.decode()
    assert "na 90 dagen" in page

    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(days=89))
    assert actions.forget_own_tasks() == 0
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(days=90, minutes=1))
    assert actions.forget_own_tasks() == 1
    assert not OwnTask.objects.exists()


def test_what_is_not_done_is_never_deleted_by_itself(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(suzanne)
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(days=900))

    assert actions.forget_own_tasks() == 0


def test_own_tasks_go_along_as_data_and_into_an_agenda(suzanne: Any, joke: Any) -> None:
    task = made(suzanne)
    mine = builders.signed_in(suzanne)

    (row,) = mine.get(f"{TASKS}gegevens/").json()
    assert (row["title"], row["due"], row["done"]) == ("Bezwaar maken", far_off().isoformat(), None)
    agenda = Calendar.from_ical(mine.get(f"{TASKS}agenda/").content)
    (event,) = agenda.walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == ("Bezwaar maken", far_off())
    assert builders.signed_in(joke).get(f"{TASKS}gegevens/").json() == []

    actions.finish_own_task(suzanne, task.id)
    (row,) = mine.get(f"{TASKS}gegevens/").json()
    assert datetime.fromisoformat(row["done"])
    assert b"VEVENT" not in mine.get(f"{TASKS}agenda/").content
