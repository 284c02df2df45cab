"""Two pairs of eyes on the pages: propose, send, send back; minutes; what was typed stays."""

import dataclasses
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import builders

from oogopslag.cases import queries
from oogopslag.cases.models import Decision, Proposal, TeamDay
from oogopslag.catalogue import queries as catalogue
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_eyes(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content may describe it: with two pairs of eyes."""
    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(services["zorgtoeslag"], four_eyes=True)
    monkeypatch.setattr(catalogue, "_services", lambda: services)


@pytest.fixture
def ali(world):  # type: ignore[no-untyped-def]
    return builders.staff(name="Ali Colleague")


def buttons(page: str) -> set[str]:
    return set(re.findall(r'name="do" value="(\w+)"', page))


def shown(browser: Client, case) -> str:  # type: ignore[no-untyped-def]
    return browser.get(reverse("w_decide", args=[case.id])).content.decode()


def act(browser: Client, case, do: str, **changes: str):  # type: ignore[no-untyped-def]
    """Presses a button with what stands in the form, as a browser would."""
    revision = re.search(r'name="revision" value="(\d+)"', shown(browser, case))
    assert revision
    typed = {
        "outcome": "grant", "motivation": "Mijn reden", "letter_nl": "Mijn brief",
        "letter_en": "My letter", "revision": revision[1], "do": do,
    }  # fmt: skip
    return browser.post(reverse("w_decide", args=[case.id]), typed | changes)


def test_one_proposes_and_another_sends(suzanne, karim, ali, four_eyes) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    first, second = builders.signed_in(karim), builders.signed_in(ali)
    assert buttons(shown(first, case)) == {"propose", "preview"}
    assert act(first, case, "send").status_code == 400, "nobody decides alone"
    assert act(first, case, "propose").status_code == 302
    assert "send" not in buttons(shown(first, case))
    refused = act(first, case, "send")
    assert refused.status_code == 400
    assert "Mijn reden" in refused.content.decode()
    assert not Decision.objects.exists()
    page = shown(second, case)
    assert buttons(page) == {"propose", "preview", "send", "back"}
    assert "Karim Bos stelde op" in page
    assert "Mijn brief" in page
    assert act(second, case, "send").status_code == 302
    assert Decision.objects.get().approved_by == ali.id


def test_another_outcome_than_was_proposed_is_a_proposal_again(  # type: ignore[no-untyped-def]
    suzanne, karim, ali, four_eyes
) -> None:
    case = builders.case(suzanne)
    act(builders.signed_in(karim), case, "propose")
    answer = act(builders.signed_in(ali), case, "send", outcome="refuse", departure="Anders.")
    assert answer.status_code == 400
    assert not Decision.objects.exists()


def test_a_proposal_for_a_case_that_changed_is_not_sent(suzanne, karim, ali, four_eyes) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    act(builders.signed_in(karim), case, "propose")
    case.refresh_from_db()
    case.revision += 1  # as every move and correction does
    case.save()
    browser = builders.signed_in(ali)
    assert buttons(shown(browser, case)) == {"propose", "preview"}
    assert act(browser, case, "send").status_code == 400


def test_a_proposal_that_was_sent_back_is_read_with_the_reason_and_made_anew(  # type: ignore[no-untyped-def]
    suzanne, karim, ali, four_eyes
) -> None:
    case = builders.case(suzanne)
    first, second = builders.signed_in(karim), builders.signed_in(ali)
    act(first, case, "propose")
    assert act(first, case, "back", why_back="x").status_code == 400, "not one's own"
    assert act(second, case, "back", why_back=" ").status_code == 400
    assert act(second, case, "back", why_back="Noem het inkomen.").status_code == 302
    page = shown(first, case)
    assert "Noem het inkomen." in page
    assert "Mijn reden" in page, "what was proposed is kept"
    assert "Noem het inkomen." not in str(list(Line.objects.values_list("data", flat=True)))
    assert act(second, case, "send").status_code == 400
    assert act(first, case, "propose").status_code == 302
    assert act(second, case, "send").status_code == 302


def test_who_may_only_treat_proposes_but_does_not_send(suzanne, karim, four_eyes) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    bo = builders.staff("treat", name="Bo Treats")
    browser = builders.signed_in(bo)
    assert buttons(shown(browser, case)) == {"propose", "preview"}
    assert act(browser, case, "propose").status_code == 302
    act(builders.signed_in(karim), case, "propose")
    assert "send" not in buttons(shown(browser, case))
    assert act(browser, case, "send").status_code == 400
    assert act(browser, case, "back", why_back="Nee.").status_code == 400


def test_a_service_without_four_eyes_has_no_proposing(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    assert buttons(shown(builders.signed_in(karim), case)) == {"send", "preview"}


def test_minutes_go_to_the_team_once_and_to_nobody(suzanne, karim, ali, four_eyes) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    act(builders.signed_in(karim), case, "propose", minutes="20")
    assert "20" not in {str(value) for value in Proposal.objects.get().texts.values()}
    act(builders.signed_in(ali), case, "send", minutes="5")
    (row,) = TeamDay.objects.all()
    assert (row.minutes, row.cases, row.team) == (25, 1, case.team)


@pytest.mark.parametrize("typed", ["een uur", "-5", "481", "1.5", "9" * 40])
def test_minutes_that_cannot_be_are_a_sentence_and_the_text_stays(  # type: ignore[no-untyped-def]
    suzanne, karim, typed: str
) -> None:
    case = builders.case(suzanne)
    answer = act(builders.signed_in(karim), case, "send", minutes=typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "hoogstens 480" in page
    assert f'value="{typed}"' in page
    assert "Mijn reden" in page
    assert not Decision.objects.exists()


def test_a_move_that_fails_keeps_its_form_open_with_what_was_typed(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    browser = builders.signed_in(karim)
    typed = {"waarom": "force", "vanaf": "2026-02-30", "uitleg": "De brug <is> dicht."}
    answer = browser.post(reverse("w_stand_still", args=[case.id]), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    (form,) = re.findall(r"<details[^>]* open>(.*?)</details>", page, re.DOTALL)
    assert "De brug &lt;is&gt; dicht." in form
    assert 'value="2026-02-30"' in form
    assert '<option value="force" selected>' in form
    assert queries.case_for_staff(case.organisation, case.id, karim).paused_since is None
