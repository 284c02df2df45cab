"""Acting for another: who and for whom on every act, only the mandated case, nothing afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases.models import Case
from oogopslag.inbox.models import Message
from oogopslag.journal import queries as journal
from oogopslag.people import actions, queries
from oogopslag.people.errors import NotForYourself, UnknownMandate, WrongMandate
from oogopslag.people.mandate_models import Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):  # type: ignore[no-untyped-def]
    def move(**by: float) -> None:
        later = timezone.now() + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return move


def given(giver, service: str = "zorgtoeslag", scope: str = "act", days: int = 30):  # type: ignore[no-untyped-def]
    until = timezone.localdate() + timedelta(days=days)
    return actions.give_mandate(giver, kind="helper", service=service, scope=scope, until=until)


def helped(giver, helper, **traits):  # type: ignore[no-untyped-def]
    """A mandate that the helper took."""
    _, code = given(giver, **traits)
    return actions.take_mandate(helper, code.lower())


def test_a_code_works_once_within_a_week_and_not_for_oneself(suzanne, joke, clock) -> None:  # type: ignore[no-untyped-def]
    _, code = given(suzanne)
    with pytest.raises(NotForYourself):
        actions.take_mandate(suzanne, code)
    assert actions.take_mandate(joke, f" {code[:5]} {code[5:]} ").valid
    with pytest.raises(UnknownMandate):
        actions.take_mandate(builders.resident(builders.MEHMET), code)
    _, late = given(suzanne)
    clock(days=8)
    with pytest.raises(UnknownMandate):
        actions.take_mandate(joke, late)
    assert code not in str(Mandate.objects.values_list())


@pytest.mark.parametrize(
    "wrong", [{"days": -1}, {"days": 500}, {"service": ""}, {"scope": "everything"}]
)
def test_a_mandate_has_a_service_a_scope_and_an_end(suzanne, wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WrongMandate):
        given(suzanne, **wrong)


def test_a_helper_sees_only_the_mandated_case_and_nothing_after_the_end_date(
    suzanne, joke, clock
) -> None:  # type: ignore[no-untyped-def]
    care = builders.case(suzanne)
    from oogopslag.cases import actions as cases

    rent = cases.submit(cases.start(suzanne, "huurtoeslag"), key="r")
    mandate = helped(suzanne, joke, days=10)
    client = builders.signed_in(joke)
    page = client.get(reverse("r_acting", args=[mandate.id])).content.decode()
    assert care.number in page
    assert rent.number not in page
    good = reverse("r_acting_case", args=[mandate.id, care.id])
    assert client.get(good).status_code == 200
    assert client.get(reverse("r_acting_case", args=[mandate.id, rent.id])).status_code == 404
    assert client.get(reverse("r_case", args=[care.id])).status_code == 404
    assert client.get(reverse("r_thread", args=[care.thread])).status_code == 404
    assert care.number not in client.get(reverse("r_cases")).content.decode()
    clock(days=10)
    client = builders.signed_in(joke)
    assert client.get(good).status_code == 200
    clock(days=1)
    client = builders.signed_in(joke)
    assert client.get(good).status_code == 404
    assert client.get(reverse("r_acting", args=[mandate.id])).status_code == 404
    answer = client.post(reverse("r_acting_reply", args=[mandate.id, care.id]), {"text": "x"})
    assert answer.status_code == 404


def test_every_act_says_who_and_for_whom_and_the_resident_can_read_it(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    mandate = helped(suzanne, joke)
    client = builders.signed_in(joke)
    client.post(
        reverse("r_acting_reply", args=[mandate.id, case.id]), {"text": "Namens haar.", "key": "k"}
    )
    message = Message.objects.get(by="helper")
    assert message.author["nl"] == "Joke van Rijn, namens Suzanne de Wit"
    lines = journal.of_resident(suzanne.id, names=["people.mandate_used", "inbox.replied"])
    assert {line.actor for line in lines} == {f"helper:{joke.id}"}
    own = builders.signed_in(suzanne).get(reverse("r_thread", args=[case.thread]))
    assert "Joke van Rijn, namens Suzanne de Wit" in own.content.decode()


def test_the_resident_ends_it_at_once_and_nobody_else_can(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    mandate = helped(suzanne, joke)
    stranger = builders.signed_in(builders.resident(builders.MEHMET))
    assert stranger.post(reverse("r_mandate_end", args=[mandate.id])).status_code == 404
    assert stranger.get(reverse("r_acting", args=[mandate.id])).status_code == 404
    builders.signed_in(suzanne).post(reverse("r_mandate_end", args=[mandate.id]))
    assert builders.signed_in(joke).get(reverse("r_acting", args=[mandate.id])).status_code == 404
    assert queries.mandates_held(joke) == []
    assert queries.mandates_given(suzanne)[0].ended


def test_who_may_only_look_cannot_act(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    mandate = helped(suzanne, joke, scope="look")
    client = builders.signed_in(joke)
    assert client.get(reverse("r_acting_case", args=[mandate.id, case.id])).status_code == 200
    for address in (
        reverse("r_acting_reply", args=[mandate.id, case.id]),
        reverse("r_acting_apply", args=[mandate.id, "zorgtoeslag"]),
    ):
        assert client.post(address, {"text": "x"}).status_code == 404
    assert not Message.objects.filter(by="helper").exists()


def test_a_helper_applies_for_another_and_the_case_says_so(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    mandate = helped(joke, suzanne)
    client = builders.signed_in(suzanne)
    address = reverse("r_acting_apply", args=[mandate.id, "zorgtoeslag"])
    wrong = client.post(address, {"verzamelinkomen": "veel", "key": "k"})
    assert wrong.status_code == 400
    assert 'value="veel"' in wrong.content.decode()
    assert not Case.objects.exists()
    client.post(address, {"verzamelinkomen": "18.500", "key": "k"})
    case = Case.objects.get()
    assert (case.resident_id, case.asked_by) == (joke.id, mandate.id)
    (line,) = [x for x in journal.of_chain(f"case:{case.id}") if x.name == "cases.submitted"]
    assert line.actor == f"helper:{suzanne.id}"
    other = reverse("r_acting_apply", args=[mandate.id, "huurtoeslag"])
    assert client.get(other).status_code == 404


def test_a_legal_representative_acts_for_everything_by_a_ruling(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(WrongMandate):
        actions.appoint(karim, suzanne, joke, ground=" ", until=None)
    made = actions.appoint(karim, suzanne, joke, ground="Beschikking 12-3456", until=None)
    address = reverse("r_acting_case", args=[made.id, case.id])
    assert builders.signed_in(joke).get(address).status_code == 200


def test_a_parent_acts_for_a_minor_child_the_register_names(world) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases import queries as cases

    mehmet = builders.resident(builders.MEHMET)
    known = cases.children_of(mehmet)
    client = builders.signed_in(mehmet)
    for key, name in known:
        made = client.post(reverse("r_mandate_child"), {"kind": key})
        assert made.status_code == 302
        assert name in client.get(made["Location"]).content.decode()
    suzanne = builders.resident(builders.SUZANNE)
    refused = client.post(reverse("r_mandate_child"), {"kind": str(suzanne.id)})
    assert refused.status_code == 400


def test_the_page_gives_takes_and_ends(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    page = client.post(
        reverse("r_mandate_give"),
        {"dienst": "zorgtoeslag", "wie": "helper", "mag": "act", "tot": until},
    ).content.decode()
    code = page.split('class="oog-code">')[1].split("<")[0]
    assert code not in client.get(reverse("r_mandates")).content.decode()
    taken = builders.signed_in(joke).post(reverse("r_mandate_take"), {"code": code})
    assert taken.status_code == 302
    assert "Joke van Rijn" in client.get(reverse("r_mandates")).content.decode()
    bad = client.post(reverse("r_mandate_give"), {"dienst": "x", "tot": "gisteren"})
    assert bad.status_code == 400
