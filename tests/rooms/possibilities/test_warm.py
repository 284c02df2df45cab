"""The prepared glance is never older than the last news."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.core.values import Actor
from oogopslag.facts import actions as facts
from oogopslag.facts.models import TwinRecord
from oogopslag.inbox import actions as inbox
from oogopslag.possibilities import actions, warming
from oogopslag.possibilities.models import WarmRow
from oogopslag.possibilities.warm import Glance

pytestmark = pytest.mark.django_db


def test_a_warm_row_is_read_and_not_built_again(suzanne, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    first = actions.glance_of(suzanne)
    actions.glance_of(suzanne)
    with django_assert_num_queries(1):
        assert actions.glance_of(suzanne) == first
    assert Glance.from_json(WarmRow.objects.get().data) == first


def test_every_step_of_a_case_shows_at_once(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    assert [one.slug for one in actions.glance_of(suzanne).possible] == [
        "huurtoeslag",
        "zorgtoeslag",
    ]
    case = builders.case(suzanne)
    seen = actions.glance_of(suzanne)
    assert [one.id for one in seen.running] == [case.id]
    assert "zorgtoeslag" not in [one.slug for one in seen.possible]
    assert (len(seen.new), seen.unread) == (1, 1)
    inbox.opened(inbox.thread_of(case.thread))
    assert actions.glance_of(suzanne).unread == 0
    due = timezone.localdate() + timedelta(days=14)
    cases.ask_supplement(case.id, karim, text="Uw loonstrook?", due=due)
    seen = actions.glance_of(suzanne)
    assert ([d.due for d in seen.duties], seen.running[0].turn) == ([due], "resident")
    actor = Actor(kind="resident", id=str(suzanne.id))
    inbox.reply(inbox.thread_of(case.thread), text="Hier.", key="k", actor=actor)
    seen = actions.glance_of(suzanne)
    assert (seen.duties, seen.running[0].turn) == ((), "organisation")
    cases.withdraw(case.id, suzanne)
    assert actions.glance_of(suzanne).running == ()


def test_new_facts_and_a_source_that_fails_show_after_the_next_asking(suzanne) -> None:  # type: ignore[no-untyped-def]
    actions.glance_of(suzanne)
    TwinRecord.objects.filter(source="belastingdienst").update(payload={"down": True})
    facts.refresh(suzanne)
    assert [name["nl"] for name in actions.glance_of(suzanne).failed] == ["de Belastingdienst"]


def test_news_that_comes_while_building_is_not_lost(suzanne, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    actions.glance_of(suzanne)
    warming.cool({suzanne.id})
    real = warming._built

    def slow(*about: object) -> Glance:
        glance = real(*about)  # type: ignore[arg-type]
        builders.case(suzanne)
        return glance

    monkeypatch.setattr(warming, "_built", slow)
    assert actions.glance_of(suzanne).running == ()
    monkeypatch.undo()
    assert len(actions.glance_of(suzanne).running) == 1


def test_another_day_is_built_anew(suzanne) -> None:  # type: ignore[no-untyped-def]
    actions.glance_of(suzanne)
    WarmRow.objects.update(on=timezone.localdate() - timedelta(days=1), data={})
    assert actions.glance_of(suzanne).total == 2


def test_an_own_task_is_read_with_the_rest_in_one_query(suzanne, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    actions.glance_of(suzanne)
    inbox.make_own_task(suzanne, title="Bezwaar maken", due=date(2027, 3, 14), key="k")
    (task,) = actions.glance_of(suzanne).own
    with django_assert_num_queries(1):
        assert actions.glance_of(suzanne).own == (task,)
    assert (task.title, task.due) == ("Bezwaar maken", date(2027, 3, 14))
