"""Anybody may see which promises were kept and how often the night was broken."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.rooms.inbox.helpers import asked

from oogopslag.delivery.models import QuietBreak
from oogopslag.inbox import actions
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db
BOTH = {"nl": "Geheim onderwerp", "en": "Secret"}


def test_kept_promises_and_broken_nights_are_public_without_anybody_in_them(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    body = people.organisation("dienst-toeslagen")
    thread = actions.open_thread(suzanne, body, title=BOTH, safe_title=BOTH)
    asked(thread)
    actions.answer(thread, staff=karim, text="Ja.", key="a")
    month = timezone.localdate().replace(day=1)
    QuietBreak.objects.create(organisation=body.slug, month=month, reason="danger", times=3)
    text = Client(headers={"accept-language": "nl"}).get("/toezeggingen/").content.decode()
    assert "Dienst Toeslagen" in text
    assert "gevaar: 3" in text
    for secret in ("Suzanne", "Geheim", str(thread.id)):
        assert secret not in text
