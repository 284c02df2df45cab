"""Charts by the hash of their data: asked for in a page, drawn by the worker, kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from oogopslag.insight.models import Picture
from oogopslag.ui import charts

BATCH = 20


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """The two widths of a chart; `ready` False: the worker still has to draw it."""

    wide: str
    narrow: str
    ready: bool


def picture(kind: str, data: Mapping[str, Any]) -> PictureView:
    """The chart of these data; one that was never drawn is put in line. Two queries."""
    digests = {narrow: _digest(kind, data, narrow) for narrow in (False, True)}
    there = dict(Picture.objects.filter(digest__in=digests.values()).values_list("digest", "drawn"))
    missing = [
        Picture(digest=digest, kind=kind, data=dict(data), narrow=narrow)
        for narrow, digest in digests.items()
        if digest not in there
    ]
    if missing:
        Picture.objects.bulk_create(missing, ignore_conflicts=True)
    ready = all(there.get(digest) for digest in digests.values())
    return PictureView(wide=digests[False], narrow=digests[True], ready=ready)


def _digest(kind: str, data: Mapping[str, Any], narrow: bool) -> str:
    told = json.dumps([charts.DRAWING, kind, narrow, data], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def draw_wanted() -> int:
    """Draws what pages asked for; gives how many."""
    wanted = list(Picture.objects.filter(drawn=None)[:BATCH])
    for one in wanted:
        one.svg = charts.drawn(one.kind, one.data, narrow=one.narrow)
        one.drawn = timezone.now()
        one.save(update_fields=["svg", "drawn"])
    return len(wanted)


def svg(digest: str) -> str:
    """A drawn picture; empty when there is none."""
    found = Picture.objects.filter(digest=digest).exclude(drawn=None).first()
    return found.svg if found else ""
