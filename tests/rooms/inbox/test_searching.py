"""Search finds what was said, by word forms on PostgreSQL, and never what another was told."""

from typing import Any

import pytest
from django.db import connection
from tests.rooms.inbox.helpers import BOTH, ORGANISATION, asked, letter

from oogopslag.inbox import actions, queries
from oogopslag.inbox.actions import ReplyPolicy
from oogopslag.inbox.models import Thread
from oogopslag.inbox.posting import Telling

pytestmark = pytest.mark.django_db


def told(thread: Any, text: str, **more: Any) -> Any:
    return actions.post(
        thread, kind="information", body={"nl": text}, author=BOTH, actor=ORGANISATION,
        policy=ReplyPolicy(answer_within=2), **more,
    )  # fmt: skip


def found(resident: Any, words: str) -> list[Any]:
    return [one.id for one in queries.threads_of(resident, words=words)]


def test_the_text_of_a_letter_and_of_an_answer_is_found(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    told(thread, "Uw parkeervergunning loopt af.")
    asked(thread, "Mijn bankafschrift ontbreekt nog.")
    assert found(suzanne, "parkeervergunning") == [thread.id]
    assert found(suzanne, "BANKAFSCHRIFT mijn") == [thread.id]
    assert found(suzanne, "parkeer") == [thread.id], "the beginning of a word"
    assert found(suzanne, "zorgtoeslag") == [thread.id], "the title"
    assert found(suzanne, "dienst") == [thread.id], "the name of the body"
    assert found(suzanne, "waterschap") == []


def test_nobody_finds_what_another_was_told(thread, suzanne, joke, toeslagen) -> None:  # type: ignore[no-untyped-def]
    told(thread, "Uw parkeervergunning loopt af.")
    other = actions.open_thread(joke, toeslagen, title=BOTH, safe_title=BOTH)
    told(other, "Uw hondenbelasting.")
    assert found(joke, "parkeervergunning") == []
    assert found(suzanne, "hondenbelasting") == []
    assert found(suzanne, suzanne.id.hex) == []
    assert found(joke, f"r{suzanne.id.hex}") == []


def test_what_was_taken_back_or_is_not_shown_yet_is_not_found(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    from datetime import timedelta

    hold = Telling(hold=timedelta(minutes=5))
    message = told(thread, "Een vergissing over rioolheffing.", telling=hold)
    actions.retract(message, actor=ORGANISATION)
    assert found(suzanne, "rioolheffing") == []
    told(thread, "Een besluit over precario.")
    Thread.objects.update(hidden=True)
    assert found(suzanne, "precario") == []


@pytest.mark.parametrize(
    "words", ["'", "a & b", "x:*", "\\", "!!", "(", "zorg' | 'x", "é", "%", "_"]
)
def test_signs_mean_nothing_but_themselves(thread, suzanne, words) -> None:  # type: ignore[no-untyped-def]
    letter(thread)
    queries.threads_of(suzanne, words=words)


def test_a_text_of_a_megabyte_is_kept_and_found_by_its_beginning(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    told(thread, "Zeldzaamheid. " + " ".join(f"woord{n}" for n in range(80_000)))
    assert found(suzanne, "zeldzaamheid") == [thread.id]


def test_a_search_asks_twice_however_much_there_is(  # type: ignore[no-untyped-def]
    thread, suzanne, toeslagen, django_assert_num_queries
) -> None:
    for _ in range(20):
        told(
            actions.open_thread(suzanne, toeslagen, title=BOTH, safe_title=BOTH),
            "Uw parkeervergunning loopt af.",
        )
    with django_assert_num_queries(2):
        assert len(found(suzanne, "parkeervergunning")) == 20


def test_postgresql_knows_dutch_word_forms_and_uses_the_index(thread, suzanne) -> None:  # type: ignore[no-untyped-def]
    if connection.vendor != "postgresql":
        pytest.skip("SQLite looks for the letters themselves")
    told(thread, "Wij betalen uw vergunningen terug.")
    assert found(suzanne, "vergunning") == [thread.id]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM inbox_message WHERE to_tsvector('dutch'::regconfig, "
            "COALESCE(words, '')) @@ to_tsquery('dutch'::regconfig, 'vergunning')"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "inbox_words_ix" in plan
