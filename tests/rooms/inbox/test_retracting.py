"""What a civil servant typed can be taken back for five minutes, before anybody is told."""

import pytest
from tests.rooms.inbox.helpers import asked, at

from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import TooLate
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(thread, suzanne, karim):  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    asked(thread)
    OutboxRow.objects.all().delete()
    return actions.answer(thread, staff=karim, text="Morgen.", key="a")


def by(karim) -> Actor:  # type: ignore[no-untyped-def]
    return Actor(kind="staff", id=str(karim.id))


def test_mail_about_a_typed_answer_waits_five_minutes(answered, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert delivery.deliver_due().sent == 0
    at(monkeypatch, minutes=4, seconds=50)
    assert delivery.deliver_due().sent == 0
    at(monkeypatch, seconds=20)
    assert delivery.deliver_due().sent == 1


def test_an_answer_taken_back_in_time_is_never_told_and_one_line_stays(  # type: ignore[no-untyped-def]
    answered, suzanne, karim, monkeypatch
) -> None:
    before = queries.unread(suzanne)
    actions.retract(answered, actor=by(karim))
    actions.retract(answered, actor=by(karim))
    at(monkeypatch, hours=1)
    delivery.deliver_due()
    assert not DemoMail.objects.exists()
    last = queries.thread(suzanne, answered.thread_id).messages[-1]
    assert last.retracted
    assert last.body == {}
    assert queries.unread(suzanne) == before - 1


def test_after_five_minutes_only_a_correction_is_left(answered, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    at(monkeypatch, minutes=6)
    with pytest.raises(TooLate):
        actions.retract(answered, actor=by(karim))


def test_what_was_read_cannot_be_taken_back(answered, suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    actions.opened(queries.row_of_resident(suzanne, answered.thread_id))
    with pytest.raises(TooLate):
        actions.retract(answered, actor=by(karim))
