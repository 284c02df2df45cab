"""People in a file: each process of an executor reads them once, and keeps them."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from oogopslag.core.law.population.people import People
from oogopslag.core.law.population.source import Wanted, read, scan
from oogopslag.core.law.subject import FactDictionary

_lock = Lock()
_kept: dict[Any, People] = {}


@dataclass(frozen=True)
class Stored:
    """A population in a Parquet file, as a task of a cluster names it.

    `stamp` tells one content of the file from another. Raises PopulationError when read.
    """

    file: Path
    dictionary: FactDictionary
    wanted: Wanted
    stamp: int

    def people(self) -> People:
        key = (self.file, self.wanted, self.stamp)
        with _lock:
            if key not in _kept:
                _kept.clear()  # one population at a time fits in memory
                _kept[key] = read(scan(self.file), self.dictionary, self.wanted)
            return _kept[key]


def stored(file: Path, dictionary: FactDictionary, wanted: Wanted) -> Stored:
    """Raises OSError when there is no such file."""
    return Stored(file.resolve(), dictionary, wanted, file.stat().st_mtime_ns)
