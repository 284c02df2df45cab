"""No page of the broker, of an organisation or of the public counts rows while somebody waits."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.utils import timezone
from tests import builders
from tests.promises.test_entry import ROUTES

from oogopslag.broker import actions, queries
from oogopslag.core.values import Actor
from oogopslag.insight import actions as insight
from oogopslag.insight import demo_surveys
from oogopslag.insight.models import Body

pytestmark = pytest.mark.django_db
BROKER = Actor(kind="staff", id="broker")
TOWN = "gemeente-veenstad"


@pytest.fixture
def full(world: None, settings, tmp_path: Path) -> dict[str, Client]:  # type: ignore[no-untyped-def]
    """A broker's work with something of everything in it, and an organisation that joins."""
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    today = timezone.localdate()
    for slug in (TOWN, "gemeente-b"):
        Body.objects.get_or_create(
            slug=slug, defaults={"name": slug, "layer": "municipal", "since": today}
        )
    demo_surveys.write(today)
    insight.reckon_answers()
    wish = actions.wish("Koppel met ons", layer="municipal", domain="housing", actor=BROKER)
    other = actions.wish("Koppel ook", layer="municipal", domain="housing", actor=BROKER)
    actions.vote(wish.id, TOWN, actor=BROKER)
    actions.vote(other.id, "gemeente-b", actor=BROKER)
    actions.bundle(other.id, wish.id)
    actions.name_measure("Postbus", source="x", credit=TOWN, indicator="W2", actor=BROKER)
    actions.add_track("Iets", lane="A", original=today, days=3, organisation=TOWN, actor=BROKER)
    actions.promise(TOWN, "gemeente-b", "API", today - timedelta(days=1), actor=BROKER)
    actions.escalate("Wie betaalt?", TOWN, "gemeente-b", harm=True, actor=BROKER)
    actions.add_end_point(TOWN, "login", kit="login", url="https://voorbeeld.nl", actor=BROKER)
    actions.add_node("goal", "Iedereen geholpen", parent=None, actor=BROKER)
    actions.count_own_card()
    made, owner = actions.claim("gm0363", name="Femke")
    actions.add_letter(made, title="Brief", pasted="U kunt antwoorden.", content=b"",
                       actor=BROKER)  # fmt: skip
    client = Client()
    client.force_login(owner)
    broker = builders.signed_in(builders.staff("broker", organisation="regiebureau"))
    return {"broker": broker, "owner": client, "everyone": Client()}


def address(route: URLPattern, letter: str) -> str:
    if str(route.name) == "api_nothing":
        return "/api/nergens/"
    values = {"slug": TOWN, "code": letter, "service": "zorgtoeslag", "token": "x",
              "realm": "digid"}  # fmt: skip
    if str(route.name) == "c_event":
        values["slug"] = "verhuizen"
    names = route.pattern.converters
    return reverse(str(route.name), kwargs={n: values.get(n, uuid4()) for n in names})


def test_no_page_of_broker_owner_or_public_counts_rows(full: dict[str, Client]) -> None:
    claim = queries.claim_of("gm0363")
    assert claim is not None
    code = queries.letters(claim)[0].short_code
    walked, counted = 0, []
    for route in ROUTES:
        client = full.get(getattr(route.callback, "entry", ""))
        if client is None or "provider_id" in route.pattern.converters:
            continue  # signing in asks a provider, which is not there in a test
        where = address(route, code)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(where)
        walked += answer.status_code == 200
        counted += [
            (where, q["sql"]) for q in seen.captured_queries if "COUNT(" in q["sql"].upper()
        ]

    assert counted == []
    assert walked > 45


BUDGET = {"c_gap": 4, "c_motivation": 5, "c_wishes": 3, "c_matrix": 7, "c_home": 12}
"""Session, account and role come with every page and are not part of it."""


def test_what_is_said_by_many_costs_a_row(full: dict[str, Client]) -> None:
    for name, most in BUDGET.items():
        full["broker"].get(reverse(name))

        with CaptureQueriesContext(connection) as seen:
            assert full["broker"].get(reverse(name)).status_code == 200

        asked = [q["sql"] for q in seen.captured_queries]
        mine = [sql for sql in asked if "django_session" not in sql and "people_" not in sql]
        assert len(mine) <= most, "\n".join(mine)


def test_moves_that_number_things_count_nothing_either(full: dict[str, Client]) -> None:
    wish = queries.wishes()[0]
    assert wish.votes == 2

    with CaptureQueriesContext(connection) as seen:
        actions.vote(wish.wish.id, "gemeente-b", actor=BROKER)
        second, _ = actions.claim("gm0363", name="Joost")
        third, _ = actions.claim("gm0363", name="Ans")

    assert queries.wishes()[0].votes == 3
    assert (second.slug, third.slug) == ("gm0363-2", "gm0363-3")
    assert not [q["sql"] for q in seen.captured_queries if "COUNT(" in q["sql"].upper()]
