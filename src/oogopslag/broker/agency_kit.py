"""The inbox contract from our own side: how an organisation's machines use our API.

No end point is asked: what they sent and what we refused stands in our own log of the past week.
"""

from datetime import timedelta

from django.utils import timezone

from oogopslag.broker.kit_asking import finding, untested
from oogopslag.people import measures as people

DAYS = 7
MOST = 10


def agency_findings(organisation: str) -> tuple[dict[str, str], ...]:
    """One finding per kind of refusal; untested where nothing was sent with a real key."""
    found = people.machine_use(organisation, since=timezone.now() - timedelta(days=DAYS))
    if not found.used and not found.refused:
        return (untested("calls", f"no call with a real key in {DAYS} days"),)
    broken = [
        finding(f"{one.method} {one.route}", False,
                f"{one.times} of the calls in {DAYS} days were refused: {one.problem}",
                "the problem document of the answer names the field; try the same call with a "
                "test key in the sandbox")
        for one in found.refused[:MOST]
    ]  # fmt: skip
    return tuple(broken) or (finding("calls", True, "", ""),)
