"""Tasks that residents make for themselves from letters on paper."""

from typing import Any

import pytest
from tests import builders

from oogopslag.inbox.models import OwnTask
from oogopslag.journal.models import Line

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

    assert "Bezwaar maken" not in mine.get(TASKS).content.decode()
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
