"""A hearing is planned so that what its letter promises can be done (Awb 7:4)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, errors, letter, queries
from oogopslag.cases.models import Hearing
from oogopslag.core import terms
from oogopslag.core.casework import Outcome
from oogopslag.inbox import queries as messages
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def objection(suzanne, karim):  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    return actions.object_to(decision.id, suzanne, grounds="Klopt niet.", key="o")


@pytest.fixture
def ali(world):  # type: ignore[no-untyped-def]
    return builders.staff(name="Ali Colleague")


def at(days: int, hour: int = 10) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.mark.parametrize("days", [-1, 0, 1, 9, 10])
def test_a_hearing_that_leaves_no_ten_days_is_refused_with_a_sentence(
    objection, ali, days: int
) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(ali)
    moment = timezone.localtime(at(days, 23)).strftime("%Y-%m-%dT%H:%M")
    sent = client.post(
        reverse("w_plan_hearing", args=[objection.id]), {"moment": moment, "plaats": "Kamer 2"}
    )
    assert sent.status_code == 409
    assert "Awb 7:4" in sent.content.decode()
    assert "Kamer 2" in sent.content.decode(), "what was typed stays"
    assert not Hearing.objects.exists()


def test_the_letter_names_the_last_day_for_documents_and_where_the_file_is(
    objection, ali, suzanne
) -> None:  # type: ignore[no-untyped-def]
    actions.plan_hearing(objection.id, ali, moment=at(11), place="Kamer 2")
    said = messages.thread(suzanne, objection.thread).messages[-1].body
    last = terms.papers_until(timezone.localdate() + timedelta(days=11))
    assert last == timezone.localdate() + timedelta(days=1)
    assert letter.day(last, "nl") in said["nl"]
    assert letter.day(last, "en") in said["en"]
    assert "stukken van uw zaak" in said["nl"]


def test_a_hearing_that_is_still_to_come_has_no_record(objection, ali, clock) -> None:  # type: ignore[no-untyped-def]
    actions.plan_hearing(objection.id, ali, moment=at(12), place="Kamer 2")
    with pytest.raises(errors.NotHeardYet):
        actions.hold_hearing(objection.id, ali, record="Zij zei iets.")
    clock(days=13)
    actions.hold_hearing(objection.id, ali, record="Zij zei iets.")
    assert queries.case_for_staff(objection.organisation, objection.id, ali).hearings[0].held


def test_who_gets_the_invitation_on_paper_has_a_week_more(objection, ali, suzanne) -> None:  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", agreed=False)
    with pytest.raises(errors.HearingTooSoon) as caught:
        actions.plan_hearing(objection.id, ali, moment=at(17), place="Kamer 2")
    first = timezone.localdate() + timedelta(days=18)
    assert letter.day(first, "nl") in str(caught.value)
    actions.plan_hearing(objection.id, ali, moment=at(18), place="Kamer 2")


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "morgen", "2026-13-01T10:00"]
)
def test_a_moment_outside_every_calendar_is_a_sentence(objection, ali, moment: str) -> None:  # type: ignore[no-untyped-def]
    sent = builders.signed_in(ali).post(
        reverse("w_plan_hearing", args=[objection.id]), {"moment": moment, "plaats": "Kamer 2"}
    )
    assert sent.status_code == 409


def test_the_tenth_day_counts_at_a_years_end_and_over_the_change_of_the_clock() -> None:
    invited = datetime(2026, 12, 24, 22, 59, tzinfo=UTC).date()
    assert terms.hearing_from(invited).isoformat() == "2027-01-04"
    assert terms.papers_until(terms.hearing_from(invited)).isoformat() == "2026-12-25"
