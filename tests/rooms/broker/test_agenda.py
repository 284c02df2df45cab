"""What needs the broker: from every list, latest first; and an organisation's plan in public."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.rooms.broker.conftest import BROKER

from oogopslag.broker import actions, queries
from oogopslag.broker.models import ContractRun, EndPoint
from oogopslag.insight.models import Card

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def track(original: date, organisation: str = "") -> object:
    return actions.add_track("Brief herschrijven", lane="eigen", original=original, days=5,
                             organisation=organisation, actor=BROKER)  # fmt: skip


def test_nothing_has_a_day_when_nothing_happened() -> None:
    assert queries.agenda(TODAY) == []


def test_what_is_latest_comes_first_from_every_list() -> None:
    track(TODAY - timedelta(days=2))
    track(TODAY + timedelta(days=40))
    actions.promise("gemeente-a", "gemeente-b", "Adres doorgeven", TODAY + timedelta(days=3),
                    actor=BROKER)  # fmt: skip
    one = EndPoint.objects.create(
        organisation="gemeente-a", contract="login", check_name="login", next_run=timezone.now()
    )
    tested = timezone.make_aware(timezone.datetime(2026, 10, 30, 3))
    ContractRun.objects.create(end_point=one, moment=tested, green=True, kit="login")

    found = queries.agenda(TODAY)

    assert [(row.kind, row.late) for row in found] == [
        ("track", True), ("promise", False), ("badge", False),
    ]  # fmt: skip
    assert found[-1].due == date(2026, 11, 29)


def test_a_new_date_takes_a_late_item_off_the_list_until_that_day_is_near() -> None:
    late = track(TODAY - timedelta(days=2))
    actions.recalibrate(late.id, TODAY + timedelta(days=30), reason="Ziek.", actor=BROKER)  # type: ignore[attr-defined]

    assert queries.agenda(TODAY) == []


@pytest.fixture
def card() -> None:
    gap = {"level": 2, "target": 0.8, "hits": 3, "services": 9, "share": 0.3333, "early": 7,
           "middle": 12, "late": 30, "enough": True}  # fmt: skip
    content = {
        "organisation": "gemeente-a", "name": "Gemeente A", "layer": "municipal", "demo": False,
        "until": None, "into": "", "month": "2026-10", "months": ["2026-10"], "model": "2026-2",
        "level": 1, "spread": [0, 6, 3, 0, 0, 0], "levels": [1], "index": [40.0], "silent": [],
        "services": [], "gates": [], "dimensions": [], "reference": {"members": 1}, "dream": gap,
        "indicators": [{"id": key, "klass": "A", "by": "events", "figure": None, "why": "nothing"}
                       for key in ("V1", "W3", "G2", "I6")],
    }  # fmt: skip
    Card.objects.create(organisation="gemeente-a", month="2026-10", model="2026-2", level=1,
                        content=content, computed=timezone.now())  # fmt: skip


def test_a_planned_item_stands_in_public_with_its_first_date_and_why_it_moved(
    card: None, client: Client
) -> None:
    planned = track(date(2026, 12, 1), "gemeente-a")
    actions.recalibrate(
        planned.id, date(2027, 1, 15), reason="De leverancier was later.", actor=BROKER  # type: ignore[attr-defined]
    )  # fmt: skip

    page = client.get("/trap/gemeente-a/", headers={"accept-language": "nl"}).content.decode()

    for words in ("Brief herschrijven", "15 januari 2027", "Eerst gepland op 1 december 2026.",
                  "De leverancier was later.", "80% van de diensten op trede 2 of hoger",
                  "33% (3 van 9)", "over 7 tot 30 maanden"):  # fmt: skip
        assert words in page, words
    assert client.get("/trap/gemeente-a.json").json()["plan"] == [
        {"title": "Brief herschrijven", "original": "2026-12-01", "recalibrated": "2027-01-15",
         "expected": "2027-01-15", "done": None, "reason": "De leverancier was later."}
    ]  # fmt: skip


def test_a_plan_of_another_is_not_there_and_none_is_said_to_be_none(
    card: None, client: Client
) -> None:
    track(date(2026, 12, 1), "gemeente-b")

    page = client.get("/trap/gemeente-a/", headers={"accept-language": "nl"}).content.decode()

    assert "Brief herschrijven" not in page
    assert "Deze organisatie heeft nog niets gepland." in page
