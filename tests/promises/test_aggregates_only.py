"""The broker sees figures: never a case, a conversation or a resident, whichever route is tried."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import builders
from tests.promises.test_entry import ROUTES, address

OPEN = {"everyone", "broker"}


def answers(client: Client, entries: set[str]) -> dict[str, set[int]]:
    """The status codes of every route with one of these entries, by GET and by POST."""
    return {
        f"{route.name} ({route.callback.entry})": {  # type: ignore[attr-defined]
            getattr(client, method)(address(route)).status_code for method in ("get", "post")
        }
        for route in ROUTES
        if getattr(route.callback, "entry", "") in entries
    }


@pytest.fixture
def broker(world: None) -> Client:
    rosa = builders.staff("broker", organisation="regiebureau", name="Rosa de Graaf")
    return builders.signed_in(rosa)


@pytest.mark.django_db
def test_a_broker_is_refused_on_every_route_of_cases_threads_and_residents(
    broker: Client,
) -> None:
    kinds = {getattr(one.callback, "entry", "") for one in ROUTES} - OPEN
    found = answers(broker, kinds)

    # A machine's door and a provider's know no session: they refuse for want of a key.
    wrong = {
        name: codes
        for name, codes in found.items()
        if not codes
        <= ({401, 403, 405} if name.endswith(("(machine)", "(provider)")) else {403, 405})
    }
    assert wrong == {}
    assert {"w_case (staff)", "r_thread (resident)", "c_mailbox (joiner)"} <= found.keys()


@pytest.mark.django_db
def test_no_other_role_opens_a_case_for_somebody_who_is_a_broker_too(suzanne: object) -> None:
    from oogopslag.people import actions, queries

    karim = builders.staff("treat", "decide")
    case = builders.case(suzanne)
    assert builders.signed_in(karim).get(reverse("w_case", args=[case.id])).status_code == 200

    account = actions.welcome_staff(
        "karim-bos", "Karim Bos", {"dienst-toeslagen": ["treat"], "regiebureau": ["broker"]}
    )
    both = builders.signed_in(queries.staff_of(account))
    assert both.get(reverse("w_case", args=[case.id])).status_code == 403


@pytest.mark.django_db
def test_staff_without_the_role_enter_neither_the_console_nor_an_owners_pages(
    karim: object,
) -> None:
    found = answers(builders.signed_in(karim), {"broker", "owner", "joiner"})

    assert {name: codes for name, codes in found.items() if not codes <= {403, 405}} == {}
    assert len(found) > 20


@pytest.mark.django_db
def test_every_page_of_the_console_opens_without_anything_in_it(broker: Client) -> None:
    pages = [one for one in ROUTES if getattr(one.callback, "entry", "") == "broker"]

    found = {str(one.name): broker.get(address(one)).status_code for one in pages}

    assert {name for name, code in found.items() if code == 404} <= {"c_event"}
    assert set(found.values()) <= {200, 404}
