"""Working hours in Amsterdam: when so many of them are over. Pure; moments come in with a zone.

A working hour lies on a working day of the Algemene termijnenwet between two whole hours of the
clock. No law knows working hours: they are what an organisation promises.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from oogopslag.core import terms

HERE = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class ServiceHours:
    """From `opens` to `closes` o'clock on working days. Raises ValueError when none is left."""

    opens: int = 9
    closes: int = 17

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 23:
            raise ValueError("Service hours open before they close, within one day.")

    def after(self, start: datetime, spent: timedelta) -> datetime:
        """The moment at which so much working time has passed since `start`, in Amsterdam.

        Rounded up to the minute that people read. The clock never changes in working hours: it
        does so on Sundays.
        """
        local = start.astimezone(HERE).replace(tzinfo=None)
        at = self._open_from(local if not local.second + local.microsecond else _whole(local))
        while (today := self._closes(at) - at) < spent:
            spent -= today
            at = self._open_from(self._closes(at))
        return (at + spent).replace(tzinfo=HERE)

    def _open_from(self, at: datetime) -> datetime:
        """The moment itself when it lies in working hours, else the next opening."""
        if terms.is_working_day(at.date()) and at.hour < self.closes:
            return max(at, datetime.combine(at.date(), time(self.opens)))
        following = terms.add_working_days(at.date(), 1)
        return datetime.combine(following, time(self.opens))

    def _closes(self, at: datetime) -> datetime:
        return datetime.combine(at.date(), time(self.closes))


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0) + MINUTE
