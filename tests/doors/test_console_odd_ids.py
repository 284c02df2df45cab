"""What a console page is sent for something that is not there, or as a number without end."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests import builders

pytestmark = pytest.mark.django_db
NOBODY = str(uuid4())


@pytest.mark.parametrize(
    ("role", "where", "sent"),
    [
        ("broker", "c_portfolio", {"do": "shift", "key": NOBODY, "later": "2027-01-01",
                                   "reason": "x"}),
        ("broker", "c_fund", {"do": "pay", "key": NOBODY}),
        ("broker", "c_fund", {"do": "judge", "key": NOBODY, "residents": "1", "experts": "1"}),
        ("broker", "c_strategy", {"do": "node", "kind": "initiative", "title": "x", "parent": "",
                                  "indicator": "", "owner": "x", "euro": "1e400",
                                  "due": "2027-01-01"}),
        ("broker", "c_portfolio", {"do": "track", "title": "x", "lane": "A", "days": "9" * 30,
                                   "original": "2027-01-01", "organisation": "",
                                   "waits_for": ""}),
        ("broker", "c_portfolio", {"do": "track", "title": "x", "lane": "A", "days": "3",
                                   "original": "2027-01-01", "organisation": "",
                                   "waits_for": NOBODY}),
        ("own", "c_own_wishes", {"do": "vote", "key": NOBODY}),
        ("own", "c_own_shared", {"do": "join", "key": NOBODY, "volume": "1"}),
    ],
)  # fmt: skip
def test_it_is_a_sentence(world, role: str, where: str, sent: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(builders.staff(role, name="Rosa Regie"))
    client.raise_request_exception = False
    assert client.post(reverse(where), sent).status_code == 400
