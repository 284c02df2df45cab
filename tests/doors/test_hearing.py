"""A developer lets an address hear, sees what fails, sends it again, and moves a clock."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.core.values import new_id
from oogopslag.delivery import webhooks
from oogopslag.delivery.models import Event, OutboxRow, Webhook
from oogopslag.inbox import simulating
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db
ADDRESS = "https://localhost:9/hoort"


@pytest.fixture
def developer(world: None, settings: Any) -> Any:
    settings.CONFIG = dataclasses.replace(settings.CONFIG, webhooks_to_loopback=True)
    return builders.signed_in(
        builders.staff("develop", organisation="gemeente-veenstad", name="Sanne Kok")
    )


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_secret_is_shown_once_and_the_address_stands_in_its_own_list(developer: Any) -> None:
    made = developer.post(reverse("w_hearing_make"), {"url": ADDRESS, "sandbox": "1"})
    row = Webhook.objects.get()
    assert (row.url, row.sandbox, row.organisation) == (ADDRESS, True, "gemeente-veenstad")
    assert webhooks.secret_of(row) in page_of(made)
    page = page_of(developer.get(reverse("w_hearing")))
    assert ADDRESS in page
    assert webhooks.secret_of(row) not in page
    developer.post(reverse("w_hearing_end", args=[row.id]), {"sandbox": "1"})
    assert ADDRESS not in page_of(developer.get(reverse("w_hearing")))


@pytest.mark.parametrize("url", ["http://example.nl/x", "https://10.0.0.1/x", "geen adres", ""])
def test_an_address_that_is_not_called_is_refused_and_stays_in_the_field(
    developer: Any, settings: Any, url: str
) -> None:
    settings.CONFIG = dataclasses.replace(settings.CONFIG, webhooks_to_loopback=False)
    answer = developer.post(reverse("w_hearing_make"), {"url": url, "sandbox": "1"})
    assert answer.status_code == 400
    assert f'value="{url}"' in page_of(answer)
    assert not Webhook.objects.exists()


def test_what_failed_is_seen_and_sent_again_under_the_same_ids(developer: Any) -> None:
    developer.post(reverse("w_hearing_make"), {"url": ADDRESS, "sandbox": "0"})
    row = Webhook.objects.get()
    webhooks.announce(
        new_id(), "gemeente-veenstad", webhooks.TYPES[0], subject=new_id(),
        moment=timezone.now(), data={}, sandbox=False,
    )  # fmt: skip
    webhooks.went_wrong(str(row.id), "timeout")
    OutboxRow.objects.update(state=OutboxRow.FAILED, reason="timeout")
    page = page_of(developer.get(reverse("w_hearing")))
    assert "Komt niet aan" in page
    assert "timeout" in page
    answer = developer.post(reverse("w_hearing_again", args=[row.id]), {"sandbox": "0"})
    assert "is opnieuw onderweg" in page_of(answer)
    assert OutboxRow.objects.get().state == OutboxRow.WAITING
    assert Event.objects.count() == 1


def test_the_clock_goes_forward_by_a_step_and_never_by_anything_else(developer: Any) -> None:
    developer.post(reverse("w_hearing_clock"), {"step": "day"})
    body = people.organisation("gemeente-veenstad")
    assert simulating.ahead(body) == timedelta(days=1).total_seconds()
    assert developer.post(reverse("w_hearing_clock"), {"step": "-5"}).status_code == 404
    assert simulating.ahead(body) == timedelta(days=1).total_seconds()


def test_nobody_but_a_developer_of_that_organisation_comes_near(karim: Any, developer: Any) -> None:
    developer.post(reverse("w_hearing_make"), {"url": ADDRESS, "sandbox": "1"})
    row = Webhook.objects.get()
    other = builders.signed_in(
        builders.staff("develop", organisation="dienst-toeslagen", name="Ander")
    )
    assert builders.signed_in(karim).get(reverse("w_hearing")).status_code == 404
    for name in ("w_hearing_end", "w_hearing_again"):
        gone = other.post(reverse(name, args=[row.id]), {"sandbox": "1"})
        assert gone.status_code == 404
    assert ADDRESS not in page_of(other.get(reverse("w_hearing")))
    row.refresh_from_db()
    assert row.ended is None
