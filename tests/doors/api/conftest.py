"""Machines of two organisations, each with a key that was made the way a developer makes one."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from tests import builders

from oogopslag.people import actions as people
from oogopslag.people import limits
from oogopslag.people import queries as who

OINS = {"gemeente-veenstad": "00000009900000001000", "dienst-toeslagen": "00000009900000002000"}


@dataclass
class Machine:
    """A program of an organisation, with its key."""

    client: Any
    key: str
    browser: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One call; `body` is sent as JSON unless it is bytes."""
        data = body if isinstance(body, bytes) else json.dumps(body) if body is not None else ""
        kind = headers.pop("content_type", "application/json")
        named = {"authorization": f"Bearer {self.key}", "accept-language": "nl", **headers}
        return self.browser.generic(method, path, data, content_type=kind, headers=named)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)


def machine(kind: str = "normal", organisation: str = "gemeente-veenstad") -> Machine:
    """A new key of this kind."""
    developer = builders.staff("develop", organisation=organisation, name=f"Dev {organisation}")
    made = people.make_client(
        who.organisation(organisation), name="proef", kind=kind, staff=developer
    )
    return Machine(client=made.client, key=made.key)


@pytest.fixture(autouse=True)
def fresh_purse() -> None:
    limits.forget()


@pytest.fixture
def veenstad(world: None) -> Machine:
    """A normal key of the municipality."""
    from oogopslag.people.models import Organisation

    for slug, oin in OINS.items():
        Organisation.objects.filter(slug=slug).update(oin=oin)
    return machine()


@pytest.fixture
def toeslagen(veenstad: Machine) -> Machine:
    """A normal key of another organisation."""
    return machine(organisation="dienst-toeslagen")


@pytest.fixture
def tester(veenstad: Machine) -> Machine:
    """A test key of the municipality."""
    return machine("test")


@pytest.fixture(autouse=True)
def kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call through WSGI leaves the test's own transaction open, as Django's client does."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def outside_a_transaction(self: BaseDatabaseWrapper) -> None:
        if not self.in_atomic_block:
            close(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", outside_a_transaction)


def _contract(shared: Path, file: str, base: str) -> Any:
    from tests.doors.api.contract import Contract  # it needs Machine from here

    return Contract(shared, file, base)


@pytest.fixture
def store(shared: Path) -> Any:
    """The contract of a store of letters (FBS)."""
    return _contract(shared, "fbs-berichtenmagazijn-openapi-0.2.0.yaml", "/fbs/magazijn/api/v1")


@pytest.fixture
def box(shared: Path) -> Any:
    """The contract by which a portal fetches letters (FBS)."""
    return _contract(shared, "fbs-berichtenuitvraag-openapi-0.1.0.yaml", "/fbs/uitvraag/api/v1")


@pytest.fixture
def portal(veenstad: Machine, settings) -> Machine:  # type: ignore[no-untyped-def]
    """The municipality is an authorised portal; Dienst Toeslagen is not."""
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["gemeente-veenstad"])
    return veenstad
