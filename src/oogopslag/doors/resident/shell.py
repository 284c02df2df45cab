"""The frame of a resident's page."""

from oogopslag.doors.entry import ResidentRequest
from oogopslag.inbox import queries as inbox
from oogopslag.ui.shell import Shell


def shell(request: ResidentRequest, active: str) -> Shell:
    """One query: the stored counter of unread messages."""
    return Shell(
        layout="resident",
        active=active,
        name=request.resident.name,
        unread=inbox.unread(request.resident),
    )
