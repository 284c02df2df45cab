"""A body that joins is measured from that day."""

from django.utils import timezone

from oogopslag.insight import content
from oogopslag.insight.models import Body, Unit


def join_body(slug: str, *, name: str, layer: str, size: int = 0, urbanity: int = 0) -> None:
    """Makes the body known; one that is known already stays as it is."""
    Body.objects.get_or_create(
        slug=slug,
        defaults={"name": name, "layer": layer, "size": size, "urbanity": urbanity,
                  "since": timezone.localdate()},
    )  # fmt: skip


def add_unit(slug: str, service: str, *, name: str = "") -> None:
    """A service of a body, measured from now on; `name` where the catalogue does not know it."""
    body = Body.objects.get(slug=slug)
    Unit.objects.get_or_create(
        body=body,
        service=service,
        defaults={"domain": content.domain(service), "since": timezone.localdate(), "name": name},
    )
