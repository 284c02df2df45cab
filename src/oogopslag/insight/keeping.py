"""Figures over many rows are reckoned behind the pages and kept; a page reads one row."""

from typing import Any

from django.utils import timezone

from oogopslag.insight.models import Kept


def keep(key: str, content: Any) -> None:
    """Keeps what was reckoned just now in the place of what was there."""
    defaults = {"content": content, "reckoned": timezone.now()}
    Kept.objects.update_or_create(key=key, defaults=defaults)


def kept(key: str) -> Kept | None:
    """What was reckoned last; None: never yet. One query."""
    return Kept.objects.filter(key=key).first()
