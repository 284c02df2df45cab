"""The sandbox of an organisation: residents that do not exist, and a clock that can be moved."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from oogopslag.doors.api.agency.messages import client_of
from oogopslag.doors.api.agency.schema import Incoming, Moment, Outgoing
from oogopslag.doors.api.refusing import problem_of
from oogopslag.inbox import simulating
from oogopslag.people import queries as people
from oogopslag.people.errors import WrongKindOfKey

router = Router(tags=["Sandbox"])


class Simulator(Outgoing):
    """A recipient that does not exist, and what it does."""

    name: str
    does: str


class Sandbox(Outgoing):
    """`now` of the sandbox is ahead of the real one by so many seconds."""

    now_at: Moment
    seconds_ahead: int
    simulators: list[Simulator]


class Forward(Incoming):
    """How far the clock goes forward; everything in the sandbox grows so much older."""

    seconds: int = Field(ge=1, le=31_622_400, examples=[3600])


@router.get(
    "/sandbox",
    response=Sandbox,
    url_name="api_sandbox",
    operation_id="getSandbox",
    by_alias=True,
)
def sandbox(request: HttpRequest) -> Any:
    """What there is to try with."""
    ahead = simulating.ahead(_organisation(request))
    return Sandbox(
        now_at=timezone.now() + timedelta(seconds=ahead),
        seconds_ahead=ahead,
        simulators=[Simulator(name=n, does=d) for n, d in people.SIMULATORS.items()],
    )


@router.post(
    "/sandbox/clock",
    response=Sandbox,
    url_name="api_sandbox_clock",
    operation_id="moveClock",
    by_alias=True,
)
def move(request: HttpRequest, forward: Forward) -> Any:
    """Move the clock of your sandbox forward."""
    simulating.forward(_organisation(request), forward.seconds)
    return sandbox(request)


def _organisation(request: HttpRequest) -> Any:
    client = client_of(request)
    if client.kind != "test":
        raise problem_of(WrongKindOfKey())
    return client.organisation
