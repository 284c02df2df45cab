"""An agenda of desks through iCalendar (RFC 5545): free/busy read, visits put as events (CalDAV).

The free/busy address is a plain GET of a VFREEBUSY; a visit is a PUT of a VEVENT beside it that is
refused (412) when something stands there already. A visit that is cancelled is put once more, with
STATUS:CANCELLED: that is not busy any more (RFC 4791, 7.10), and the desk still sees what it was.
"""

from dataclasses import dataclass, field
from datetime import datetime

import httpx
from icalendar import Calendar, Event

from oogopslag.outside import trace
from oogopslag.outside.asking import ask
from oogopslag.outside.errors import Unusable

Period = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """An agenda of an organisation: the address of its collection and our token there."""

    organisation: str
    url: str
    token: str = field(repr=False)


async def busy(http: httpx.AsyncClient, agenda: Agenda) -> list[Period]:
    """When no visit is possible. Raises an OutsideError; what cannot be read is Unusable."""
    answer = await ask(
        http, "GET", f"{agenda.url.rstrip('/')}/freebusy", headers=_headers(agenda), raw=True
    )
    return read_busy(answer.data)


def read_busy(content: bytes) -> list[Period]:
    """The busy periods of every VFREEBUSY; free ones in it do not count. Raises Unusable."""
    try:
        calendar = Calendar.from_ical(content)
        found = [
            (start, end)
            for part in calendar.walk("VFREEBUSY")
            for entry in _entries(part)
            for start, end in _periods(entry)
        ]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Unusable(type(error).__name__) from None
    return sorted(found)


def _entries(part: object) -> list[object]:
    value = part.get("FREEBUSY", [])  # type: ignore[attr-defined]  # an icalendar component
    return value if isinstance(value, list) else [value]


def _periods(entry: object) -> list[Period]:
    kind = str(getattr(entry, "params", {}).get("FBTYPE", "BUSY")).upper()
    if kind == "FREE":
        return []
    periods = getattr(entry, "dts", None) or [entry]
    found = []
    for one in periods:
        start, end = one.start, one.end
        if start.tzinfo is None or end <= start:
            raise ValueError
        found.append((start, end))
    return found


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit as an agenda takes it; `said` is when we said so (DTSTAMP)."""

    uid: str
    start: datetime
    end: datetime
    title: str
    place: str
    said: datetime
    cancelled: bool = False


async def put(http: httpx.AsyncClient, agenda: Agenda, visit: Visit) -> None:
    """Puts a visit in the agenda, or marks it there as cancelled.

    A new one is refused with Conflict when that uid is there. Raises an OutsideError.
    """
    new = {} if visit.cancelled else {"If-None-Match": "*"}
    await ask(
        http,
        "PUT",
        f"{agenda.url.rstrip('/')}/{visit.uid}.ics",
        content=event(visit),
        headers=_headers(agenda) | {"Content-Type": "text/calendar"} | new,
        raw=True,
    )


def event(visit: Visit, *, organizer: str = "") -> bytes:
    """One visit as an iCalendar file.

    With `organizer` (an address) it is a message for somebody's own agenda, PUBLISH or CANCEL
    (RFC 5546); without it a thing that lies in an agenda, which has no METHOD (RFC 4791, 4.1). A
    cancelled one has a higher SEQUENCE, so that it takes the place of what was said before.
    """
    calendar, one = Calendar(), Event()
    calendar.add("prodid", "-//Oogopslag//NL")
    calendar.add("version", "2.0")
    if organizer:
        calendar.add("method", "CANCEL" if visit.cancelled else "PUBLISH")
        one.add("organizer", organizer)
    one.add("uid", visit.uid)
    one.add("dtstamp", visit.said)
    one.add("dtstart", visit.start)
    one.add("dtend", visit.end)
    one.add("summary", visit.title)
    one.add("sequence", 1 if visit.cancelled else 0)
    one.add("status", "CANCELLED" if visit.cancelled else "CONFIRMED")
    if visit.place:
        one.add("location", visit.place)
    calendar.add_component(one)
    made: bytes = calendar.to_ical()
    return made


def _headers(agenda: Agenda) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {agenda.token}",
        "traceparent": trace.current().header,
    }
