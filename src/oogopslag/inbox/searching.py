"""Search in what was said: the resident's own messages only, by an index on both databases.

A message keeps its text once more as `words`, with a name of its resident before it. PostgreSQL
looks both up in one index (Dutch word forms, beginnings of words); the common word of everybody
else's letters is never read. SQLite looks through the resident's own messages.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q, QuerySet

from oogopslag.inbox.models import Message, Thread

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

CONFIG = "dutch"
LONGEST = 60_000  # characters kept of one message: an index entry has an end
MOST_WORDS, SHORTEST, MOST_FOUND = 6, 2, 300
_WORD = re.compile(r"[^\W_]+")


def words_of(resident: UUID, body: Mapping[str, str]) -> str:
    """What a message is found by: every language of its text, in small letters."""
    said = " ".join(_WORD.findall(" ".join(body.values())[:LONGEST].lower()))
    return f"{_name(resident)} {said}"


def _name(resident: UUID) -> str:
    return f"r{resident.hex}"


def asked(text: str) -> list[str]:
    """The words of a question that can be looked for."""
    return [one for one in _WORD.findall(text.lower()) if len(one) >= SHORTEST][:MOST_WORDS]


def found_in_texts(resident: "Resident", words: list[str]) -> list[UUID]:
    """Conversations in which one message holds all these words, newest first; one query."""
    rows = Message.objects.filter(retracted=None, thread__hidden=False)
    rows = _indexed(rows, resident, words) if _postgres() else _plain(rows, resident, words)
    # By `placed`, which has no index: by key PostgreSQL would walk all messages back instead of
    # asking its index of words.
    newest = rows.order_by("-placed").values_list("thread_id", flat=True)[:MOST_FOUND]
    return list(dict.fromkeys(newest))


def _postgres() -> bool:
    return connection.vendor == "postgresql"


def _indexed(rows: QuerySet[Message], resident: "Resident", words: list[str]) -> QuerySet[Message]:
    lexemes = [_name(resident.id), *(f"'{word}':*" for word in words)]
    text = " & ".join(lexemes)
    # Also as it was typed: the stem of a word need not be the beginning of a longer one.
    query = SearchQuery(text, config=CONFIG, search_type="raw") | SearchQuery(
        text, config="simple", search_type="raw"
    )
    vector = SearchVector("words", config=CONFIG)  # as the index of migration 0010 has it
    return rows.annotate(vector=vector).filter(vector=query)


def _plain(rows: QuerySet[Message], resident: "Resident", words: list[str]) -> QuerySet[Message]:
    rows = rows.filter(thread__resident=resident)
    for word in words:
        rows = rows.filter(words__contains=f" {word}")  # the beginning of a word, never the name
    return rows


def having(rows: QuerySet[Thread], resident: "Resident", text: str) -> QuerySet[Thread]:
    """Those of the conversations that have these words in title or body's name, or in a message."""
    words = asked(text)
    if not words:
        return rows
    titled = Q()
    for word in words:
        titled &= Q(search__contains=word)
    return rows.filter(titled | Q(id__in=found_in_texts(resident, words)))
