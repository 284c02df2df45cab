"""The lens' JavaScript engine as a process that answers questions."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

JUDGE = Path(__file__).parent / "judge.mjs"


def node() -> str:
    """The node that npm came with: Debian's, or the one of the PyPI wheel."""
    if found := shutil.which("node"):
        return found
    wheel = Path(sys.executable).parent / "node"
    if not wheel.exists():
        raise SystemExit("The accuracy tables need node: run `make setup` first.")
    return str(wheel)


class Engine:
    """Use as a context: the pack is read once."""

    def __init__(self, pack: Path) -> None:
        self.pack = pack

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [node(), str(JUDGE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.ready = self._asked({"pack": str(self.pack)})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()

    def photo(self, file: Path, size: tuple[int, int], truth: dict[str, Any] | None = None) -> Any:
        """One picture; with its truth, also the step at which the right page was lost."""
        return self._asked(
            {"photo": str(file), "width": size[0], "height": size[1], "truth": truth}
        )

    def frame(self, file: Path, size: tuple[int, int], *, first: bool) -> Any:
        """The next frame of a film."""
        return self._asked(
            {"frame": str(file), "width": size[0], "height": size[1], "first": first}
        )

    def agree(self, page: int) -> None:
        """Somebody read on the paper that it is of this page's year."""
        self._asked({"agree": page})

    def _asked(self, request: dict[str, Any]) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the engine stopped; its complaint stands above")
        return json.loads(line)


def error_percent(h: Sequence[float], grid: Any, truth: Any, page_width: float) -> Any:
    """How far each point lies off, in percent of the page's width."""
    flat = np.asarray(h, float).reshape(3, 3)
    spots = np.c_[grid * [640, 905], np.ones(len(grid))] @ flat.T
    apart = np.linalg.norm(spots[:, :2] / spots[:, 2:] - truth, axis=1)
    return apart / page_width * 100
