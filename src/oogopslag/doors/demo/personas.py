"""Who can be signed in as in a demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A resident (`bsn`) or a member of staff (`subject`, `roles` by organisation)."""

    name: str
    story: Mapping[str, str]
    bsn: str = ""
    subject: str = ""
    roles: Mapping[str, list[str]] | None = None


@cache
def _read() -> dict[str, list[dict[str, Any]]]:
    text = Path(__file__).with_name("personas.yaml").read_text()
    found: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(text)
    return found


def residents() -> list[Persona]:
    return [Persona(**one) for one in _read()["residents"]]


def staff() -> list[Persona]:
    return [Persona(**one) for one in _read()["staff"]]


def member(subject: str) -> Persona | None:
    return next((one for one in staff() if one.subject == subject), None)
