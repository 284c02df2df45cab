"""Answers that nobody gave, from a seed, so that a demonstration's survey pages show something.

They go through the same weights, intervals and hiding as real answers.
"""

from datetime import date

import numpy as np
from django.db import transaction

from oogopslag.insight.models import SurveyAnswer
from oogopslag.insight.surveys import instruments

WAVE = "demo"
GOALS = {
    "laag=gemeente": (520, 4.1, 2.4), "laag=provincie": (90, 3.2, 3.3),
    "laag=waterschap": (80, 3.6, 2.2), "laag=uitvoerder": (230, 3.9, 3.6),
    "laag=rijk": (120, 2.6, 2.1),
}  # fmt: skip
"""Per group: answers, how needed, how far."""

MIRROR = {"inwoner": 0.55, "balie": 0.62, "leiding": 0.86}
YES = {"jaar-vinden-1": (0.88, 0.71), "jaar-makkelijk-1": (0.92, 0.58),
       "jaar-snel-1": (0.81, 0.49), "jaar-gelukt-1": (0.95, 0.74),
       "jaar-begrijpen-1": (0.9, 0.52), "jaar-antwoord-1": (0.93, 0.55),
       "jaar-eerlijk-1": (0.94, 0.8), "jaar-welkom-1": (0.6, 0.66)}  # fmt: skip
"""Per item: important, got it."""


@transaction.atomic
def write(today: date, seed: int = 7) -> int:
    """Makes one wave of each survey; gives how many answers. Idempotent."""
    rng = np.random.default_rng(seed)
    SurveyAnswer.objects.filter(wave__startswith=WAVE).delete()
    rows = [*_goals(rng, today), *_mirror(rng, today), *_yearly(rng, today)]
    SurveyAnswer.objects.bulk_create(rows, batch_size=1_000)
    return len(rows)


def _row(instrument: str, item: str, code: str, stratum: str, day: date) -> SurveyAnswer:
    return SurveyAnswer(
        instrument=instrument, wave=WAVE, stratum=stratum, item=item, code=code, day=day
    )


def _goals(rng: np.random.Generator, day: date) -> list[SurveyAnswer]:
    rows = []
    for stratum, (many, need, progress) in GOALS.items():
        for item, mean in (("doel-nodig-1", need), ("doel-opweg-1", progress)):
            scores = np.clip(np.rint(rng.normal(mean, 0.9, many)), 1, 5).astype(int)
            rows += [_row("goals", item, str(score), stratum, day) for score in scores]
    return rows


def _mirror(rng: np.random.Generator, day: date) -> list[SurveyAnswer]:
    rows = []
    for item in instruments()["mirror"].items:
        for group, share in MIRROR.items():
            agrees = rng.random(60) < share
            codes = ["eens" if one else "oneens" for one in agrees]
            rows += [_row("mirror", item.id, code, f"groep={group}", day) for code in codes]
    return rows


def _yearly(rng: np.random.Generator, day: date) -> list[SurveyAnswer]:
    margins, rows = instruments()["yearly"].margins, []
    for item, (important, got) in YES.items():
        for wave, share in ((WAVE, got), (f"{WAVE}-belang", important)):
            for _ in range(300):
                cells = ";".join(
                    f"{name}={rng.choice(list(cells), p=list(cells.values()))}"
                    for name, cells in margins.items()
                )
                code = "ja" if rng.random() < share else "nee"
                row = _row("yearly", item, code, cells, day)
                row.wave = wave
                rows.append(row)
    return rows
