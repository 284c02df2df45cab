"""Anybody can claim an organisation: until both ways confirm it, it is a trial."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import builders
from tests.rooms.broker.conftest import UTRECHT
from tests.rooms.broker.test_joining import LETTER, confirm, letter, staff_of

from oogopslag.broker import actions
from oogopslag.broker.adapters import eherkenning
from oogopslag.broker.errors import AlreadyClaimed
from oogopslag.broker.models import Track, Wish
from oogopslag.inbox import actions as inbox
from oogopslag.insight.models import Body
from oogopslag.people import queries as who

CLOSED = ("c_tomorrow", "c_plan", "c_own_contracts", "c_own_wishes", "c_own_shared")


def roles(claim) -> set[str]:  # type: ignore[no-untyped-def]
    return set(who.roles_of(who.staff_by_id(claim.staff), claim.slug))


@pytest.fixture
def claimant(claim) -> Client:  # type: ignore[no-untyped-def]
    return builders.signed_in(who.staff_by_id(claim.staff))


def test_a_claim_gives_no_role_until_both_ways_confirm_it(claim) -> None:  # type: ignore[no-untyped-def]
    assert roles(claim) == {"try"}
    actions.confirm_with_eherkenning(claim.id, eherkenning.statement(UTRECHT, str(claim.id)))
    assert roles(claim) == {"try"}
    confirm(claim)
    assert roles(claim) == {"own", "treat"}


def test_a_claimant_enters_the_first_day_only(claim, claimant) -> None:  # type: ignore[no-untyped-def]
    for name in ("c_own", "c_letters", "c_forms", "c_mailbox"):
        assert claimant.get(reverse(name)).status_code == 200
    assert "proef" in claimant.get(reverse("c_own")).content.decode()
    for name in CLOSED:
        assert claimant.get(reverse(name)).status_code == 403
        assert claimant.post(reverse(name), {"do": "wish"}).status_code in {403, 405}
    for name in ("w_worklist", "w_intake", "w_representatives", "w_messages", "w_deaths"):
        assert claimant.get(reverse(name)).status_code in {302, 404}
    assert not Wish.objects.exists()
    assert not Track.objects.exists()


def test_a_claimant_does_not_end_the_part_of_an_organisation(claim, claimant) -> None:  # type: ignore[no-untyped-def]
    sent = claimant.post(
        reverse("c_own"), {"do": "leave", "last": timezone.localdate().isoformat()}
    )
    assert sent.status_code == 400
    assert not Body.objects.filter(slug=claim.slug).exists()
    assert "Stoppen" not in claimant.get(reverse("c_own")).content.decode()


def test_the_public_staircase_does_not_show_who_is_only_claimed(claim) -> None:  # type: ignore[no-untyped-def]
    for where in ("/trap/", "/trap/landelijk.json"):
        assert claim.name not in Client().get(where).content.decode()
    confirm(claim)
    assert Body.objects.get(slug=claim.slug).until is None


def test_after_both_confirmations_everything_opens(claim, claimant) -> None:  # type: ignore[no-untyped-def]
    confirm(claim)
    for name in CLOSED:
        assert claimant.get(reverse(name)).status_code == 200


def test_only_one_claim_of_an_organisation_is_ever_confirmed(claim) -> None:  # type: ignore[no-untyped-def]
    second, _ = actions.claim(UTRECHT, name="Iemand anders")
    actions.confirm_with_eherkenning(second.id, eherkenning.statement(UTRECHT, str(second.id)))
    actions.send_code(second.id)
    confirm(claim)
    from oogopslag.broker.adapters import post

    code = post.letter(str(second.id)).split("Uw code voor Oogopslag is ")[1][:8]
    with pytest.raises(AlreadyClaimed):
        actions.confirm_with_code(second.id, code)
    assert roles(second) == {"try"}


def test_the_public_register_of_promises_names_confirmed_bodies_only(claim, suzanne) -> None:  # type: ignore[no-untyped-def]
    one = letter(claim, LETTER)
    actions.allow_reply(one, mailbox="post@utrecht.nl", within=3, actor=staff_of(claim))
    from oogopslag.core.values import Actor

    thread = inbox.thread_of(actions.send_letter(one, builders.SUZANNE, actor=staff_of(claim)))
    inbox.reply(thread, text="Dank u", key="r",
                actor=Actor(kind="resident", id=str(suzanne.id)))  # fmt: skip
    inbox.answer(thread, staff=who.staff_by_id(claim.staff), text="Graag", key="a")

    assert claim.name not in Client().get("/toezeggingen/").content.decode()
    confirm(claim)
    assert claim.name in Client().get("/toezeggingen/").content.decode()
