"""The journal takes codes and ids only, links its lines and tells its followers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from oogopslag.core.values import SYSTEM
from oogopslag.journal import actions, queries, vocabulary
from oogopslag.journal.errors import ChainTooLong, UnfitData, UnknownEvent
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        vocabulary,
        "_events",
        {"test.first": {"thing": "code", "day": "date"}, "test.second": {}, "test.third": {}},
    )
    monkeypatch.setattr(actions, "_followers", actions._followers.__class__(list))
    monkeypatch.setattr(actions, "_of_many", actions._of_many.__class__(list))


def test_a_line_is_linked_to_the_one_before_it_in_its_chain() -> None:
    lines = [actions.write("test.first", actor=SYSTEM, chain="case:1", thing=t) for t in "abc"]
    assert [line.previous for line in lines] == ["", lines[0].digest, lines[1].digest]
    assert queries.broken_links("case:1") == []


def test_a_changed_line_is_found() -> None:
    first, _ = (actions.write("test.first", actor=SYSTEM, chain="case:1", thing=t) for t in "ab")
    Line.objects.filter(id=first.id).update(data={"thing": "x"})
    assert queries.broken_links("case:1") == [first.id]


@pytest.mark.parametrize("thing", ["a sentence of somebody", "999993653", 3, {"a": 1}])
def test_text_and_numbers_of_people_are_refused(thing: object) -> None:
    with pytest.raises(UnfitData):
        actions.write("test.first", actor=SYSTEM, thing=thing)


def test_an_event_that_no_room_declares_is_refused() -> None:
    with pytest.raises(UnknownEvent):
        actions.write("test.unheard", actor=SYSTEM)


def test_a_follower_that_fails_takes_the_line_with_it() -> None:
    @actions.follow("test.first")
    def fail(line: Line) -> None:
        raise RuntimeError(line.name)

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.write("test.first", actor=SYSTEM, thing="a")
    assert not Line.objects.exists()


def test_reactions_reach_two_deep_and_no_further() -> None:
    def pass_on(name: str) -> actions.Follower:
        return lambda _: actions.write(name, actor=SYSTEM) and None

    actions.follow("test.first")(pass_on("test.second"))
    actions.follow("test.second")(pass_on("test.third"))
    actions.write("test.second", actor=SYSTEM)
    actions.write("test.first", actor=SYSTEM, thing="a")
    actions.follow("test.third")(lambda _: None)
    with pytest.raises(ChainTooLong):
        actions.write("test.first", actor=SYSTEM, thing="a")


def test_a_seal_covers_every_line_once_and_links_to_the_seal_before() -> None:
    for _ in range(3):
        actions.write("test.second", actor=SYSTEM, resident=uuid4())
    assert actions.seal() is None  # an earlier one may still be on its way
    first = actions.seal(settled=timedelta(0))
    actions.write("test.second", actor=SYSTEM)
    second = actions.seal(settled=timedelta(0))
    assert first and second
    assert (first.lines, second.lines, second.previous) == (3, 1, first.digest)
    assert actions.seal(settled=timedelta(0)) is None


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        actions.write("test.second", actor=SYSTEM)


def test_many_lines_reach_a_reaction_together_and_each_chain_stays_whole() -> None:
    got: list[list[str]] = []
    actions.follow_together("test.first")(lambda lines: got.append([one.chain for one in lines]))
    actions.write("test.first", actor=SYSTEM, chain="case:1", thing="a")
    entries = [
        actions.Entry(actor=SYSTEM, chain=f"case:{n}", data={"thing": "b"}) for n in (1, 2, 3)
    ]
    actions.write_all("test.first", entries)
    actions.write_all("test.first", [])
    assert got == [["case:1"], ["case:1", "case:2", "case:3"]]
    assert [len(queries.of_chain(f"case:{n}")) for n in (1, 2, 3)] == [2, 1, 1]
    assert not [n for n in (1, 2, 3) if queries.broken_links(f"case:{n}")]


def test_reactions_to_many_lines_count_as_links_of_a_chain_of_events_too() -> None:
    actions.follow("test.first")(lambda _: actions.write("test.second", actor=SYSTEM) and None)
    actions.follow("test.second")(lambda _: actions.write("test.third", actor=SYSTEM) and None)
    actions.follow_together("test.third")(lambda _: None)
    with pytest.raises(ChainTooLong):
        actions.write("test.first", actor=SYSTEM, thing="a")
