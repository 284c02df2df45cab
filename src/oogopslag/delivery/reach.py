"""By which channels a resident is told of something, as they chose it themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oogopslag.core import ladder
from oogopslag.delivery.models import Preference
from oogopslag.people import queries as people

if TYPE_CHECKING:
    from oogopslag.people.models import Resident
    from oogopslag.people.queries import ChannelWishView

Known = Mapping[UUID, tuple[list["ChannelWishView"], list[Preference]]]
DIGITAL = "digital"  # the wish that says whether somebody takes digital post at all
ANY_SERVICE, ANY_CHANNEL = "", "*"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The ladder for one resident and service; `digital` False: they take post on paper only."""

    ladder: tuple[str, ...]
    addresses: Mapping[str, str]
    digital: bool

    @property
    def first(self) -> tuple[str, ...]:
        """The channel that tells first."""
        return self.ladder[:1]


def of(resident: "Resident", service: str = "", *, formal: bool) -> Reach:
    """Two queries: what was agreed (Awb 2:8), and what is wanted for this service."""
    return found(people.wishes(resident), _preferences([resident.id])[resident.id], service, formal)


def of_many(residents: "Iterable[Resident]") -> "Known":
    """What `found` needs, for many residents at once, in two queries."""
    ids = [one.id for one in residents]
    wishes, preferences = people.wishes_of(ids), _preferences(ids)
    return {one: (wishes.get(one, []), preferences[one]) for one in ids}


def found(
    wishes: "list[ChannelWishView]", preferences: list[Preference], service: str, formal: bool
) -> Reach:
    """The ladder that follows from the agreements and preferences of one resident."""
    digital = not any(w.channel == DIGITAL and not w.agreed for w in wishes)
    agreed = {w.channel: w.address for w in wishes if w.works and w.channel in ladder.RUNGS}
    wanted = {
        channel: address
        for channel, address in agreed.items()
        if digital and _wanted(preferences, service, channel)
    }
    if agreed and digital and not wanted and not formal:
        return Reach(ladder=(), addresses={}, digital=True)  # their own choice: the inbox only
    return Reach(ladder=ladder.rungs(wanted, formal=formal), addresses=wanted, digital=digital)


def _wanted(preferences: list[Preference], service: str, channel: str) -> bool:
    """The choice for this service and channel; else for the service; else for new services."""
    for row in preferences:
        if row.service == service and row.channel == channel:
            return row.wanted
    for row in preferences:
        if row.service == ANY_SERVICE and row.channel == ANY_CHANNEL:
            asked = any(other.service == service for other in preferences if service)
            return row.wanted or asked or not service
    return True


def _preferences(residents: list[UUID]) -> dict[UUID, list[Preference]]:
    chosen: dict[UUID, list[Preference]] = {one: [] for one in residents}
    for row in Preference.objects.filter(resident_id__in=residents):
        chosen[row.resident_id].append(row)
    return chosen
