"""Secrets of webhooks move to a new key with everything else."""

import pytest
from cryptography.fernet import Fernet

from oogopslag.delivery import actions, webhooks
from oogopslag.delivery.models import Webhook
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


def test_a_webhooks_secret_is_read_with_the_new_key_alone(settings) -> None:  # type: ignore[no-untyped-def]
    made = Webhook.objects.create(
        organisation="svb", url="https://example.nl/hook", secret=people.seal("stil")
    )
    settings.BSN_KEYS = [Fernet.generate_key().decode(), *settings.BSN_KEYS]
    assert actions.rotate_keys() == 1
    settings.BSN_KEYS = settings.BSN_KEYS[:1]
    found = webhooks.target(str(made.id))
    assert found is not None
    assert found.secret == "stil"
