"""Days on which our digital entrance did not work, in the last week of the term to object.

An outage does not move this term: it ends on its day by law (Awb 6:7, 6:8; docs/decisions/0061).
Who is late for it is not held to it when that cannot reasonably be blamed on them (Awb 6:11, and
for an outage the third paragraph of 2:21). Both sides read of it, so that nobody has to find out.
"""

from datetime import date, timedelta
from uuid import UUID

from oogopslag.cases.models import Case, Decision
from oogopslag.cases.views import Unreachable
from oogopslag.inbox import queries as inbox

LAST_DAYS = timedelta(days=7)  # our own choice: the law says "in a period before the end"


def before_the_end(object_until: date, organisation: UUID) -> tuple[Unreachable, ...]:
    """Outages in the last week of a term that ends with this day; one query."""
    first = object_until - LAST_DAYS + timedelta(days=1)
    return tuple(
        Unreachable(since=max(since, first), until=min(until, object_until))
        for since, until in inbox.outages_between(organisation, first, object_until)
    )


def for_objection(case: Case) -> tuple[Unreachable, ...]:
    """The same for the decision that an objection is about."""
    if case.about is None:
        return ()
    ends = Decision.objects.filter(id=case.about).values_list("object_until", flat=True).first()
    return before_the_end(ends, case.organisation_id) if ends else ()
