"""The resident's own order: one list, search, folders, marks that are never proof."""

import pytest
from django.utils import timezone
from tests.rooms.inbox.helpers import BOTH, asked, letter, me

from oogopslag.core.values import new_id
from oogopslag.inbox import actions, queries
from oogopslag.inbox.errors import UnknownFolder, UnsafeMessage
from oogopslag.inbox.models import Message
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(suzanne, toeslagen):  # type: ignore[no-untyped-def]
    """Three conversations with two bodies, oldest first."""
    city = people.organisation("gemeente-veenstad")
    made = []
    for body, title in ((toeslagen, "Huurtoeslag"), (city, "Parkeren"), (toeslagen, "Zorgtoeslag")):
        thread = actions.open_thread(
            suzanne, body, title={"nl": title, "en": title}, safe_title=BOTH
        )
        letter(thread)
        made.append(thread)
    return made


def ids(rows) -> list[object]:  # type: ignore[no-untyped-def]
    return [row.id for row in rows]


def test_one_list_over_all_bodies_page_by_page(several, suzanne) -> None:  # type: ignore[no-untyped-def]
    first = queries.threads_of(suzanne, limit=2)
    rest = queries.threads_of(suzanne, queries.Place.after(first[-1]), limit=2)
    assert ids(first) + ids(rest) == [t.id for t in reversed(several)]
    assert queries.Place.read(str(queries.Place.after(first[-1]))) == queries.Place.after(first[-1])
    assert queries.Place.read("gisteren_1") is None


def test_words_are_looked_for_in_titles_and_names_of_bodies(several, suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    assert ids(queries.threads_of(suzanne, words="PARKEREN")) == [several[1].id]
    assert ids(queries.threads_of(suzanne, words="toeslagen zorg")) == [several[2].id]
    assert queries.threads_of(suzanne, words="100%_") == []
    assert queries.threads_of(joke, words="parkeren") == []


def test_by_whose_turn(several, suzanne) -> None:  # type: ignore[no-untyped-def]
    asked(several[0])
    actions.ask(
        several[1], letter(several[1]), kind="payment", title=BOTH, due=timezone.localdate(),
        actor=me(several[1]),
    )  # fmt: skip
    assert ids(queries.threads_of(suzanne, only="theirs")) == [several[0].id]
    assert ids(queries.threads_of(suzanne, only="mine")) == [several[1].id]
    assert len(queries.threads_of(suzanne, only="unread")) == 3


def test_folders_and_archive_can_be_undone(several, suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    actions.new_folder(suzanne, "Huis")
    before = actions.move(suzanne, [several[0].id], "Huis")
    actions.move(suzanne, [several[1].id], actions.ARCHIVE)
    assert ids(queries.threads_of(suzanne)) == [several[2].id]
    assert ids(queries.threads_of(suzanne, folder="Huis")) == [several[0].id]
    for thread, folder in before.items():
        actions.move(suzanne, [thread], folder)
    assert ids(queries.threads_of(suzanne)) == [several[2].id, several[0].id]
    with pytest.raises(UnknownFolder):
        actions.move(suzanne, [several[0].id], "Weg")
    assert actions.move(joke, [several[0].id], actions.ARCHIVE) == {}


def test_a_folder_that_goes_gives_back_what_was_in_it(several, suzanne) -> None:  # type: ignore[no-untyped-def]
    actions.new_folder(suzanne, "Huis")
    actions.move(suzanne, [several[0].id], "Huis")
    actions.remove_folder(suzanne, "Huis")
    assert len(queries.threads_of(suzanne)) == 3
    for name in ("", "archief", "x" * 41, "a\u202eb"):
        with pytest.raises(UnsafeMessage):
            actions.new_folder(suzanne, name)


def test_a_mark_is_never_proof_and_the_badge_follows_it(several, suzanne) -> None:  # type: ignore[no-untyped-def]
    assert queries.unread(suzanne) == 3
    actions.opened(queries.row_of_resident(suzanne, several[0].id))
    proof = Message.objects.get(thread=several[0]).first_opened
    assert actions.mark_all(suzanne, [t.id for t in several], unread=True) == [several[0].id]
    assert queries.unread(suzanne) == 3
    assert Message.objects.get(thread=several[0]).first_opened == proof
    actions.mark_all(suzanne, [t.id for t in several], unread=False)
    assert queries.unread(suzanne) == 0
    assert not Message.objects.get(thread=several[1]).first_opened


def test_a_question_of_ones_own_starts_once_and_promises_an_answer(suzanne, toeslagen) -> None:  # type: ignore[no-untyped-def]
    first, again = (
        actions.start(suzanne, toeslagen, title="Verhuizing", text="Ik verhuis.", key="s")
        for _ in range(2)
    )
    assert first.id == again.id
    view = queries.thread(suzanne, first.id)
    assert [m.by for m in view.messages] == ["resident", "organisation"]
    assert view.turn == "organisation"
    assert view.promised
    assert queries.unread(suzanne) == 0


def test_conversations_of_one_life_event_are_shown_together(several, suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    actions.relate([t.id for t in several[:2]], suzanne, actor=me(several[0]))
    assert ids(queries.thread(suzanne, several[0].id).related) == [several[1].id]
    assert queries.thread(suzanne, several[2].id).related == ()
    with pytest.raises(queries.UnknownThread):
        actions.relate([new_id()], suzanne, actor=me(several[0]))
    with pytest.raises(queries.UnknownThread):
        actions.relate([several[0].id], joke, actor=me(several[0]))
