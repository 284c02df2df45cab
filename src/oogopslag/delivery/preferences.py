"""What a resident wants to be told about: per channel and per service."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.delivery.errors import InvalidUnsubscribe
from oogopslag.delivery.models import Preference
from oogopslag.delivery.reach import ANY_CHANNEL, ANY_SERVICE
from oogopslag.journal import actions as journal
from oogopslag.people import queries as people
from oogopslag.people.errors import UnknownResident

if TYPE_CHECKING:
    from oogopslag.people.models import Resident

READ = "read"  # the sender of an ordinary message may see that it was opened
CHANNELS = ("push", "email", "sms", READ)
_SALT = "oogopslag.unsubscribe"
_LASTS = 400 * 24 * 60 * 60  # seconds


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One choice. Service "" with channel "*": whether new services may notify by themselves."""

    service: str
    channel: str
    wanted: bool


def preferences_of(resident: "Resident") -> list[Chosen]:
    """Every choice of this resident; what is not there follows the channel itself."""
    rows = Preference.objects.filter(resident=resident).order_by("service", "channel")
    return [Chosen(service=r.service, channel=r.channel, wanted=r.wanted) for r in rows]


def may_report_reading(resident: "Resident", service: str) -> bool:
    """Whether senders of this service may see when ordinary messages are opened; no by default."""
    rows = Preference.objects.filter(resident=resident, service=service, channel=READ)
    return rows.filter(wanted=True).exists()


@transaction.atomic
def prefer(resident: "Resident", service: str, channel: str, *, wanted: bool) -> None:
    """Chooses for one service and channel, or (service "", channel "*") for new services."""
    if channel not in CHANNELS and (service, channel) != (ANY_SERVICE, ANY_CHANNEL):
        raise ValueError("not a channel to choose")
    Preference.objects.update_or_create(
        resident=resident,
        service=service,
        channel=channel,
        defaults={"wanted": wanted, "changed": timezone.now()},
    )
    journal.write(
        "delivery.preferred",
        actor=Actor(kind="resident", id=str(resident.id)),
        resident=resident.id,
        channel="all" if channel == ANY_CHANNEL else channel,
        service=service or None,
        wanted=wanted,
    )


def token_for(resident: UUID, service: str) -> str:
    """What stands in the unsubscribe link of a mail: it can do that one thing and nothing else."""
    return signing.dumps([str(resident), service], salt=_SALT, compress=True)


def unsubscribe(token: str) -> str:
    """No more mail about the token's service; gives the service. Raises InvalidUnsubscribe."""
    try:
        resident, service = signing.loads(token, salt=_SALT, max_age=_LASTS)
        found = people.resident_by_id(resident)
    except (signing.BadSignature, ValueError, LookupError, UnknownResident) as error:
        raise InvalidUnsubscribe from error
    prefer(found, service, "email", wanted=False)
    return str(service)
