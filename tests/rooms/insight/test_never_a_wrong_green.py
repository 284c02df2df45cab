"""Never a wrong green: who ends, who falls silent, who is too small, who was not asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.rooms.insight.test_insight import TODAY, answering, body

from oogopslag.core.values import Actor
from oogopslag.insight import actions, collecting, queries
from oogopslag.insight.errors import WrongDay
from oogopslag.insight.models import Body, EventRow, Measurement, SurveyAnswer, Unit
from oogopslag.insight.register import entries
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db
OWNER = Actor(kind="staff", id="owner")
AGES, AREAS = ("18-24", "25-44", "45-64", "65+"), ("stad", "dorp", "platteland")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)


def put(slug: str, **more: object) -> Body:
    return Body.objects.create(slug=slug, name=slug, layer="municipal", since=date(2022, 1, 1),
                               **more)  # fmt: skip


def test_a_municipal_reorganisation_ends_what_was_merged_and_names_where_it_went() -> None:
    # Brielle became part of Voorne aan Zee on the first of January 2023 (register of CBS and TOOI).
    put("gm0501")
    put("gm0501-2")
    put("gm0614", demo=True)
    put("gm0530")
    put("gemeente-veenstad")
    assert actions.follow_register(date(2022, 12, 31)) == 0
    put("gm1992")

    assert actions.follow_register(date(2023, 1, 1)) == 3

    ended = Body.objects.get(slug="gm0501")
    assert (ended.until, ended.into) == (date(2022, 12, 31), "gm1992")
    still = Body.objects.filter(until=None).values_list("slug", flat=True)
    assert set(still) == {"gm0614", "gemeente-veenstad", "gm1992"}
    assert actions.follow_register(date(2023, 1, 2)) == 0
    assert entries()["gm1992"].exists(date(2023, 1, 1))
    assert Line.objects.filter(name="insight.body_ended").exists()


@pytest.mark.slow
def test_who_leaves_keeps_its_last_step_and_counts_no_more() -> None:
    months = body(5)
    for month in months:
        answering(month, contract=True)
    other = put("gemeente-b")
    Unit.objects.create(body=other, service="verhuizing", domain="housing")
    collecting.close_months()
    with pytest.raises(WrongDay):
        actions.leave("gemeente-a", date(2020, 1, 1), actor=OWNER)
    with pytest.raises(WrongDay):
        actions.leave("gemeente-a", timezone.localdate() + timedelta(days=800), actor=OWNER)
    last = months[3] - timedelta(days=1)
    Body.objects.filter(slug="gemeente-a").update(until=last)

    actions.recompute(TODAY)

    card = queries.card("gemeente-a").content
    assert card["levels"][-5:] == [2, 2, 2, None, None]
    assert card["until"] == last.isoformat()
    assert next(b for b in queries.bodies() if b.slug == "gemeente-a").level is None
    national = queries.national()
    assert national is not None
    assert national["services"] == 1
    page = Client(headers={"accept-language": "nl"}).get("/trap/gemeente-a/").content.decode()
    assert "niet meer" in page


@pytest.mark.slow
def test_a_service_that_falls_silent_says_so_beside_its_step() -> None:
    months = body(5)
    for month in months[:2]:
        answering(month, contract=True)
    collecting.close_months()

    actions.recompute(TODAY)

    card = queries.card("gemeente-a").content
    assert card["silent"] == card["months"][-3:]
    assert card["services"][0]["quiet"] == 3
    # 200 letters a month, and then none: not measured, so after two months no step is left.
    assert card["levels"] == [2, 2, 2, 0, 0]
    answered = next(row for row in card["indicators"] if row["id"] == "W2")
    assert (answered["figure"], answered["why"], answered["silent"]) == (None, "silent", 1)
    page = Client(headers={"accept-language": "nl"}).get("/trap/gemeente-a/").content.decode()
    assert "al 3 maanden kwam er niets binnen" in page


@pytest.mark.slow
def test_three_perfect_cases_are_no_green_and_no_figure() -> None:
    months = body(2)
    start = datetime(months[-1].year, months[-1].month, 2, tzinfo=UTC)
    answering(months[-1], contract=True)
    # Of everything that went well in that month three are kept: all perfect, all too few.
    for name in set(EventRow.objects.values_list("event", flat=True)):
        rows = EventRow.objects.filter(event=name, moment=start).order_by("id")
        EventRow.objects.exclude(id__in=list(rows[:3].values_list("id", flat=True))).filter(
            event=name
        ).delete()
    collecting.close_months()

    actions.recompute(TODAY)

    card = queries.card("gemeente-a").content
    assert card["level"] == 0
    by_id = {one["id"]: one for one in card["indicators"]}
    for key in ("W1", "W2", "K1"):
        assert (by_id[key]["figure"], by_id[key]["n"], by_id[key]["why"]) == (None, None, "few")


def test_a_survey_that_a_whole_age_group_left_out_is_no_evidence() -> None:
    today = timezone.localdate()

    def answered(ages: tuple[str, ...]) -> None:
        SurveyAnswer.objects.all().delete()
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(instrument="yearly", wave="w", organisation="gemeente-a", item=item,
                         code="ja", stratum=f"leeftijd={age};gebied={area}", day=today)
            for item in ("jaar-welkom-1", "jaar-verrast-1") for age in ages for area in AREAS
            for _ in range(20)
        )  # fmt: skip

    answered(AGES[1:])
    assert actions.take_answers(today) == 0
    assert not Measurement.objects.filter(indicator="P7").exists()
    answered(AGES)
    assert actions.take_answers(today) == 1


def test_a_contested_requirement_says_so_on_the_scorecard_itself() -> None:
    months = body(3)
    for month in months:
        answering(month, contract=False)
    collecting.close_months()
    actions.recompute(TODAY)
    client = Client(headers={"accept-language": "nl"})
    before = client.get("/trap/gemeente-a/").content.decode()

    actions.contest("gemeente-a", "W1", why="Onze brieven kunnen wel.", actor=OWNER)

    assert "betwist</span>" not in before
    assert "betwist</span>" in client.get("/trap/gemeente-a/").content.decode()
