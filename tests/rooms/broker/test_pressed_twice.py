"""A second press changes nothing: no second line, no other words in public, no second letter."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from oogopslag.broker import actions
from oogopslag.broker.errors import LetterUnderWay
from oogopslag.broker.models import AgreedPromise, Claim
from oogopslag.core.values import Actor
from oogopslag.insight import actions as insight
from oogopslag.insight.models import Contest
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db
BROKER = Actor(kind="staff", id=str(uuid4()))


def lines(name: str) -> int:
    return Line.objects.filter(name=name).count()


def test_a_promise_is_kept_once() -> None:
    one = actions.promise("a", "b", "Iets", timezone.localdate(), actor=BROKER)
    for evidence in ("testverslag 12", "een ander"):
        actions.keep_promise(one.id, evidence, actor=BROKER)
    assert AgreedPromise.objects.get().evidence == "testverslag 12"
    assert lines("broker.promise_kept") == 1
    actions.finish(uuid4(), actor=BROKER)
    actions.close(uuid4(), "Het is over", actor=BROKER)
    assert (lines("broker.track_done"), lines("broker.escalation_closed")) == (0, 0)


def test_what_was_answered_in_public_stays() -> None:
    one = Contest.objects.create(
        organisation="gemeente-a", indicator="W2", month="2026-01", why="Klopt niet",
        asked=timezone.now(), due=timezone.localdate(),
    )  # fmt: skip
    for answer in ("De telling klopt.", "Toch niet."):
        insight.answer_contest(one.id, answer=answer, corrected=False, actor=BROKER)
    assert Contest.objects.get().answer == "De telling klopt."
    assert lines("insight.contest_answered") == 1


def test_one_letter_with_a_code_a_day(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    one = Claim.objects.create(
        code="gm0344", slug="gm0344", name="Utrecht", claimant="Iemand", staff=uuid4(),
        made=timezone.now(),
    )  # fmt: skip
    actions.send_code(one.id)
    with pytest.raises(LetterUnderWay):
        actions.send_code(one.id)
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    actions.send_code(one.id)
