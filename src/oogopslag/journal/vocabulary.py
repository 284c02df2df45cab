"""Which events exist and what each may hold, so that no text or BSN can enter the journal.

A room's `vocabulary.py` holds `VOCABULARY: dict[str, dict[str, Kind]]`: event name → field → kind.
"""

import re
import sys
from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from oogopslag.journal.errors import UnfitData, UnknownEvent

Kind = Literal["id", "code", "date", "integer", "hash", "flag", "codes"]

_events: dict[str, Mapping[str, Kind]] = {}
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.\-\[\]]{0,79}")
_HASH = re.compile(r"[0-9a-f]{64}")


def declare(vocabulary: Mapping[str, Mapping[str, Kind]]) -> None:
    """Adds a room's events. Called once at start for each `vocabulary.py`."""
    _events.update(vocabulary)


def autodiscover() -> None:
    """Reads the vocabulary of every installed room."""
    autodiscover_modules("vocabulary")
    for app in apps.get_app_configs():
        module = sys.modules.get(f"{app.name}.vocabulary")
        declare(getattr(module, "VOCABULARY", {}))


def events() -> Mapping[str, Mapping[str, Kind]]:
    return _events


def checked(name: str, data: Mapping[str, object]) -> dict[str, object]:
    """The data in a form that fits JSON. Raises UnknownEvent or UnfitData."""
    if name not in _events:
        raise UnknownEvent(name)
    fields = _events[name]
    if unknown := data.keys() - fields.keys():
        raise UnfitData(f"{name} has no field {', '.join(sorted(unknown))}")
    return {key: _plain(name, key, fields[key], value) for key, value in data.items()}


def _plain(name: str, key: str, kind: Kind, value: object) -> object:  # noqa: PLR0911 -- one table
    match kind, value:
        case _, None:
            return None
        case "id", UUID():
            return str(value)
        case "code", str() if _CODE.fullmatch(value):
            return str(value)
        case "codes", list() | tuple() if all(_CODE.fullmatch(str(v)) for v in value):
            return [str(v) for v in value]
        case "date", date():
            return value.isoformat()
        case "flag", bool():
            return value
        case "integer", int() if not isinstance(value, bool):
            return value
        case "hash", str() if _HASH.fullmatch(value):
            return value
    raise UnfitData(f"{name}.{key} is not of kind {kind}")
