"""The frame of the broker's pages and of an organisation's own pages."""

from oogopslag.core.values import Actor
from oogopslag.doors.entry import BrokerRequest
from oogopslag.ui.shell import Shell


def shell(request: BrokerRequest, active: str, layout: str = "console") -> Shell:
    return Shell(
        layout=layout, active=active, name=request.staff.name, theme="", trial=request.trial
    )


def actor(request: BrokerRequest) -> Actor:
    return Actor(kind="staff", id=str(request.staff.id))
