"""One archive with database and files; the keys stay out unless they are asked for."""

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from oogopslag import __version__
from oogopslag.conf.config import Config, ConfigError


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What an archive says of itself."""

    version: str
    engine: str
    made: str
    keys: bool


def backup(config: Config, archive: Path, *, with_keys: bool) -> Manifest:
    """Writes a tar.gz that `restore` reads. The server may go on running.

    Raises ConfigError when the archive exists or PostgreSQL's client is missing.
    """
    if archive.exists():
        raise ConfigError(
            f"{archive} exists already, nothing was overwritten: choose another name."
        )
    manifest = Manifest(
        version=__version__,
        engine="postgresql" if config.database else "sqlite",
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        keys=with_keys,
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "manifest.json").write_text(json.dumps(manifest.__dict__, indent=2))
        _dump(config, folder / "database")
        for part in ("files", *(["keys"] if with_keys else [])):
            if (config.data / part).is_dir():
                shutil.copytree(config.data / part, folder / part)
        _pack(folder, archive)
    return manifest


def restore(config: Config, archive: Path) -> Manifest:
    """Puts an archive back into an empty deployment.

    Raises ConfigError when the archive cannot be read, is of another engine, or data are there
    already: nothing is overwritten.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = _unpack(archive, folder)
        engine = "postgresql" if config.database else "sqlite"
        if manifest.engine != engine:
            raise ConfigError(f"This archive holds a {manifest.engine} database, here is {engine}.")
        _refuse_existing(config)
        _load(config, folder / "database")
        for part in ("files", "keys"):
            if (folder / part).is_dir():
                shutil.copytree(folder / part, config.data / part, dirs_exist_ok=True)
        for secret in (config.data / "keys").glob("*"):
            secret.chmod(0o600)
    return manifest


def _dump(config: Config, target: Path) -> None:
    if config.database:
        _client("pg_dump", "--format=custom", f"--file={target}", config.database)
        return
    source = config.data / "oogopslag.sqlite3"
    if not source.exists():
        raise ConfigError(f"There is no database at {source} to back up.")
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy)


def _load(config: Config, source: Path) -> None:
    if config.database:
        _client("pg_restore", "--no-owner", f"--dbname={config.database}", str(source))
        return
    config.data.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, config.data / "oogopslag.sqlite3")


def _client(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise ConfigError(f"{program} is missing. On Debian: apt-get install postgresql-client")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 -- PostgreSQL's own client
    if done.returncode:
        raise ConfigError(f"{program} failed: {done.stderr.strip().splitlines()[-1:]}")


def _refuse_existing(config: Config) -> None:
    if not config.database and (config.data / "oogopslag.sqlite3").exists():
        raise ConfigError(
            f"There is a database in {config.data} already: nothing was overwritten. "
            "Restore into an empty folder (OOGOPSLAG_DATA)."
        )


def _pack(folder: Path, archive: Path) -> None:
    archive.touch(mode=0o600)
    with tarfile.open(archive, "w:gz") as tar:
        for part in sorted(folder.iterdir()):
            tar.add(part, arcname=part.name)


def _unpack(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        return Manifest(**json.loads((folder / "manifest.json").read_text()))
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise ConfigError(f"{archive} is not an archive of `oogopslag backup`.") from error
