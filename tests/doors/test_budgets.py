"""Query budgets: pages people open often stay cheap, and nothing counts rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import builders

pytestmark = pytest.mark.django_db
# Session and account come with every page and are not part of the budget.
WHO = re.compile(r"django_session|people_account")
ALLOWED = {"r_glance": 2, "r_inbox": 6, "r_cases": 6, "r_possibilities": 9}


def asked(client, address: str) -> list[str]:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in seen.captured_queries if not WHO.search(q["sql"])]


@pytest.mark.parametrize(("name", "most"), ALLOWED.items())
def test_a_page_stays_within_its_budget(suzanne, karim, name: str, most: int) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        builders.decided(suzanne, karim, key=f"k{number}")
    client = builders.signed_in(suzanne)
    client.get(reverse(name))
    queries = asked(client, reverse(name))
    assert len(queries) <= most, "\n".join(queries)


@pytest.mark.parametrize("name", ["r_glance", "r_inbox", "r_cases", "r_data", "r_uses"])
def test_no_page_counts_rows(suzanne, name: str) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    client = builders.signed_in(suzanne)
    assert not [sql for sql in asked(client, reverse(name)) if "COUNT(" in sql]


def test_the_work_list_costs_the_same_with_more_cases(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(karim)
    builders.case(suzanne)
    client.get(reverse("w_worklist"))
    few = len(asked(client, reverse("w_worklist")))
    builders.case(joke)
    builders.case(suzanne, key="two")
    assert len(asked(client, reverse("w_worklist"))) == few


def test_no_page_of_the_conversation_counts_rows(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    resident, team = builders.signed_in(suzanne), builders.signed_in(karim)
    thread = [case.thread]
    for client, address in (
        (resident, reverse("r_thread", args=thread)),
        (resident, reverse("r_inbox") + "?zoek=zorg"),
        (resident, reverse("r_inbox") + "?laat=aan-zet"),
        (resident, reverse("r_telling")),
        (team, reverse("w_messages")),
        (team, reverse("w_thread", args=thread)),
        (team, reverse("w_undelivered")),
    ):
        assert not [sql for sql in asked(client, address) if "COUNT(" in sql], address
