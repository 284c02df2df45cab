"""A death that was recorded by mistake is undone by two people, after the register did."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases.models import Case
from oogopslag.facts import actions as facts
from oogopslag.facts.models import Fact, TwinRecord
from oogopslag.inbox import queries as messages
from oogopslag.inbox.models import Duty, Message
from oogopslag.people import actions, queries
from oogopslag.people.errors import (
    DeceasedCannotSignIn,
    NotDeceased,
    NotYourRole,
    ReasonNeeded,
    SecondNeeded,
    StillDeceased,
    UnknownDeathDoubt,
)
from oogopslag.people.models import Resident

pytestmark = pytest.mark.django_db
DIED = {"overlijden": {"datum": {"type": "Datum", "datum": "2026-03-01"}}}


def register_says(died: bool) -> None:
    record = TwinRecord.objects.get(source="brp", person_hash=queries.hash_of(builders.SUZANNE))
    record.payload = {k: v for k, v in record.payload.items() if k != "overlijden"}
    record.payload |= DIED if died else {}
    record.save()


@pytest.fixture
def dead(suzanne):  # type: ignore[no-untyped-def]
    """Suzanne, of whom the register said by mistake that she died."""
    register_says(died=True)
    facts.refresh(suzanne)
    return Resident.objects.get(id=suzanne.id)


@pytest.fixture
def body(world):  # type: ignore[no-untyped-def]
    return queries.organisation("dienst-toeslagen")


@pytest.fixture
def ali(world):  # type: ignore[no-untyped-def]
    return builders.staff(name="Ali Colleague")


def test_two_people_restore_who_lives_and_she_can_sign_in_again(dead, body, karim, ali) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DeceasedCannotSignIn):
        actions.welcome_resident(builders.SUZANNE, level="substantial")
    register_says(died=False)

    doubt = facts.doubt_death(karim, body, builders.SUZANNE, reason="Verwisseld.")
    with pytest.raises(SecondNeeded):
        facts.settle_death(karim, body, doubt, undo=True)
    facts.settle_death(ali, body, doubt, undo=True)

    found = Resident.objects.get(id=dead.id)
    assert (found.deceased_on, found.deceased_seen) == (None, None)
    actions.welcome_resident(builders.SUZANNE, level="substantial")
    assert not Fact.objects.filter(resident=found, name="datum_overlijden").exists()
    said = Message.objects.filter(thread__resident=found).order_by("-id").first()
    assert "kunt weer inloggen" in said.body["nl"]
    with pytest.raises(UnknownDeathDoubt):
        facts.settle_death(ali, body, doubt, undo=True)


def test_what_the_register_still_says_stands(dead, body, karim, ali) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(StillDeceased):
        facts.doubt_death(karim, body, builders.SUZANNE, reason="Zij belde zelf.")
    register_says(died=False)
    doubt = facts.doubt_death(karim, body, builders.SUZANNE, reason="Hersteld.")
    register_says(died=True)
    with pytest.raises(StillDeceased):
        facts.settle_death(ali, body, doubt, undo=True)
    assert Resident.objects.get(id=dead.id).deceased_on == date(2026, 3, 1)


def test_silence_of_the_register_undoes_nothing(dead) -> None:  # type: ignore[no-untyped-def]
    register_says(died=False)
    facts.refresh(dead)
    actions.register_resident(builders.SUZANNE)
    assert Resident.objects.get(id=dead.id).deceased_on == date(2026, 3, 1)


def test_a_reason_a_role_and_the_own_organisation_are_needed(dead, body, karim, anne) -> None:  # type: ignore[no-untyped-def]
    register_says(died=False)
    with pytest.raises(ReasonNeeded):
        facts.doubt_death(karim, body, builders.SUZANNE, reason=" ")
    reader = builders.staff("advise", name="Lia Lezer")
    with pytest.raises(NotYourRole):
        facts.doubt_death(reader, body, builders.SUZANNE, reason="Omdat.")
    with pytest.raises(NotDeceased):
        facts.doubt_death(karim, body, builders.JOKE, reason="Omdat.")
    doubt = facts.doubt_death(karim, body, builders.SUZANNE, reason="Omdat.")
    with pytest.raises((NotYourRole, UnknownDeathDoubt)):
        facts.settle_death(anne, body, doubt, undo=True)
    with pytest.raises(UnknownDeathDoubt):
        facts.settle_death(anne, queries.organisation("gemeente-veenstad"), doubt, undo=True)
    assert facts.doubt_death(karim, body, builders.SUZANNE, reason="Nog eens.") == doubt


def test_what_she_had_to_do_gets_the_time_that_she_lost(
    suzanne, body, karim, ali, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    due = timezone.localdate() + timedelta(days=30)
    cases.ask_supplement(case.id, karim, text="Welke?", due=due)
    register_says(died=True)
    facts.refresh(suzanne)
    later = timezone.now() + timedelta(days=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    register_says(died=False)
    doubt = facts.doubt_death(karim, body, builders.SUZANNE, reason="Verwisseld.")
    facts.settle_death(ali, body, doubt, undo=True)
    moved = Duty.objects.get(resident=suzanne, resolved_at=None).due
    assert moved >= due + timedelta(days=20)
    assert Case.objects.get(id=case.id).pauses.get().lapses == moved
    assert "langer de tijd" in messages.thread(suzanne, case.thread).messages[-1].body["nl"]


def test_the_page_puts_it_forward_and_a_colleague_restores_it(dead, karim, ali) -> None:  # type: ignore[no-untyped-def]
    register_says(died=False)
    where, first = reverse("w_deaths"), builders.signed_in(karim)
    wrong = first.post(where, {"bsn": "123", "reden": "Verwisseld."})
    assert (wrong.status_code, b"Verwisseld." in wrong.content) == (400, True)
    assert first.post(where, {"bsn": builders.SUZANNE.number, "reden": "Omdat."}).status_code == 302
    assert builders.SUZANNE.number not in first.get(where).content.decode()
    second = builders.signed_in(ali)
    page = second.get(where).content.decode()
    assert "Omdat." in page
    key = page.split('action="/werk/overlijden/')[1].split("/")[0]
    assert second.post(reverse("w_death", args=[key]), {"do": "undo"}).status_code == 302
    assert Resident.objects.get(id=dead.id).deceased_on is None


def test_a_session_that_is_open_ends_when_a_death_is_recorded(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    assert client.get(reverse("r_glance")).status_code == 200
    register_says(died=True)
    facts.refresh(suzanne)
    for _ in range(2):
        assert client.get(reverse("r_glance"))["Location"] == reverse("p_login")
