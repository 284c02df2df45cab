"""Undoing a wrong death: only when the register of persons itself says it no more.

Bodies use what the register says (Wet BRP 1.7) and report doubt to it (2.34): nobody here knows
better. It is asked before each of the two steps, outside any transaction.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.core.values import Bsn
from oogopslag.facts import logbook, sources
from oogopslag.facts.errors import SourceDown
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.errors import RegisterSilent, StillDeceased

if TYPE_CHECKING:
    from oogopslag.people.models import Organisation, Resident, Staff


def doubt(staff: "Staff", organisation: "Organisation", bsn: Bsn, *, reason: str) -> UUID:
    """The first of two: says why. Raises StillDeceased, RegisterSilent, UnknownResident,

    and what `people.doubt_death` raises.
    """
    resident = who.resident_by_bsn(bsn)
    _alive(resident)
    return people.doubt_death(staff, organisation, resident, reason=reason)


def settle(staff: "Staff", organisation: "Organisation", key: UUID, *, undo: bool) -> "Resident":
    """The second: undoes it, or lets it stand. Raises StillDeceased, RegisterSilent,

    and what `people.settle_death` raises.
    """
    if undo:
        _alive(who.doubted_of(organisation, key))
    return people.settle_death(staff, organisation, key, undo=undo)


def _alive(resident: "Resident") -> None:
    """Asks the register, with a line that the resident can read."""
    register = next(one for one in sources.sources() if one.code == "brp")
    try:
        with logbook.using(
            resident,
            [],
            purpose={
                "nl": "Nagaan of een gemeld overlijden klopt.",
                "en": "Checking whether a reported death is right.",
            },
            who={"nl": "Oogopslag", "en": "Oogopslag"},
            activity="urn:oogopslag:verwerking:overlijden-nagaan",
            foreign="brp",
        ):
            found = register.fetch(who.bsn_of(resident))
    except SourceDown:
        raise RegisterSilent from None
    if found is None:
        raise RegisterSilent
    if found.deceased_on is not None:
        raise StillDeceased
