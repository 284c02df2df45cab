"""Short words for what tests of conversations do again and again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.inbox import actions
from oogopslag.inbox.actions import ReplyPolicy

BOTH = {"nl": "Zorgtoeslag", "en": "Allowance"}
ORGANISATION = Actor(kind="organisation", id="dienst-toeslagen")


def letter(thread: Any, **more: Any) -> Any:
    about = {"policy": ReplyPolicy(answer_within=2), "kind": "information", **more}
    return actions.post(thread, body={"nl": "Dag."}, author=BOTH, actor=ORGANISATION, **about)


def me(thread: Any) -> Actor:
    return Actor(kind="resident", id=str(thread.resident_id))


def asked(thread: Any, text: str = "Wanneer?", key: str = "k", **more: Any) -> Any:
    """A letter, and the resident's question about it."""
    letter(thread)
    return actions.reply(thread, text=text, key=key, actor=me(thread), **more)


def at(monkeypatch: pytest.MonkeyPatch, **later: float) -> None:
    """The clock stands this much further."""
    moment = timezone.now() + timedelta(**later)
    monkeypatch.setattr(timezone, "now", lambda: moment)
