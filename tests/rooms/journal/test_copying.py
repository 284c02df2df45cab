"""Rows that are copied in are the rows that an insert would have made, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from oogopslag.inbox.models import Message, Thread
from oogopslag.people import queries as who
from oogopslag.rows import copying

pytestmark = pytest.mark.django_db
AWKWARD = "tab\there, line\nbreak\r, back\\slash \\N \\. and “quotes” é 😀"


def thread(resident: Any, **more: Any) -> Thread:
    values: dict[str, Any] = {
        "title": {"nl": AWKWARD},
        "safe_title": {"nl": "T"},
        "search": AWKWARD,
        "labels": [AWKWARD, ""],
        "due": date(2026, 3, 1),
        "visible_from": datetime(2026, 1, 1, 12, 30, 15, 123456, tzinfo=UTC),
        "content_changed": timezone.now(),
        "unread": 7,
        "read_receipts": True,
    }
    return Thread(
        resident=resident, organisation=who.organisation("dienst-toeslagen"), **values | more
    )


def test_every_kind_of_value_comes_back_as_it_was(suzanne: Any) -> None:
    rows = [thread(suzanne), thread(suzanne, due=None, labels=[], search="\\N", team="")]
    message = Message(
        thread=rows[0], kind="information", by="organisation", author={"nl": AWKWARD},
        body={"nl": AWKWARD, "en": ""}, placed=timezone.now(), legal_effect=None,
        accepted={"delivered_to": [], "rejected": None}, answer_within=2,
    )  # fmt: skip
    copying.insert(rows)
    copying.insert([message])
    for made in (*rows, message):
        stored = type(made).objects.get(pk=made.pk)
        for field in made._meta.concrete_fields:
            assert getattr(stored, field.attname) == getattr(made, field.attname), field.name
    assert rows[0].updated is not None, "the moment that sets itself"


def test_a_key_that_exists_is_refused_as_by_any_insert_and_nothing_stays(suzanne: Any) -> None:
    first, second = thread(suzanne), thread(suzanne)
    copying.insert([first])
    second.id = first.id
    with pytest.raises(IntegrityError), transaction.atomic():
        copying.insert([thread(suzanne), second])
    assert list(Thread.objects.values_list("id", flat=True)) == [first.id]


def test_a_value_of_another_kind_is_refused(suzanne: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite gets a usual insert, which says so itself")
    naive = datetime(2026, 1, 1)
    for wrong in ({"visible_from": naive}, {"due": timezone.now()}, {"unread": "7"}):
        with pytest.raises(copying.UnfitValue), transaction.atomic():
            copying.insert([thread(suzanne, **wrong)])
    assert not Thread.objects.exists()


def test_nothing_is_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        copying.insert([])
