"""The frame of a resident's page."""

from oogopslag.doors.entry import ResidentRequest
from oogopslag.inbox import queries as inbox
from oogopslag.ui.shell import Shell


def shell(request: ResidentRequest, active: str, unread: int | None = None) -> Shell:
    """One query for the stored counter of unread messages, none when it is given."""
    return Shell(
        layout="resident",
        active=active,
        name=request.resident.name,
        offline="forget" if request.session.get("shared") else "keep",
        unread=inbox.unread(request.resident) if unread is None else unread,
    )
