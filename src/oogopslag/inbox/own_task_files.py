"""A resident's own tasks, to take along: as data, and for an agenda."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from oogopslag.inbox.models import OwnTask
from oogopslag.inbox.own_tasks import own_tasks_of

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

MOST = 1_000


def own_tasks_data(resident: "Resident") -> list[dict[str, Any]]:
    """Every task of this resident as plain data, also what is done and not deleted yet."""
    rows = OwnTask.objects.filter(resident=resident).order_by("due", "id")[:MOST]
    return [
        {
            "id": str(row.id),
            "title": row.title,
            "sender": row.sender,
            "reference": row.reference,
            "due": row.due.isoformat(),
            "remind": row.remind,
            "made": row.made.isoformat(),
            "done": row.done.isoformat() if row.done else None,
        }
        for row in rows
    ]


def own_tasks_agenda(resident: "Resident") -> bytes:
    """What is open, as whole days of an iCalendar (RFC 5545), each with a warning two days before.

    Events and no to-dos: most agendas on phones do not show VTODO.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Oogopslag//eigen taken//NL")
    calendar.add("version", "2.0")
    for task in own_tasks_of(resident, MOST):
        event = Event()
        event.add("uid", f"{task.id}@oogopslag")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", task.due)
        event.add("dtend", task.due + timedelta(days=1))
        event.add("summary", task.title)
        event.add("description", ", ".join(filter(None, (task.sender, task.reference))))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", task.title)
        alarm.add("trigger", timedelta(days=-2))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
