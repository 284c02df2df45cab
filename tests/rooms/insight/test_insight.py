"""Events from the journal, evidence, and scorecards that are honest about what is missing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from tests import builders

from oogopslag.core.readiness.events import Event
from oogopslag.core.readiness.evidence import EvidenceClass
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.insight import actions, collecting, content, demo_year, queries
from oogopslag.insight.errors import EmptyContest, NoCard, NotReproducible, NotVerified
from oogopslag.insight.models import Body, Card, EventRow, Measurement, Unit

TODAY = date(2026, 11, 25)
PERSON, OTHER = Actor(kind="staff", id="one"), Actor(kind="staff", id="two")


@pytest.fixture
def data_folder(tmp_path, settings):  # type: ignore[no-untyped-def]
    """A data folder of this test alone."""
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    return tmp_path


def events() -> dict[str, int]:
    found: dict[str, int] = {}
    for name in EventRow.objects.values_list("event", flat=True):
        found[name] = found.get(name, 0) + 1
    return found


def test_one_case_leaves_its_events_and_nothing_about_who(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.decided(suzanne, karim).case
    thread = inbox.thread_of(case.thread)
    actor = Actor(kind="resident", id=str(suzanne.id))
    inbox.reply(thread, text="Wanneer?", key="r", actor=actor)
    inbox.answer(thread, staff=karim, text="Morgen.", key="a")

    actions.collect()

    found = events()
    for name in ("form.started", "form.submitted", "case.opened", "case.status", "case.decision",
                 "reply.received", "reply.answered"):  # fmt: skip
        assert found[name] == 1, name
    # One to answer, and one of the day of the decision.
    assert found["promise.made"] == found["promise.kept"] == 2
    assert found["letter.sent"] == 2
    assert found["form.field_prefilled"] > 3
    rows = str(list(EventRow.objects.values()))
    assert "Suzanne" not in rows
    assert str(suzanne.id) not in rows
    assert str(case.id) not in rows
    assert EventRow.objects.get(event="reply.answered").fields["in_time"] is True


def test_the_journal_is_counted_once_however_often_it_is_read(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    actions.collect()
    before = events()

    assert actions.collect() == 0
    assert events() == before


def test_an_event_from_the_future_or_with_a_bsn_is_not_kept(db) -> None:  # type: ignore[no-untyped-def]
    def event(key: str, **changes: object) -> Event:
        values = {"id": key, "moment": timezone.now(), "event": "letter.opened",
                  "organisation": "gemeente-veenstad", "service": "verhuizing",
                  "layer": "municipal", "domain": "housing", "channel": "app"}  # fmt: skip
        return Event(**(values | changes))  # type: ignore[arg-type]

    kept = actions.keep([
        event("good"), event("good"), event("future", moment=timezone.now() + timedelta(days=1)),
        event("bsn", service="999000020"),
    ])  # fmt: skip

    assert kept == 1
    assert list(EventRow.objects.values_list("id", flat=True)) == ["good"]


def test_a_closed_month_moves_to_its_file_and_a_late_event_joins_it(db, data_folder) -> None:  # type: ignore[no-untyped-def]
    import polars as pl

    def kept(key: str) -> None:
        EventRow.objects.create(
            id=key, moment=datetime(2025, 5, 3, tzinfo=UTC), event="letter.opened",
            organisation="gemeente-veenstad", service="verhuizing", layer="municipal",
            domain="housing", channel="app",
        )  # fmt: skip

    kept("one")
    assert actions.close_months() == 1
    kept("one")
    kept("two")
    assert actions.close_months() == 2

    assert not EventRow.objects.exists()
    file = collecting.folder() / "events-2025-05.parquet"
    assert sorted(pl.read_parquet(file)["id"]) == ["one", "two"]


def test_nobody_types_a_figure_that_events_give(db) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotReproducible):
        actions.measured("gemeente-veenstad", "W2", klass=EvidenceClass.TEST, source="x",
                         hits=9, n=9)  # fmt: skip
    with pytest.raises(NotReproducible):
        actions.declared("gemeente-veenstad", "W1", by=PERSON, second=OTHER, document=b"x")
    assert not Measurement.objects.exists()


def test_a_declaration_counts_only_with_two_people_and_a_document(db) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotVerified):
        actions.declared("gemeente-veenstad", "K3", by=PERSON, second=PERSON, document=b"x")

    alone = actions.declared("gemeente-veenstad", "K3", by=PERSON, second=None, document=b"x")
    bare = actions.declared("gemeente-veenstad", "K3", by=PERSON, second=OTHER, document=b"")
    both = actions.declared("gemeente-veenstad", "K3", by=PERSON, second=OTHER, document=b"x")

    assert (alone.klass, bare.klass, both.klass) == ("D", "D", "V")


@pytest.mark.slow
def test_the_demonstration_year_climbs_stalls_and_falls_and_is_honest(db, data_folder) -> None:  # type: ignore[no-untyped-def]
    assert actions.make_demo_year(TODAY) > 100_000
    assert actions.recompute(TODAY) == 14

    def levels(name: str) -> list[int | None]:
        found: list[int | None] = queries.card(f"gemeente-{name}").content["levels"]
        return found

    climbed, fell = levels("veenstad"), levels("dijkhaven")
    assert (climbed[0] or 0) < (climbed[-1] or 0)
    assert (fell[-1] or 0) < max(x or 0 for x in fell)
    assert set(levels("heivoorde")) == {0}

    # A month without events is named, and carries no level by itself.
    silent = queries.card("gemeente-molenveld").content
    assert silent["silent"] == [silent["months"][6]]

    # Merged and left: the card says so and stops.
    merged = queries.card("gemeente-oosterveen").content
    assert (merged["into"], merged["levels"][-1]) == ("gemeente-veenstad", None)
    left = queries.card("gemeente-lindehoek").content
    assert left["until"] is not None
    national = queries.national()
    assert national is not None
    assert sum(national["bodies"]) == 12

    # A service with a few cases a year never shows green by luck.
    small = next(s for s in queries.card("gemeente-veenstad").content["services"]
                 if s["service"] == "standplaats")  # fmt: skip
    assert small["level"] == 0
    assert small["stops"] == ["status"]

    # What needs a survey says so and is no figure.
    trust = next(i for i in merged["indicators"] if i["id"] == "V6")
    assert (trust["figure"], trust["why"]) == (None, "survey")

    # The same seed gives the same cards.
    before = {c.organisation: c.content for c in Card.objects.all()}
    actions.make_demo_year(TODAY)
    actions.recompute(TODAY)
    assert {c.organisation: c.content for c in Card.objects.all()} == before

    contest = actions.contest("gemeente-veenstad", "W2", why="Onze tellingen zijn anders.",
                              actor=PERSON)  # fmt: skip
    assert "W2" in queries.card("gemeente-veenstad").contested
    assert (contest.due - timezone.localdate()).days >= 14
    actions.answer_contest(contest.id, answer="De telling klopt.", corrected=False, actor=OTHER)
    assert queries.card("gemeente-veenstad").contested["W2"].answer == "De telling klopt."
    with pytest.raises(EmptyContest):
        actions.contest("gemeente-veenstad", "W2", why=" ", actor=PERSON)


def body(months: int) -> list[date]:
    """A body with one service that holds every gate of level 2 by its tests."""
    first = demo_year.months_until(date(2026, 10, 31), months)
    one = Body.objects.create(slug="gemeente-a", name="A", layer="municipal", since=first[0])
    Unit.objects.create(body=one, service="verhuizing", domain="housing")
    for month in first:
        for indicator, klass in (("R1", "A"), ("R2", "T"), ("R5", "T"), ("P6", "T"), ("P1", "A"),
                                 ("K3", "V"), ("K4", "T")):  # fmt: skip
            Measurement.objects.create(
                organisation="gemeente-a", indicator=indicator, klass=klass, hits=1, n=1,
                on=month, source="test",
            )  # fmt: skip
    return first


def answering(month: date, *, contract: bool) -> None:
    """A month in which all goes well; letters can be answered or not."""
    start = datetime(month.year, month.month, 2, tzinfo=UTC)

    def many(event: str, number: int, **fields: object) -> list[EventRow]:
        return [
            EventRow(
                id=f"{month:%y%m}{event}{i}", moment=start, event=event, fields=fields,
                organisation="gemeente-a", service="verhuizing", layer="municipal",
                domain="housing", channel="app",
            )
            for i in range(number)
        ]  # fmt: skip

    rows = [
        *many("letter.sent", 200, reply_contract=contract, inbox=True),
        *many("reply.received", 150),
        *many("reply.answered", 150, substantive=True, in_time=True, minutes=60),
        *many("feedback.received", 150), *many("feedback.closed", 150, in_time=True, reason=True),
        *many("case.opened", 150, origin="application"), *many("case.status", 150, first=True),
        *many("form.field_asked", 100, known_in="nowhere"),
    ]  # fmt: skip
    EventRow.objects.bulk_create(rows)


@pytest.mark.slow
def test_turning_off_replies_lowers_the_level_after_two_months_and_names_the_cause(
    db, data_folder
) -> None:  # type: ignore[no-untyped-def]
    months = body(5)
    for number, month in enumerate(months):
        answering(month, contract=number < 3)
    collecting.close_months()

    actions.recompute(TODAY)

    card = queries.card("gemeente-a").content
    assert card["levels"] == [2, 2, 2, 2, 1]
    (service,) = card["services"]
    assert service["stops"] == ["answerable"]


@pytest.mark.slow
def test_a_service_that_is_new_does_not_pull_the_past_down(db, data_folder) -> None:
    months = body(3)
    for month in months:
        answering(month, contract=True)
    Unit.objects.create(body_id="gemeente-a", service="nieuw", domain="other", since=TODAY)
    collecting.close_months()

    actions.recompute(TODAY)

    card = queries.card("gemeente-a").content
    assert card["levels"] == [2, 2, 2]
    assert [row["service"] for row in card["services"]] == ["verhuizing"]


def test_without_a_card_there_is_no_page(db) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NoCard):
        queries.card("nowhere")
    assert content.service_name("paspoort")["nl"].startswith("Paspoort")
