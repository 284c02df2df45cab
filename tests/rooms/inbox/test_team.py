"""The team's side: forwarding, formal replies, notes, many at once, suggestions, promises."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import builders
from tests.rooms.inbox.helpers import BOTH, asked, at, letter, me

from oogopslag.core.values import new_id
from oogopslag.inbox import actions, promises, queries
from oogopslag.inbox.errors import TooMany, UnknownThread
from oogopslag.inbox.models import Message, Promise, PromiseTally
from oogopslag.journal import queries as journal
from oogopslag.journal.models import Line
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(world):  # type: ignore[no-untyped-def]
    return people.organisation("gemeente-veenstad")


def test_a_message_at_the_wrong_body_goes_on_with_its_first_receipt(  # type: ignore[no-untyped-def]
    thread, suzanne, karim, city, monkeypatch
) -> None:
    scan = SimpleUploadedFile("a.txt", b"hallo")
    question = asked(thread, "Mag ik parkeren?", files=[scan])
    at(monkeypatch, days=1)
    target = actions.forward(thread, city, staff=karim)
    assert actions.forward(thread, city, staff=karim).id == target.id, "once"
    here = queries.thread(suzanne, thread.id)
    there = queries.thread_for_staff(city, target.id)
    assert (here.turn, here.promised) == ("nobody", None)
    assert here.forwarded_to == city.name
    assert "doorgestuurd" in here.messages[-1].body["nl"]
    assert there.turn == "organisation"
    assert there.first_received == question.placed
    copy = next(m for m in there.messages if m.by == "resident")
    assert (copy.body, copy.placed) == (question.body, question.placed)
    assert [file.name for file in copy.attachments] == ["a.txt"]
    assert there.promised


def test_nothing_of_the_resident_is_nothing_to_forward(thread, karim, city) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    with pytest.raises(UnknownThread):
        actions.forward(thread, city, staff=karim)


def test_a_reply_marked_as_objection_keeps_its_day_and_the_resident_is_told(  # type: ignore[no-untyped-def]
    thread, suzanne, karim, monkeypatch
) -> None:
    question = asked(thread, "Ik ben het er niet mee eens.")
    received = timezone.localdate()
    at(monkeypatch, days=3)
    actions.mark_formal(question, kind="objection", staff=karim)
    actions.mark_formal(question, kind="objection", staff=karim)
    seen = queries.thread(suzanne, thread.id)
    assert [m.formal for m in seen.messages if m.id == question.id] == ["objection"]
    assert "een bezwaar" in seen.messages[-1].body["nl"]
    (line,) = Line.objects.filter(name="inbox.marked_formal")
    assert line.data["received"] == received.isoformat()


def test_a_letter_of_the_body_is_never_an_objection(thread, karim) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownThread):
        actions.mark_formal(letter(thread), kind="objection", staff=karim)


def test_a_note_is_for_colleagues_only(thread, suzanne, karim, toeslagen, city) -> None:  # type: ignore[no-untyped-def]
    asked(thread)
    actions.note(thread, staff=karim, text="Let op: belt liever.")
    (note,) = queries.notes_of(toeslagen, thread.id)
    assert (note.staff, note.text) == ("Karim Bos", "Let op: belt liever.")
    assert queries.notes_of(city, thread.id) == []
    assert "belt liever" not in str(queries.thread(suzanne, thread.id))


def test_many_at_once_give_a_result_each_and_the_same_key_does_nothing_twice(  # type: ignore[no-untyped-def]
    thread, suzanne, karim, toeslagen, anne
) -> None:
    asked(thread)
    strange, ids = new_id(), []
    for number in range(3):
        other = actions.open_thread(suzanne, toeslagen, title=BOTH, safe_title=BOTH)
        asked(other, key=f"q{number}")
        ids.append(other.id)
    for _ in range(2):
        results = actions.many(
            toeslagen, [thread.id, strange, *ids], do="answer", staff=karim, key="b", text="Ja."
        )
        assert [bool(r.problem) for r in results] == [False, True, False, False, False]
        assert [r.thread for r in results] == [thread.id, strange, *ids]
        assert results[1].resident == ""  # of what is not ours nothing is told
    assert Message.objects.filter(kind="answer", by="organisation").count() == 4
    with pytest.raises(TooMany):
        actions.many(toeslagen, [new_id() for _ in range(501)], do="close", staff=karim, key="c")


def test_the_list_of_the_team_shows_the_soonest_promise_first_and_signals_the_day_before(  # type: ignore[no-untyped-def]
    thread, karim, toeslagen, city, monkeypatch
) -> None:
    asked(thread)
    later = actions.open_thread(thread.resident, toeslagen, title=BOTH, safe_title=BOTH)
    letter(later, policy=actions.ReplyPolicy(answer_within=20))
    actions.reply(later, text="En dit?", key="z", actor=me(later))
    rows, more = queries.work_of(toeslagen, karim)
    assert [row.id for row in rows] == [thread.id, later.id]
    assert more is None
    assert queries.work_of(city, karim)[0] == []
    _, after = queries.work_of(toeslagen, karim, limit=1)
    assert queries.work_of(toeslagen, karim, limit=1, after=after)[0][0].id == later.id
    promised = rows[0].promised
    for days, signal in (((promised - timezone.localdate()).days - 1, "soon"),):
        at(monkeypatch, days=days)
        assert queries.work_of(toeslagen, karim)[0][0].signal == signal
    at(monkeypatch, days=4)
    assert queries.work_of(toeslagen, karim)[0][0].signal == "late"


def test_what_nobody_took_for_a_week_is_signalled(thread, karim, toeslagen, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    letter(thread, policy=actions.ReplyPolicy(answer_within=30))
    actions.reply(thread, text="Hallo?", key="k", actor=me(thread))
    at(monkeypatch, days=8)
    assert queries.work_of(toeslagen, karim)[0][0].signal == "unattended"
    actions.assign(thread, karim, by=karim)
    (row,) = queries.work_of(toeslagen, karim, tab="mine")[0]
    assert (row.signal, row.assigned) == ("", "Karim Bos")


def test_an_earlier_answer_of_the_same_service_is_suggested(  # type: ignore[no-untyped-def]
    thread, joke, karim, toeslagen, city
) -> None:
    earlier = actions.open_thread(
        joke, toeslagen, service="zorgtoeslag", title=BOTH, safe_title=BOTH
    )
    asked(earlier, "Mag een huurspecificatie ook? Ik heb geen contract.")
    actions.answer(
        earlier, staff=karim, text="Beste mevrouw Van Rijn,\n\nJa, een specificatie mag.", key="a"
    )
    asked(thread, "Is een specificatie van de huur goed?")
    (found,) = queries.suggestions(toeslagen, thread.id)
    assert found.answer == "Ja, een specificatie mag."
    assert "Rijn" not in str(found)
    assert queries.suggestions(city, thread.id) == []


def test_kept_and_missed_promises_are_counted_by_events_only(  # type: ignore[no-untyped-def]
    thread, suzanne, karim, toeslagen, monkeypatch
) -> None:
    asked(thread)
    actions.answer(thread, staff=karim, text="Morgen.", key="a")
    actions.reply(thread, text="En nu?", key="k2", actor=me(thread))
    at(monkeypatch, days=9)
    assert promises.lapse() == 1
    assert promises.lapse() == 0
    actions.answer(thread, staff=karim, text="Sorry.", key="b")
    told = {"made": 0, "kept": 0, "missed": 0}
    for row in PromiseTally.objects.all():
        for figure in told:
            told[figure] += getattr(row, figure)
    lines = [line.name for line in journal.of_chain(f"thread:{thread.id}")]
    late = Line.objects.filter(name="inbox.promise_kept", data__late=True).count()
    assert told == {
        "made": lines.count("inbox.promised"),
        "kept": lines.count("inbox.promise_kept") - late,
        "missed": lines.count("inbox.promise_missed"),
    }
    assert (told["made"], told["kept"], told["missed"]) == (2, 1, 1)
    figures = queries.promises_kept(date(2000, 1, 1), date(2100, 1, 1), toeslagen)
    assert sum(row.missed for row in figures) == 1


def test_an_acknowledgement_keeps_no_promise(thread) -> None:  # type: ignore[no-untyped-def]
    asked(thread)
    letter(thread, kind="acceptance")
    assert Promise.objects.get().kept is None


def test_a_colleague_elsewhere_is_not_in_this_list(thread, karim) -> None:  # type: ignore[no-untyped-def]
    asked(thread)
    other = builders.staff(name="Bo Jansen")
    toeslagen = people.organisation("dienst-toeslagen")
    actions.assign(thread, other, by=karim)
    assert queries.work_of(toeslagen, karim, tab="mine")[0] == []
