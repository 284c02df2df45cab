"""What many residents have asked for or were granted, for a look at everybody."""

from uuid import UUID

from oogopslag.cases.models import Case
from oogopslag.core.casework import Outcome


def services_of_many(
    first: UUID, last: UUID
) -> tuple[set[tuple[UUID, str]], set[tuple[UUID, str]]]:
    """(resident, service) that run or were granted, and those that were granted; by resident id
    (both inclusive). Two queries.
    """
    rows = Case.objects.filter(
        resident__gte=first, resident__lte=last, kind=Case.APPLICATION
    ).values_list("resident_id", "service")
    granted = set(
        rows.filter(decision__outcome__in=(Outcome.GRANT, Outcome.PARTLY), decision__replaced=None)
    )
    return set(rows.filter(closed=None)) | granted, granted
