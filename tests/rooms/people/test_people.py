"""Who is who: the BSN stays hidden, keys rotate, the dead do not sign in."""

from datetime import date

import pytest
from cryptography.fernet import Fernet

from oogopslag.core.values import Bsn
from oogopslag.people import actions, queries
from oogopslag.people.errors import DeceasedCannotSignIn, UnknownKey, UnknownResident
from oogopslag.people.models import Resident

pytestmark = pytest.mark.django_db
BSN = Bsn("999993653")


def test_a_bsn_is_kept_encrypted_and_found_by_its_hash() -> None:
    made = actions.register_resident(BSN, name="Suzanne")
    row = Resident.objects.values().get()
    assert not any(BSN.number in str(value) for value in row.values())
    assert queries.resident_by_bsn(BSN).id == made.id
    assert queries.bsn_of(made) == BSN


def test_the_same_bsn_is_one_resident() -> None:
    first = actions.register_resident(BSN)
    assert actions.register_resident(BSN, name="Suzanne").id == first.id


def test_a_bsn_that_nobody_has_gets_a_sentence() -> None:
    with pytest.raises(UnknownResident, match="BSN"):
        queries.resident_by_bsn(BSN)


def test_the_key_rotates_and_look_up_stays(settings) -> None:  # type: ignore[no-untyped-def]
    made = actions.register_resident(BSN)
    old = made.bsn_encrypted
    settings.BSN_KEYS = [Fernet.generate_key().decode(), *settings.BSN_KEYS]
    assert actions.rotate_keys() == 1
    settings.BSN_KEYS = settings.BSN_KEYS[:1]
    found = queries.resident_by_bsn(BSN)
    assert found.bsn_encrypted != old
    assert queries.bsn_of(found) == BSN


def test_rotating_goes_on_over_more_than_one_batch(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("oogopslag.people.sealing.BATCH", 2)
    numbers = [Bsn.parse(text) for text in ("999000020", "999000032", "999000056")]
    for number in numbers:
        actions.register_resident(number)
    settings.BSN_KEYS = [Fernet.generate_key().decode(), *settings.BSN_KEYS]
    assert actions.rotate_keys() == 3
    settings.BSN_KEYS = settings.BSN_KEYS[:1]
    assert [queries.bsn_of(queries.resident_by_bsn(number)) for number in numbers] == numbers


def test_a_key_that_is_gone_is_named_and_nothing_is_lost(settings) -> None:  # type: ignore[no-untyped-def]
    made, old = actions.register_resident(BSN), settings.BSN_KEYS
    settings.BSN_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UnknownKey):
        actions.rotate_keys()
    settings.BSN_KEYS = [*settings.BSN_KEYS, *old]
    assert actions.rotate_keys() == 1
    assert queries.bsn_of(queries.resident_by_bsn(BSN)) == queries.bsn_of(made) == BSN


def test_somebody_who_died_cannot_sign_in_and_reads_why() -> None:
    actions.register_resident(BSN, deceased_on=date(2020, 1, 1))
    with pytest.raises(DeceasedCannotSignIn) as caught:
        actions.welcome_resident(BSN, level="substantial")
    assert "BRP" in str(caught.value)


def test_roles_are_replaced_at_each_arrival(world) -> None:  # type: ignore[no-untyped-def]
    account = actions.welcome_staff("x", "X", {"dienst-toeslagen": ["treat", "decide"]})
    actions.welcome_staff("x", "X", {"dienst-toeslagen": ["treat"], "nergens": ["decide"]})
    staff = queries.staff_of(account)
    assert staff
    assert queries.roles_of(staff, "dienst-toeslagen") == {"treat"}
