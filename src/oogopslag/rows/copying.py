"""New rows by PostgreSQL's COPY: a fifth of the work of an INSERT with as many values.

Keys, constraints and the transaction are those of any insert; one row alone is inserted by words
that are made once for each model. SQLite gets a usual insert.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field

AT_ONCE = 500
_NULL = "\\N"
_Text = Callable[[Any], str]


class UnfitValue(TypeError):
    """A value that this field cannot hold, or a kind of field that COPY does not know yet."""


def insert(rows: Sequence[models.Model]) -> None:
    """Writes new rows of one model, in the caller's transaction; their keys are set already.

    Raises IntegrityError as any insert, and UnfitValue.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        return
    shape = _shape(model)
    for field in shape.moving:
        for row in rows:
            field.pre_save(row, add=True)
    if len(rows) == 1:
        _insert(shape, rows[0].__dict__)
    else:
        _copy(shape, [row.__dict__ for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


class _Shape(NamedTuple):
    """How rows of one model are written; `moving` are the fields that set themselves (auto_now)."""

    insert: str
    copy: str
    texts: list[tuple[str, _Text, bool]]
    moving: list[_Field]


def _insert(shape: _Shape, held: Mapping[str, Any]) -> None:
    values = [
        None if (value := held[name]) is None else text(value)
        for name, text, _divides in shape.texts
    ]
    with connection.cursor() as cursor:
        cursor.execute(shape.insert, values)


def _copy(shape: _Shape, rows: Sequence[Mapping[str, Any]]) -> None:
    lines = ["\t".join([_cell(held[name], *how) for name, *how in shape.texts]) for held in rows]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        _send(cursor, shape.copy, "\n".join(lines))


def _cell(value: Any, text: Any, divides: Any) -> str:
    if value is None:
        return _NULL
    return _escaped(text(value)) if divides else str(text(value))


def _send(cursor: CursorWrapper, words: str, text: str) -> None:
    with cursor.cursor.copy(words) as copy:
        copy.write(text)


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    places = ", ".join(["%s"] * len(fields))
    return _Shape(
        insert=f"INSERT INTO {table} VALUES ({places})",  # noqa: S608 -- names of our own models
        copy=f"COPY {table} FROM STDIN",
        texts=[(field.attname, *_text_of(field)) for field in fields],
        moving=[
            field
            for field in fields
            if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        ],
    )


def _text_of(field: _Field) -> tuple[_Text, bool]:
    """How a value reads, and whether it may hold what COPY takes for the end of a cell."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    for known, text, divides in _KINDS:
        if isinstance(kind, known):
            return text, divides
    raise UnfitValue(f"{field} cannot be copied")


def _escaped(text: str) -> str:
    """As COPY reads it back: what divides cells and lines is escaped."""
    text = text.replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _moment(value: datetime) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise UnfitValue("a moment without a time zone")
    return value.isoformat()


def _day(value: date) -> str:
    if isinstance(value, datetime):
        raise UnfitValue("a moment where a day belongs")
    return value.isoformat()


def _whole(value: int) -> str:
    if not isinstance(value, int):
        raise UnfitValue(f"{type(value).__name__} where a whole number belongs")
    return str(int(value))


_KINDS: tuple[tuple[type[_Field], _Text, bool], ...] = (
    (models.UUIDField, str, False),
    (models.BooleanField, lambda value: "t" if value else "f", False),
    (models.DateTimeField, _moment, False),
    (models.DateField, _day, False),
    (models.IntegerField, _whole, False),
    (models.JSONField, json.dumps, True),
    (models.TextField, str, True),
    (models.CharField, str, True),
)
