"""The readiness content, read once per process."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from ruamel.yaml import YAML

from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law import Text
from oogopslag.core.readiness.events import Vocabulary, read_vocabulary
from oogopslag.core.readiness.model import Model, read_model

CURRENT = "2026-3"


@dataclass(frozen=True, kw_only=True)
class Hop:
    """One body's part of a life event."""

    service: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class LifeEvent:
    key: str
    name: Text
    hops: tuple[Hop, ...]


def folder() -> Path:
    return settings.CONFIG.content / "readiness"


@cache
def model(version: str = CURRENT) -> Model:
    """A version of the staircase; old results are replayed with the one they were made with."""
    return read_model(folder() / "staircase" / f"{version}.yaml")


@cache
def versions() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in (folder() / "staircase").glob("*.yaml")))


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(folder() / "events.yaml")


@cache
def _services() -> dict[str, Any]:
    return load("services.yaml")


def load(name: str) -> dict[str, Any]:
    """A plain file of content/readiness."""
    found: dict[str, Any] = YAML(typ="safe").load((folder() / name).read_text())
    return found


def domain(service: str) -> str:
    return str(_services()["domains"].get(service, "other"))


def service_name(service: str) -> Text:
    """What a service is called, for people; its key where nobody named it."""
    known = {one.slug: one.title for one in catalogue.services()}
    names: dict[str, Text] = _services()["names"]
    return known.get(service) or names.get(service) or {"nl": service, "en": service}


@cache
def life_events() -> dict[str, LifeEvent]:
    return {
        key: LifeEvent(key=key, name=row["name"], hops=tuple(Hop(**hop) for hop in row["hops"]))
        for key, row in _services()["events"].items()
    }
