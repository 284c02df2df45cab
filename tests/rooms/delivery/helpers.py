"""Short words for what tests of delivery do again and again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from oogopslag.core.values import new_id
from oogopslag.delivery import actions
from oogopslag.delivery.actions import Notice, Plan

NOTICE = Notice(
    title={"nl": "Nieuw bericht", "en": "New message"},
    body={"nl": "Er staat een bericht.", "en": "There is a message."},
    short={"nl": "Kort.", "en": "Short."},
    opens="/berichten/",
)


def told(resident: Any, organisation: str = "dienst-toeslagen", **plan: Any) -> UUID:
    """A notice about something new; gives its subject."""
    subject = new_id()
    condition = plan.pop("condition", "")
    actions.promise(resident, organisation, subject, NOTICE, condition=condition, plan=Plan(**plan))
    return subject


def at(monkeypatch: pytest.MonkeyPatch, **later: float) -> None:
    moment = timezone.now() + timedelta(**later)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def configured(settings: Any, **values: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, **values)
