"""What is kept in var/lens, under the hash of everything it was made from."""

import hashlib
import os
import pickle
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import oogopslag

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var" / "lens"
SOURCE = Path(oogopslag.__file__).parent
T = TypeVar("T")


def key(*parts: object) -> str:
    """Of values whose repr says all of them."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:24]


@lru_cache
def of_files(*files: Path) -> str:
    """Of the contents of files, and of all files in folders."""
    found = hashlib.sha256()
    for one in files:
        for file in sorted(one.rglob("*")) if one.is_dir() else [one]:
            if file.suffix in (".py", ".js", ".mjs", ".typ", ".json"):
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:24]


def kept(folder: str, name: str, make: Callable[[], T]) -> T:
    """The value as it was kept, else made now and kept; written whole or not at all."""
    file = VAR / folder / name
    if file.exists():
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]  # noqa: S301 -- written by ourselves
    made = make()
    written(file, pickle.dumps(made))
    return made


def written(file: Path, data: bytes) -> None:
    """Two processes may write the same: the last one stays, never half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(file)
