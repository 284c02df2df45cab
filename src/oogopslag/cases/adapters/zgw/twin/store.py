"""Where a twin keeps its resources: in memory, or in a file that web and worker share."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

Resources = dict[str, dict[str, dict[str, Any]]]
"""Kind (zaken, rollen, …) → uuid → resource as it is answered."""


class Store(Protocol):
    def reading(self) -> Resources: ...

    def writing(self) -> Any:
        """A context manager that gives the resources and keeps what was changed."""
        ...


class MemoryStore:
    """For one process."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources

    def reading(self) -> Resources:
        return self.resources

    @contextmanager
    def writing(self) -> Iterator[Resources]:
        yield self.resources


class FileStore:
    """For a demonstration: an outside system keeps its own data, apart from our database."""

    def __init__(self, file: Path, first: Callable[[], Resources]) -> None:
        self.file = file
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._keep(first())

    def reading(self) -> Resources:
        found: Resources = json.loads(self.file.read_text())
        return found

    @contextmanager
    def writing(self) -> Iterator[Resources]:
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            resources = self.reading()
            yield resources
            self._keep(resources)

    def _keep(self, resources: Resources) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(resources))
        fresh.replace(self.file)
