"""An organisation that left is not measured any more; a wish never gets lost in another one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.rooms.broker.conftest import BROKER, UTRECHT
from tests.rooms.broker.test_joining import LETTER, confirm, letter

from oogopslag.broker import actions, contracts, queries
from oogopslag.broker.errors import EmptyField
from oogopslag.broker.models import ContractRun, EndPoint, Wish
from oogopslag.insight import actions as insight
from oogopslag.insight.models import Measurement

pytestmark = pytest.mark.django_db


def test_after_its_last_day_nothing_of_it_is_tested_or_measured(claim) -> None:  # type: ignore[no-untyped-def]
    confirm(claim)
    letter(claim, LETTER)
    actions.add_end_point(claim.slug, "inbox", kit="agency", url="", actor=BROKER)
    today = timezone.localdate()
    insight.leave(claim.slug, today, actor=BROKER)

    tomorrow = timezone.now() + timedelta(days=1, hours=1)
    assert contracts.run_due(tomorrow) == 0
    assert actions.measure_joined(today + timedelta(days=1)) == 0
    assert not ContractRun.objects.exists()
    assert not Measurement.objects.filter(organisation=claim.slug).exists()
    assert EndPoint.objects.get().organisation == UTRECHT

    assert actions.measure_joined(today) > 0, "on its last day it still takes part"


@pytest.fixture
def wishes(world) -> list[Wish]:  # type: ignore[no-untyped-def]
    return [
        actions.wish(text, layer="municipal", domain="housing", actor=BROKER)
        for text in ("Een", "Twee", "Drie")
    ]


def shown() -> set[str]:
    return {row.wish.text for row in queries.wishes()}


def test_two_wishes_that_are_bundled_with_each_other_do_not_both_vanish(wishes) -> None:  # type: ignore[no-untyped-def]
    one, two, _ = wishes
    actions.bundle(one.id, two.id)
    with pytest.raises(EmptyField):
        actions.bundle(two.id, one.id)
    with pytest.raises(EmptyField):
        actions.bundle(two.id, two.id)
    assert shown() == {"Twee", "Drie"}


def test_what_was_bundled_goes_along_and_its_votes_still_count(wishes) -> None:  # type: ignore[no-untyped-def]
    one, two, three = wishes
    actions.vote(one.id, "gemeente-a", actor=BROKER)
    actions.bundle(one.id, two.id)
    actions.bundle(two.id, three.id)
    (row,) = queries.wishes()
    assert (row.wish.text, row.votes) == ("Drie", 1)
    actions.answer_wish(three.id, "Ja.", actor=BROKER)
    assert not Wish.objects.filter(answered=None).exists()
