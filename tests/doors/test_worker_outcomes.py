"""What a worker's form says is never read as something else; late is what is late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, errors, queries
from oogopslag.cases.models import Case, Decision
from oogopslag.core import terms
from oogopslag.core.casework import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):  # type: ignore[no-untyped-def]
    """Moves the time: clock(days=20)."""

    def move(**by: float) -> None:
        later = timezone.now() + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return move


@pytest.fixture
def lapsed(suzanne, karim, clock):  # type: ignore[no-untyped-def]
    """A case whose request for a supplement was not answered."""
    case = builders.case(suzanne)
    due = timezone.localdate() + timedelta(days=14)
    actions.ask_supplement(case.id, karim, text="Welke?", due=due)
    clock(days=15)
    actions.lapse_pauses()
    return Case.objects.get(id=case.id)


def test_not_treating_is_offered_until_its_last_day_and_not_after(lapsed, karim, clock) -> None:  # type: ignore[no-untyped-def]
    where, link = reverse("w_case", args=[lapsed.id]), "besluit=not_treated"
    last = queries.case_for_staff(lapsed.organisation, lapsed.id, karim).leave_by
    clock(days=(last - timezone.localdate()).days)
    assert link in builders.signed_in(karim).get(where).content.decode()
    clock(days=1)
    assert link not in builders.signed_in(karim).get(where).content.decode()


def test_a_page_of_yesterday_never_sends_another_outcome_than_it_says(lapsed, karim, clock) -> None:  # type: ignore[no-untyped-def]
    clock(days=(terms.leave_by(timezone.localdate()) - timezone.localdate()).days + 1)
    sent = {
        "outcome": "not_treated", "do": "send", "revision": str(lapsed.revision),
        "motivation": "Niets gekregen.", "letter_nl": "Wij behandelen uw aanvraag niet.",
        "letter_en": "", "departure": "", "minutes": "",
    }  # fmt: skip
    answer = builders.signed_in(karim).post(reverse("w_decide", args=[lapsed.id]), sent)
    assert answer.status_code == 400
    assert "Wij behandelen uw aanvraag niet." in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["", "revoke", "alles", "GRANT"])
def test_an_outcome_that_the_form_never_had_decides_nothing(suzanne, karim, outcome: str) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    sent = {
        "outcome": outcome, "do": "send", "revision": str(case.revision), "motivation": "Ja.",
        "letter_nl": "Ja.", "letter_en": "", "departure": "Daarom.", "minutes": "",
    }  # fmt: skip
    answer = builders.signed_in(karim).post(reverse("w_decide", args=[case.id]), sent)
    assert answer.status_code == 404 if outcome else answer.status_code in {302, 400}
    assert Decision.objects.exists() == (answer.status_code == 302)


def test_a_decision_in_force_is_not_replaced_by_not_treating(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    case = Case.objects.get(id=decision.case_id)
    with pytest.raises(errors.MoveNotPossible):
        actions.revise(
            case.id, karim, outcome=Outcome.NOT_TREATED, motivation="Nee.",
            letter_text={"nl": "Nee."}, revision=case.revision,
        )  # fmt: skip


def test_an_objection_is_never_left_untreated_as_an_application_is(suzanne, karim, clock) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim, Outcome.REFUSE)
    objection = actions.object_to(decision.id, suzanne, grounds="Nee.", key="o")
    ali = builders.staff(name="Ali Colleague")
    due = timezone.localdate() + timedelta(days=14)
    actions.ask_supplement(objection.id, ali, text="Waarom?", due=due)
    clock(days=15)
    actions.lapse_pauses()
    view = queries.case_for_staff(objection.organisation, objection.id, ali)
    assert view.leave_by is None
    client = builders.signed_in(ali)
    where = reverse("w_decide", args=[objection.id])
    assert client.get(where + "?besluit=not_treated").status_code == 200
    with pytest.raises(errors.MoveNotPossible):
        actions.leave_untreated(
            objection.id, ali, motivation="Nee.", letter_text={"nl": "Nee."},
            revision=view.revision,
        )  # fmt: skip


def listed(karim, which: str) -> set[str]:  # type: ignore[no-untyped-def]
    wanted = queries.Filter(late=which == "laat")
    organisation = builders.who.organisation("dienst-toeslagen")
    return {row.number for row, _ in queries.work_list(organisation, wanted=wanted)}


def test_what_stands_still_is_not_late_and_what_was_late_before_is(
    suzanne, joke, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    waits, late, asked = builders.case(suzanne), builders.case(joke), builders.case(suzanne, "two")
    clock(days=(waits.decide_by - timezone.localdate()).days)
    # Asked on the last day itself: the term stands still from the day after it (Awb 4:15).
    far = timezone.localdate() + timedelta(days=60)
    actions.ask_supplement(waits.id, karim, text="Welke?", due=far)
    clock(days=3)
    actions.ask_supplement(asked.id, karim, text="Welke?", due=far)
    clock(days=3)
    assert listed(karim, "laat") == {late.number, asked.number}
    assert waits.number in listed(karim, "")


def test_a_sign_that_no_letter_can_hold_loses_nobody_their_text(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    client, case = builders.signed_in(karim), builders.case(suzanne)
    typed = "Een half uur werk\x07 aan deze brief."  # as it comes along from a text processor
    sent = {
        "outcome": "grant", "do": "send", "revision": str(case.revision), "motivation": "Ja.",
        "letter_nl": typed, "letter_en": "", "departure": "", "minutes": "",
    }  # fmt: skip
    answer = client.post(reverse("w_decide", args=[case.id]), sent)
    assert (answer.status_code, "half uur werk" in answer.content.decode()) == (400, True)
    far = (timezone.localdate() + timedelta(days=20)).isoformat()
    answer = client.post(reverse("w_ask", args=[case.id]), {"question": typed, "due": far})
    assert "half uur werk" in answer.content.decode()
    decided = builders.decided(joke, karim, Outcome.REFUSE)
    revision = Case.objects.get(id=decided.case_id).revision
    answer = client.post(
        reverse("w_revise", args=[decided.case_id]), {**sent, "revision": str(revision)}
    )
    assert (answer.status_code, "half uur werk" in answer.content.decode()) == (400, True)
