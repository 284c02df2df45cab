"""A legal representative: recorded with the ruling, told, seen, contested, ended by who may."""

import pytest
from django.test import Client
from django.utils import timezone
from tests import builders

from oogopslag.facts import queries as facts
from oogopslag.inbox import queries as messages
from oogopslag.journal.models import Line
from oogopslag.people import queries as people
from oogopslag.people.mandate_models import Mandate

pytestmark = pytest.mark.django_db
PAGE = "/werk/vertegenwoordigers/"


@pytest.fixture
def fatma(world):  # type: ignore[no-untyped-def]
    return builders.resident(builders.FATMA)


def form(**changes: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {
        "do": "record", "bsn": builders.JOKE.number, "rol": "administrator", "mag": "act",
        "bsn_vertegenwoordiger": builders.FATMA.number, "uitspraak": "C/00/123456", "vanaf": today,
        "tot": "", "dienst": "",
    } | changes  # fmt: skip


@pytest.fixture
def recorded(joke, fatma, karim):  # type: ignore[no-untyped-def]
    """Fatma administers for Joke, as Karim recorded."""
    assert builders.signed_in(karim).post(PAGE, form()).status_code == 302
    return Mandate.objects.get()


def test_the_court_register_twin_fills_the_form_and_the_look_up_can_be_read(  # type: ignore[no-untyped-def]
    joke, karim, settings
) -> None:
    settings.DEMO = True
    page = builders.signed_in(karim).post(PAGE, {"do": "look", "bsn": builders.JOKE.number})
    text = page.content.decode()
    assert "C/00/123456" in text
    assert "nagebootst" in text
    use = facts.uses_of(joke)[0]
    assert use.purpose["nl"] == "Nagaan wie u wettelijk vertegenwoordigt."
    settings.DEMO = False
    page = builders.signed_in(karim).post(PAGE, {"do": "look", "bsn": builders.JOKE.number})
    assert "Bewindregister" in page.content.decode()


def test_whoever_is_represented_is_told_at_once_and_sees_the_ruling(recorded, joke, karim) -> None:  # type: ignore[no-untyped-def]
    assert (recorded.role, recorded.ground) == ("administrator", "C/00/123456")
    said = messages.thread(joke, recorded.thread).messages[-1].body["nl"]
    assert "bewindvoerder" in said
    assert "C/00/123456" in said
    page = builders.signed_in(joke).get("/helpen/").content.decode()
    assert "Fatma Yilmaz" in page
    assert "C/00/123456" in page
    assert builders.signed_in(karim).post(PAGE, form()).status_code == 302
    assert Mandate.objects.count() == 1, "one ruling is recorded once"


def test_every_act_says_who_and_for_whom(recorded, joke, fatma) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(joke)
    theirs = builders.signed_in(fatma)
    address = f"/namens/{recorded.id}/zaken/{case.id}/"
    assert theirs.get(address).status_code == 200
    assert theirs.post(f"{address}antwoord/", {"text": "Dag.", "key": "k"}).status_code == 302
    last = messages.thread(joke, case.thread).messages[-1]
    assert last.author["nl"] == f"{fatma.name}, namens {joke.name}"
    used = Line.objects.filter(name="people.mandate_used", resident=joke.id)
    assert {line.actor for line in used} == {f"helper:{fatma.id}"}


def test_who_is_represented_contests_and_does_not_end_a_ruling(recorded, joke, karim) -> None:  # type: ignore[no-untyped-def]
    own = builders.signed_in(joke)
    refused = own.post(f"/helpen/{recorded.id}/stoppen/")
    assert refused.status_code == 400
    assert "rechter" in refused.content.decode()
    assert own.post(f"/helpen/{recorded.id}/betwisten/", {"waarom": " "}).status_code == 400
    address = f"/helpen/{recorded.id}/betwisten/"
    assert own.post(address, {"waarom": "Het is opgeheven."}).status_code == 302
    recorded.refresh_from_db()
    assert recorded.ended is None
    assert messages.thread(joke, recorded.thread).messages[-1].body["nl"] == "Het is opgeheven."
    assert "Het is opgeheven." in builders.signed_in(karim).get(PAGE).content.decode()
    assert "opgeheven" not in str(list(Line.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(("do", "ended"), [("stand", False), ("end", True)])
def test_staff_answer_a_contest_and_the_resident_reads_it(recorded, joke, karim, do, ended) -> None:  # type: ignore[no-untyped-def]
    builders.signed_in(joke).post(f"/helpen/{recorded.id}/betwisten/", {"waarom": "Nee."})
    before = len(messages.thread(joke, recorded.thread).messages)
    assert builders.signed_in(karim).post(f"{PAGE}{recorded.id}/", {"do": do}).status_code == 302
    recorded.refresh_from_db()
    assert bool(recorded.ended) is ended
    assert len(messages.thread(joke, recorded.thread).messages) == before + 1
    held = people.mandates_held(people.resident_by_bsn(builders.FATMA))
    assert bool(held) is not ended


def test_only_who_decides_or_coordinates_records_looks_up_or_ends(recorded, joke) -> None:  # type: ignore[no-untyped-def]
    treats = builders.signed_in(builders.staff("treat", name="Cas Treats"))
    assert treats.post(PAGE, form(uitspraak="C/1")).status_code == 400
    assert treats.post(PAGE, {"do": "look", "bsn": builders.JOKE.number}).status_code == 400
    assert treats.post(f"{PAGE}{recorded.id}/", {"do": "end"}).status_code == 400
    assert 'name="bsn"' not in treats.get(PAGE).content.decode()
    assert Mandate.objects.get().ended is None


def test_another_body_neither_sees_nor_ends_it(recorded, anne) -> None:  # type: ignore[no-untyped-def]
    other = builders.signed_in(anne)
    assert "Fatma" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}{recorded.id}/", {"do": "end"}).status_code == 404


def test_nobody_contests_for_another(recorded, suzanne) -> None:  # type: ignore[no-untyped-def]
    answer = builders.signed_in(suzanne).post(
        f"/helpen/{recorded.id}/betwisten/", {"waarom": "Ik ook."}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"uitspraak": " "}, {"rol": "vriend"}, {"vanaf": "2099-01-01"}, {"vanaf": "gisteren"},
     {"tot": "2000-01-01"}, {"bsn": "123"}, {"dienst": "bestaat-niet"}, {"mag": "alles"},
     {"bsn_vertegenwoordiger": "999000056"}],
)  # fmt: skip
def test_what_cannot_be_right_is_a_sentence_and_the_form_stays(joke, fatma, karim, changes) -> None:  # type: ignore[no-untyped-def]
    page = builders.signed_in(karim).post(PAGE, form(**changes))
    assert page.status_code == 400
    assert not Mandate.objects.exists()
    if "uitspraak" not in changes:
        assert "C/00/123456" in page.content.decode()


def test_no_number_of_a_person_is_in_an_address_or_the_journal(recorded, client: Client) -> None:  # type: ignore[no-untyped-def]
    for line in Line.objects.all():
        assert builders.JOKE.number not in str(line.data)
        assert builders.FATMA.number not in str(line.data)
