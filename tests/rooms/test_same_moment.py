"""Two people at the same moment, in a database that knows about that: PostgreSQL only."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, booking, queries
from oogopslag.cases.errors import CasesError, SlotTaken
from oogopslag.cases.models import Appointment, Case
from oogopslag.core.casework import Outcome
from oogopslag.core.values import SYSTEM, Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message, Thread
from oogopslag.journal import actions as writing
from oogopslag.journal import queries as journal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_there(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")


def together(*works: Callable[[], Any]) -> list[BaseException | None]:
    """Does each in a thread of its own, begun at one moment; gives what each raised."""
    begin, raised = threading.Barrier(len(works)), [None] * len(works)

    def run(at: int) -> None:
        begin.wait()
        try:
            works[at]()
        except BaseException as error:
            raised[at] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(works))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return raised


def test_an_answer_and_a_decision_wait_for_each_other(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    for round_ in range(6):
        case = builders.case(suzanne, key=str(round_))
        due = timezone.localdate() + timedelta(days=14)
        actions.ask_supplement(case.id, karim, text="Welke?", due=due)
        thread = Thread.objects.get(id=case.thread)
        revision = Case.objects.get(id=case.id).revision

        def answer(thread: Any = thread) -> None:
            me = Actor(kind="resident", id=str(suzanne.id))
            inbox.reply(thread, text="Deze.", key="k", actor=me)

        def extend(case: Any = case) -> None:
            actions.withdraw(case.id, suzanne)

        raised = together(answer, extend)
        assert not [e for e in raised if e and not isinstance(e, CasesError)], raised
        assert Message.objects.filter(thread=thread, by="resident").exists()
        lines = journal.of_chain(f"case:{case.id}")
        assert [line.position for line in lines] == list(range(len(lines)))
        assert revision


def test_one_moment_at_the_desk_is_for_one(suzanne, joke, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace
    from datetime import time

    from oogopslag.catalogue import queries as catalogue
    from oogopslag.catalogue.service import Desk

    desk = Desk(minutes=30, opens=time(9), closes=time(11), place={"nl": "Stadhuis", "en": "Hall"})
    real = catalogue.service
    monkeypatch.setattr(catalogue, "service", lambda slug: replace(real(slug), desk=desk))
    one, other = builders.case(suzanne), builders.case(joke)
    start = queries.free_moments(suzanne, one.id).days[0][1][0]
    raised = together(
        lambda: booking.book(suzanne, one.id, start), lambda: booking.book(joke, other.id, start)
    )
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", SlotTaken.__name__]
    assert Appointment.objects.filter(cancelled=None).count() == 1


def test_one_question_sent_twice_is_one_conversation(suzanne) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.people import queries as people

    body, found = people.organisation("gemeente-veenstad"), []

    def ask() -> None:
        found.append(inbox.start(suzanne, body, title="Vraag", text="Mag het?", key="k").id)

    assert together(ask, ask, ask) == [None] * 3
    assert len(set(found)) == 1
    assert Thread.objects.count() == 1


def test_one_decision_is_taken_once(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)

    def decide() -> None:
        actions.decide(
            case.id, karim, outcome=Outcome.GRANT, motivation="Omdat.", letter_text=draft.letter,
            departure="", hardship=False, revision=draft.revision,
        )  # fmt: skip

    raised = together(decide, decide)
    assert sorted(error is None for error in raised) == [False, True], raised
    assert isinstance(next(e for e in raised if e), CasesError)


def test_who_reads_on_from_the_last_line_misses_none_that_was_still_being_written() -> None:
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            writing.write(
                "people.wish_changed", actor=SYSTEM, organisation="x", channel="email", agreed=True
            )
            written.set()
            go.wait(10)
        connections.close_all()

    other = threading.Thread(target=slow)
    other.start()
    written.wait(10)
    with transaction.atomic():
        writing.write(
            "people.wish_changed", actor=SYSTEM, organisation="y", channel="email", agreed=True
        )
    assert journal.after(None) == []
    go.set()
    other.join(10)
    assert [line.organisation for line in journal.after(None)] == ["x", "y"]
