"""What insight does when something happened elsewhere."""

from typing import TYPE_CHECKING

from django.utils import timezone

from oogopslag.catalogue import queries as catalogue
from oogopslag.insight import content
from oogopslag.insight.models import Body, Unit
from oogopslag.journal import actions as journal

if TYPE_CHECKING:
    from oogopslag.journal.models import Line


@journal.follow("catalogue.loaded")
def services_become_units(line: "Line") -> None:
    """Whatever is in the catalogue is measured from today."""
    bodies = catalogue.organisations()
    for service in catalogue.services():
        body, _ = Body.objects.get_or_create(
            slug=service.organisation,
            defaults={
                "name": bodies[service.organisation].name["nl"],
                "layer": bodies[service.organisation].layer,
                "since": timezone.localdate(),
            },
        )
        Unit.objects.get_or_create(
            body=body,
            service=service.slug,
            defaults={"domain": content.domain(service.slug), "since": timezone.localdate()},
        )
