"""A round costs equally much however many it takes, and urgent goes on a thread of its own."""

import json
from typing import Any

import pytest
from tests.rooms.delivery.helpers import told

from oogopslag.core.values import Actor
from oogopslag.delivery import actions, letters, sending, typesetting
from oogopslag.delivery.errors import Undeliverable
from oogopslag.delivery.models import Letter, LetterBatch, OutboxRow
from oogopslag.delivery.parcel import Handed, Parcel
from oogopslag.delivery.tasks import APART, BESIDE
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message, Thread
from oogopslag.inbox.policy import ReplyPolicy
from oogopslag.people import actions as people
from oogopslag.people import queries as who

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(suzanne):  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", address="s@example.nl", agreed=True)
    return suzanne


def placed(resident: Any, number: int) -> list[Message]:
    """Messages that are notified of only while they are unopened."""
    organisation = who.organisation("dienst-toeslagen")
    return [
        inbox.post(
            inbox.open_thread(
                resident, organisation, title={"nl": f"T {n}"}, safe_title={"nl": "T"}
            ),
            kind="information",
            body={"nl": "Tekst."},
            author=organisation.name,
            actor=Actor(kind="organisation", id="x"),
            policy=ReplyPolicy(answer_within=2),
        )
        for n in range(number)
    ]


def only(monkeypatch: pytest.MonkeyPatch, **ways: Any) -> None:
    """The channels there are: they take one parcel at a time."""
    monkeypatch.setattr(sending, "channels", lambda: ways)
    monkeypatch.setattr(sending, "channels_of_many", dict)


def test_a_round_of_eighty_letters_asks_as_often_as_one_of_ten(
    suzanne: Any, joke: Any, django_assert_max_num_queries: Any
) -> None:
    asked = []
    for number in (5, 40):
        messages = placed(suzanne, number) + placed(joke, number)
        OutboxRow.objects.filter(subject__in=[one.id for one in messages]).update(
            channel="letter", state=OutboxRow.WAITING
        )
        with django_assert_max_num_queries(40) as seen:
            assert actions.deliver_due().sent == 2 * number
        shapes = [" ".join(one["sql"].split()[:3]) for one in seen.captured_queries]
        shapes = [one for one in shapes if "SAVEPOINT" not in one]
        asked.append([s for n, s in enumerate(shapes) if not n or s != shapes[n - 1]])
    assert asked[0] == asked[1]
    made = Letter.objects.all()
    assert {one.name for one in made} == {suzanne.name, joke.name}
    assert len(made) == 90
    assert {one.body for one in made} == {"Tekst."}, "the message itself"


def test_letters_wait_for_no_minute_and_each_is_set_once(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "MOST", 2)
    placed(suzanne, 5)
    OutboxRow.objects.update(channel="letter", state=OutboxRow.WAITING)
    assert actions.deliver_due().sent == 5
    assert actions.make_batches() == 3
    assert list(LetterBatch.objects.order_by("id").values_list("letters", flat=True)) == [2, 2, 1]
    assert actions.make_batches in BESIDE


def test_a_round_of_fifty_asks_as_often_as_a_round_of_five(
    mailed: Any, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def provider(parcel: Parcel) -> Handed:
        return Handed(provider="test", reference=str(parcel.delivery))

    only(monkeypatch, email=provider)
    asked = []
    for number in (5, 50):
        placed(mailed, number)
        with django_assert_max_num_queries(24) as seen:
            assert actions.deliver_due().sent == number
        shapes = [" ".join(one["sql"].split()[:3]) for one in seen.captured_queries]
        shapes = [one for one in shapes if "SAVEPOINT" not in one]
        # SQLite takes about a thousand values at a time; a bulk insert counts once here.
        asked.append([s for n, s in enumerate(shapes) if not n or s != shapes[n - 1]])
    assert asked[0] == asked[1]
    rows = OutboxRow.objects.filter(state=OutboxRow.SENT)
    assert {row.reference for row in rows} == {str(row.id) for row in rows}
    assert not rows.filter(follow_at=None).exists()


def test_in_one_round_each_row_keeps_its_own_outcome(
    mailed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, retracted, broken, good = placed(mailed, 4)
    Message.objects.filter(id=opened.id).update(first_opened=opened.placed)
    Message.objects.filter(id=retracted.id).update(retracted=opened.placed)

    def provider(parcel: Parcel) -> Handed:
        if parcel.subject == broken.id:
            raise Undeliverable("closed")
        return Handed(provider="test", reference="r")

    only(monkeypatch, email=provider)
    done = actions.deliver_due()
    assert (done.sent, done.skipped, done.later) == (1, 2, 1)
    rows = {row.subject: row for row in OutboxRow.objects.all()}
    found = {key: (row.state, row.reason, row.attempts) for key, row in rows.items()}
    assert found == {
        opened.id: ("skipped", "no longer wanted", 1),
        retracted.id: ("skipped", "no longer wanted", 1),
        broken.id: ("later", "closed", 1),
        good.id: ("sent", "", 1),
    }
    assert rows[broken.id].next_try > rows[broken.id].written
    assert rows[broken.id].settled is None
    assert Thread.objects.count() == 4


def test_urgent_goes_without_waiting_for_what_stands_before_it(mailed: Any) -> None:
    first = told(mailed)
    urgent = told(mailed, lane="urgent")
    assert sending.deliver_urgent in APART
    sending.deliver_urgent(seconds=0)
    states = dict(OutboxRow.objects.values_list("subject", "state"))
    assert states == {first: "waiting", urgent: "sent"}


def test_letters_are_set_in_another_process_which_takes_its_memory_along(tmp_path: Any) -> None:
    source = tmp_path / "one.typ"
    source.write_text(
        '#set document(title: "Brief")\n#set text(lang: "nl")\n'
        "#let said = json(bytes(sys.inputs.data))\n= #said.title\n"
    )
    made = typesetting.pdf_of(source, tmp_path, json.dumps({"title": "Zoë"}))
    assert made.startswith(b"%PDF-")
