"""Scenes before the engine, in two processes: one photo and one film of each."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from tools.lens import camera
from tools.lens.engine import Engine, error_percent
from tools.lens.kept import SOURCE, kept, key, of_files
from tools.lens.lookalikes import Paper
from tools.lens.scenes import GRID, HEIGHT, SOURCES, WIDTH, Shot, shots

PER_SECOND = 5
"""Frames of a film that are searched in a second: about 0.2 s each."""
_SIZE = (WIDTH, HEIGHT)


@dataclass(kw_only=True)
class Row:
    """One scene. `number` is the right page, -1 for a paper that the index does not hold.

    `unseen`: what was shown came with the request to check the year, which was not in view.
    `asks`: per frame the page of which only the year was asked, -1 when none was.
    """

    group: str
    condition: str
    number: int
    photo: int
    photo_state: str
    family: bool
    stage: dict[str, Any]
    shown: int = -1
    at: int = -1
    unseen: bool = False
    asks: list[int] = field(default_factory=list)
    asked_right: int = -1
    asked_wrong: int = -1
    states: list[str] = field(default_factory=list)
    error: list[float] = field(default_factory=list)
    photo_time: float = 0.0
    times: list[float] = field(default_factory=list)
    where: dict[str, Any] = field(default_factory=dict)

    def exact(self, frames: int) -> bool:
        """Shown as the right page within so many frames."""
        return 0 <= self.at < frames and self.shown == self.number

    def named(self, frames: int) -> bool:
        """Shown as the right page, or its form named and only its year asked."""
        return self.exact(frames) or 0 <= self.asked_right < frames


@dataclass(frozen=True, kw_only=True)
class Job:
    """One scene to judge; `number` -1 and `paper` for a stranger."""

    paper: Paper
    number: int
    condition: str
    seed: int
    seconds: int
    group: str = "known"


def evaluated(jobs: Sequence[Job], papers: Sequence[Paper], pack: Path) -> Iterator[Row]:
    """In the order of the jobs; each process keeps one engine and one folder of frames.

    A row is kept under the hash of scene, pack and engine: a run that was stopped goes on.
    """
    workers = int(os.environ.get("LENS_PROCESSES", "2"))
    families = [one.family for one in papers]
    if workers == 1:
        _begin(pack, families)
        yield from map(_kept_row, jobs)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(pack, families)
    ) as pool:
        yield from pool.map(_kept_row, jobs)


_here: dict[str, Any] = {}
_JUDGES = tuple(
    Path(__file__).with_name(name) for name in ("evaluate.py", "judge.mjs", "stages.mjs")
)
_ENGINE = tuple(
    SOURCE / "ui" / "static" / "oog" / "js" / "lens" / f"{name}.js"
    for name in (
        "arrangement", "components", "evidence", "growth", "hinge", "homography", "marks",
        "outline", "pack", "page", "patches", "recognise", "watch", "words",
    )
)  # fmt: skip
"""What the judge runs; the page around it changes no row."""


def _kept_row(job: Job) -> Row:
    name = key(job, _here["pack"], of_files(*SOURCES, *_JUDGES, *_ENGINE))
    return kept("rows", name, lambda: _row(job))


def _begin(pack: Path, families: list[str]) -> None:
    """The engine stays up over all frames of this process."""
    import cv2

    cv2.setNumThreads(1)
    folder = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)  # noqa: S108 -- pictures of our own making
    _here.update(engine=Engine(pack).__enter__(), folder=folder, families=families, pack=pack.name)


def _row(job: Job) -> Row:
    engine, families = _here["engine"], _here["families"]
    file = Path(_here["folder"].name) / "frame.grey"
    row = None
    for number, shot in enumerate(
        shots(job.paper, job.condition, job.seed, job.seconds * PER_SECOND)
    ):
        file.write_bytes(np.ascontiguousarray(shot.frame).tobytes())
        if row is None:
            row = _photo(engine, file, shot, job, families)
        seen = engine.frame(file, _SIZE, first=number == 0)
        row.states.append(seen["state"])
        row.times.append(seen["time"])
        _asked(row, number, seen, families)
        if seen.get("page", -1) == job.number >= 0:
            row.error.append(float(np.median(_errors(seen["panels"], shot))))
        if seen["state"] == "found":
            row.shown, row.at = seen["page"], number
            row.unseen = seen.get("edition") == "unseen"
            break
    assert row is not None
    return row


def _asked(row: Row, number: int, seen: dict[str, Any], families: list[str]) -> None:
    page = seen["page"] if seen["state"] == "like" and seen.get("asks") else -1
    row.asks.append(page)
    if page < 0:
        return
    if row.number >= 0 and families[page] == families[row.number]:
        row.asked_right = number if row.asked_right < 0 else row.asked_right
    elif row.asked_wrong < 0:
        row.asked_wrong = number


def _photo(engine: Engine, file: Path, shot: Shot, job: Job, families: list[str]) -> Row:
    panels = [[float(v) for v in h.ravel()] for h in shot.panels]
    truth = {"page": job.number, "panels": panels} if job.number >= 0 else None
    seen = engine.photo(file, _SIZE, truth)
    page = seen.get("page", -1)
    return Row(
        group=job.group, condition=job.condition, number=job.number, photo=page,
        photo_state=seen["state"],
        family=page >= 0 and job.number >= 0 and families[page] == families[job.number],
        stage=seen.get("stage") or {}, photo_time=seen["time"], where={"seed": job.seed} | seen,
    )  # fmt: skip


def _errors(panels: Sequence[Sequence[float]], shot: Shot) -> Any:
    """Each point under the homography of its own panel, in percent of the page's width."""
    part = np.minimum((GRID[:, 1] * len(panels)).astype(int), len(panels) - 1)
    apart = np.zeros(len(GRID))
    for number, h in enumerate(panels):
        here = part == number
        apart[here] = error_percent(h, GRID[here], shot.truth[here], shot.page_width)
    return apart[shot.inside] if shot.inside.any() else apart


def known_jobs(papers: Sequence[Paper], count: int, seed: int) -> list[Job]:
    """`count` scenes of each condition; each scene's chance depends on its own place only."""
    jobs = []
    for place, condition in enumerate(camera.CONDITIONS):
        seconds = 1 if condition in camera.NORMAL else 3
        for number in range(count):
            chance = np.random.default_rng([seed, place, number])
            page = int(chance.integers(len(papers)))
            jobs.append(
                Job(
                    paper=papers[page],
                    number=page,
                    condition=condition,
                    seed=int(chance.integers(2**31)),
                    seconds=seconds,
                )
            )
    return jobs


def strange_jobs(group: str, strangers: Sequence[Paper], count: int, seed: int) -> list[Job]:
    """Papers that the index does not hold, in every condition in turn, for three seconds."""
    names = list(camera.CONDITIONS)
    jobs = []
    for number in range(count):
        chance = np.random.default_rng([seed, 99, number])
        paper = strangers[int(chance.integers(len(strangers)))]
        jobs.append(
            Job(
                group=group,
                paper=paper,
                number=-1,
                condition=names[number % len(names)],
                seed=int(chance.integers(2**31)),
                seconds=3,
            )
        )
    return jobs


def mixed(*groups: Sequence[Job]) -> list[Job]:
    """All in one row, each group spread evenly, so that half a run tells of everything."""
    conditions: dict[tuple[str, str], list[Job]] = {}
    for job in (job for group in groups for job in group):
        conditions.setdefault((job.group, job.condition), []).append(job)
    places = [
        ((number + 0.5) / len(jobs), name, job)
        for name, jobs in conditions.items()
        for number, job in enumerate(jobs)
    ]
    return [job for _, _, job in sorted(places, key=lambda one: one[:2])]
