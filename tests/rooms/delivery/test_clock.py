"""A clock that jumps an hour, back or ahead: nothing goes twice, and no lease stays for ever."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.rooms.delivery.helpers import told

from oogopslag.core.values import Actor
from oogopslag.delivery import actions, leasing, sending
from oogopslag.delivery.models import DemoMail, OutboxRow
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
REAL = timezone.now
HOUR = timedelta(hours=1)


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Any:
    def to(by: timedelta) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: REAL() + by)
        return timezone.now()

    return to


@pytest.fixture
def mailed(suzanne: Any) -> Any:
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    return suzanne


@pytest.mark.parametrize("by", [-HOUR, HOUR])
def test_what_was_sent_is_not_sent_again_and_what_waits_goes(
    mailed: Any, jump: Any, by: timedelta
) -> None:
    told(mailed)
    told(mailed, lane="urgent")
    assert actions.deliver_due().sent == 2
    waits, urgent = told(mailed), told(mailed, lane="urgent")
    jump(by)
    sending.deliver_urgent(seconds=0)
    actions.deliver()
    jump(timedelta())
    actions.deliver()
    assert set(OutboxRow.objects.values_list("state", flat=True)) == {"sent"}
    assert DemoMail.objects.count() == len(set(DemoMail.objects.values_list("delivery"))) == 4
    assert OutboxRow.objects.filter(subject__in=(waits, urgent), attempts=1).count() == 2


def test_a_lease_of_a_worker_that_died_before_the_clock_went_back_ends_once(
    mailed: Any, jump: Any
) -> None:
    told(mailed)
    assert len(leasing.lease(10)) == 1
    jump(-HOUR)
    assert actions.deliver_due().sent == 0, "it may still be at work"
    jump(leasing.length() + timedelta(seconds=1))
    assert actions.deliver_due().sent == 1
    assert actions.deliver_due().sent == 0
    row = OutboxRow.objects.get()
    assert (row.state, row.attempts, row.repeats) == ("sent", 1, 1)
    assert DemoMail.objects.count() == 1


def test_a_retry_waits_at_most_the_hour_longer(mailed: Any, jump: Any, monkeypatch: Any) -> None:
    told(mailed)
    OutboxRow.objects.update(state=OutboxRow.LATER, next_try=REAL() + timedelta(minutes=1))
    jump(-HOUR)
    assert actions.deliver_due().sent == 0
    jump(timedelta(minutes=2))
    assert actions.deliver_due().sent == 1


@pytest.mark.parametrize("by", [-HOUR, HOUR])
def test_a_call_that_is_repeated_after_a_jump_gives_the_same_message(
    mailed: Any, jump: Any, karim: Any, by: timedelta
) -> None:
    organisation = who.organisation("dienst-toeslagen")
    one = inbox.Incoming(
        key="k", request_hash="h", resident=mailed, title={"nl": "T"}, safe_title={"nl": "T"},
        body={"nl": "Tekst."}, policy=ReplyPolicy(answer_within=2),
    )  # fmt: skip
    actor = Actor(kind="organisation", id="x")
    first = inbox.accept(organisation, one, actor=actor)
    jump(by)
    again = inbox.accept(organisation, one, actor=actor)
    assert (first.created, again.created) == (True, False)
    assert first.message == again.message
    assert Message.objects.count() == 1
