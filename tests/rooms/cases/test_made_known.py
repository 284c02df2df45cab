"""From when the term to object runs: placed in the inbox, or handed to the post (Awb 3:41, 6:8)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.models import Case, Decision
from oogopslag.core import terms
from oogopslag.core.casework import Outcome
from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox.models import Message
from oogopslag.people import actions as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def suzanne(world):  # type: ignore[no-untyped-def]
    """Somebody who agreed to no channel: she gets her post on paper."""
    return builders.resident(builders.SUZANNE)


@pytest.fixture
def post(settings, tmp_path):  # type: ignore[no-untyped-def]
    """Makes letters and gives them to a printer; nothing is posted before it is called."""
    settings.MEDIA_ROOT = tmp_path

    def go() -> None:
        delivery.deliver_due()
        delivery.make_batch(at_once=True)
        delivery.hand_over()

    return go


def test_a_letter_that_lies_here_for_days_takes_nothing_from_the_six_weeks(
    suzanne, karim, clock, post
) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    assert decision.object_until is None
    assert "op de post" in decision.letter["nl"]
    client = builders.signed_in(suzanne)
    where = reverse("r_case", args=[decision.case_id])
    assert "zes weken beginnen" in client.get(where).content.decode()

    clock(days=5)
    post()

    posted = timezone.localdate()
    view = queries.case(suzanne, decision.case_id).decision
    assert (view.posted_on, view.object_until) == (posted, terms.object_until(posted))
    assert Message.objects.get(decision=decision.id).react_before == view.object_until
    assert "zes weken beginnen" not in client.get(where).content.decode()


def test_a_day_after_the_term_of_the_letter_is_late_and_the_last_day_is_not(
    suzanne, karim, clock, post
) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    clock(days=5)
    post()
    last = Decision.objects.get(id=decision.id).object_until
    clock(days=(last - timezone.localdate()).days)
    assert actions.object_to(decision.id, suzanne, grounds="Nee.", key="a").in_time


def test_who_is_told_by_mail_has_six_weeks_from_the_placing(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    assert decision.object_until == terms.object_until(timezone.localdate())
    clock(days=60)
    assert not actions.object_to(decision.id, suzanne, grounds="Nee.", key="a").in_time


def test_an_objection_before_the_letter_is_posted_is_in_time_and_gets_its_own_term_then(
    suzanne, karim, clock, post
) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    objection = actions.object_to(decision.id, suzanne, grounds="Nee.", key="a")
    clock(days=9)
    post()
    objection = Case.objects.get(id=objection.id)
    assert objection.in_time
    assert objection.decide_by == terms.decide_objection_by(
        timezone.localdate(), committee=False, extended=False
    )


def test_what_the_printer_says_of_posting_goes_first_and_only_later(
    suzanne, karim, clock, post
) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    post()
    row = OutboxRow.objects.get(subject=Message.objects.get(decision=decision.id).id)
    clock(days=2)
    assert delivery.told(row.id, status="received")
    assert not delivery.told(row.id, status="received")
    found = Decision.objects.get(id=decision.id)
    assert found.posted_on == timezone.localdate()
    actions.posted({row.subject: timezone.localdate() - timedelta(days=9)})
    assert Decision.objects.get(id=decision.id).posted_on == timezone.localdate()


def test_a_batch_is_posted_once_however_often_it_is_handed_over(suzanne, karim, post) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    post()
    post()
    lines = [x for x in queries.case(suzanne, decision.case_id).timeline if "made_known" in x[1]]
    assert len(lines) == 1


def test_a_case_on_paper_is_not_archived_before_its_letter_went(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    builders.decided(suzanne, karim, Outcome.REFUSE)
    clock(days=90)
    assert actions.archive_due() == 0


# --- what a letter ends with


def test_a_draft_of_last_week_has_the_day_of_the_sending_in_it(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    case = builders.case(suzanne)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    clock(days=9)
    decision = actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Recht.", letter_text=draft.letter,
        departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    from oogopslag.cases import letter

    assert letter.day(decision.object_until, "nl") in decision.letter["nl"]
    assert letter.day(decision.object_until, "en") in decision.letter["en"]


def test_no_decision_goes_without_how_to_object_whatever_was_typed(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    decision = actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Recht.", letter_text={"nl": "Ja."},
        departure="", hardship=False, revision=case.revision,
    )  # fmt: skip
    for part in ("Ja.", "bezwaar maken", "zes weken", case.number, "Dienst Toeslagen"):
        assert part in decision.letter["nl"]


def test_a_decision_on_an_objection_names_the_court_and_offers_no_second_objection(
    suzanne, karim
) -> None:  # type: ignore[no-untyped-def]
    first = builders.decided(suzanne, karim, Outcome.REFUSE)
    objection = actions.object_to(first.id, suzanne, grounds="Nee.", key="a")
    colleague = builders.staff(name="Ali Colleague")
    decision = actions.decide(
        objection.id, colleague, outcome=Outcome.GRANT, motivation="Ja.", letter_text={"nl": "Ja."},
        departure="", hardship=False, revision=objection.revision,
    )  # fmt: skip
    assert "beroep" in decision.letter["nl"]
    message = Message.objects.get(decision=decision.id)
    assert "beroep" in message.legal_effect["nl"]
    assert "bezwaar tegen maken" not in message.legal_effect["nl"]
    page = builders.signed_in(suzanne).get(reverse("r_case", args=[objection.id])).content.decode()
    assert reverse("r_object", args=[decision.id]) not in page
