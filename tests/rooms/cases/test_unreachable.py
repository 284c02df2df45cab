"""An outage in the last week to object moves no term, and both sides read of it."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import outages
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db
RESIDENT = "Dat was in de laatste week waarin u bezwaar kunt maken"
STAFF = "Kwam het bezwaar daardoor te laat?"


def noon(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def out(day: Any, slug: str = "dienst-toeslagen", days: int = 0) -> None:
    organisation = who.organisation(slug) if slug else None
    begin = noon(day)
    inbox.record_outage(organisation, since=begin, until=begin + timedelta(days=days, hours=2))


def test_the_term_stays_and_resident_and_worker_read_why_it_may_be_excused(
    suzanne: Any, karim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = builders.decided(suzanne, karim)
    last = decision.object_until
    at(monkeypatch, noon(last + timedelta(days=3)))
    out(last - timedelta(days=1), days=2)
    outages.move_terms()
    decision.refresh_from_db()
    assert decision.object_until == last
    (found,) = queries.decision_of(suzanne, decision.id)[0].unreachable
    assert (found.since, found.until) == (last - timedelta(days=1), last), "not past the term"
    browser = builders.signed_in(suzanne)
    for address in (
        reverse("r_object", args=[decision.id]), reverse("r_case", args=[decision.case_id])
    ):  # fmt: skip
        assert RESIDENT in browser.get(address).content.decode()
    made = actions.object_to(decision.id, suzanne, grounds="Het lukte niet.", key="o")
    assert not made.in_time, "late is late; that it is excused is for the worker to say"
    page = builders.signed_in(karim).get(reverse("w_case", args=[made.id])).content.decode()
    assert STAFF in page
    assert "6:11" in page


@pytest.mark.parametrize(
    ("before", "slug", "there"),
    [(0, "dienst-toeslagen", True), (6, "", True), (7, "", False), (-1, "", False),
     (0, "gemeente-veenstad", False)],
)  # fmt: skip
def test_only_the_last_seven_days_and_ones_own_entrance_count(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch, before: int, slug: str, there: bool
) -> None:
    decision = builders.decided(suzanne, builders.staff())
    at(monkeypatch, noon(decision.object_until + timedelta(days=9)))
    out(decision.object_until - timedelta(days=before), slug)
    assert bool(queries.decision_of(suzanne, decision.id)[0].unreachable) is there
