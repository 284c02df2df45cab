"""What may be counted of the log of data use: no fact, no person; for insight."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from oogopslag.facts.models import DataUse


def uses(
    residents: Iterable[UUID], since: datetime, until: datetime
) -> list[tuple[UUID, str, datetime, str]]:
    """Who looked at these residents: (resident, service, moment, who); both ends included."""
    rows = DataUse.objects.filter(
        resident_id__in=list(residents), moment__gte=since, moment__lte=until
    )
    return [
        (resident, service, moment, str(who.get("nl", "")))
        for resident, service, moment, who in rows.values_list(
            "resident_id", "service", "moment", "who"
        )
        if who
    ]
