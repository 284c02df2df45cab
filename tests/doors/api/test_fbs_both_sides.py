"""Our FBS client against our FBS store: both sides speak the same."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests import builders
from tests.doors.api.conftest import OINS, Machine

from oogopslag.inbox.adapters.fbs import Letter, Store
from oogopslag.inbox.models import Message
from oogopslag.outside.errors import Refused, Rejected

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = "/fbs/magazijn/api/v1"


Asked = list[str]


@pytest.fixture
def talk(served):  # type: ignore[no-untyped-def]
    """Over the wire: gives what came of it, and the addresses that were asked."""

    def talk(machine: Machine, work: Any) -> tuple[Any, Asked]:
        asked: Asked = []

        async def note(request: httpx.Request) -> None:
            asked.append(str(request.url))

        async def run() -> Any:
            async with httpx.AsyncClient(event_hooks={"request": [note]}) as client:
                return await work(Store(client, served.url + ROOT, machine.key))

        return asyncio.run(run()), asked

    return talk


def letter(**other: Any) -> Letter:
    return Letter(
        **{
            "sender": OINS["dienst-toeslagen"],
            "bsn": builders.SUZANNE,
            "title": "Voorlopige aanslag",
            "text": "Hierbij uw aanslag.",
            "extension": {"reactieTermijn": 5},
            **other,
        }
    )


def test_what_we_deliver_is_what_we_read_and_once_per_key(
    veenstad: Machine, toeslagen: Machine, talk, settings
) -> None:  # type: ignore[no-untyped-def]
    first, _asked = talk(toeslagen, lambda store: store.deliver(letter(), key="k"))
    again, _asked = talk(toeslagen, lambda store: store.deliver(letter(), key="k"))
    assert first == again == str(Message.objects.get().id)
    settings.CONFIG = replace(settings.CONFIG, portal_oins=OINS["gemeente-veenstad"])
    (found,), asked = talk(veenstad, lambda store: store.box(builders.SUZANNE))
    assert (found.id, found.title, found.text) == (first, letter().title, letter().text)
    assert found.extension["reactieTermijn"] == 5
    assert not any(builders.SUZANNE.number in address for address in asked)
    nothing, _asked = talk(veenstad, lambda store: store.box(builders.JOKE))
    assert nothing == []


def test_what_is_too_long_is_never_sent(toeslagen: Machine, talk) -> None:  # type: ignore[no-untyped-def]
    for one in (letter(title="x" * 256), letter(text="é" * 600_000)):
        with pytest.raises(Rejected):
            talk(toeslagen, lambda store, one=one: store.deliver(one, key="k"))
    assert not Message.objects.exists()


def test_a_key_that_is_no_portal_reads_no_box(toeslagen: Machine, talk) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused):
        talk(toeslagen, lambda store: store.box(builders.SUZANNE))
