"""A PostgreSQL of a test's own that may be killed: durable (fsync on), on 127.0.0.1 only."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """Start, kill -9 and start again; what was committed must be there."""

    def __init__(self, folder: Path) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            raise SystemExit("PostgreSQL's server is needed: `make test` installs it.")
        self.programs, self.folder, self.port = programs[-1], folder, free_port()
        self.as_: list[str] = []
        folder.mkdir(parents=True)
        if os.geteuid() == 0:  # the server refuses to run as root
            self.as_ = ["runuser", "-u", "postgres", "--"]
            folder.parent.chmod(0o755)
            shutil.chown(folder, "postgres")
        self._run(
            "initdb", "-D", str(folder / "data"), "-U", "oogopslag", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "-N",
        )  # fmt: skip
        self.made = False

    @property
    def address(self) -> str:
        return f"postgresql://oogopslag@127.0.0.1:{self.port}/oogopslag"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self.as_, str(self.programs / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self.programs,
        )  # fmt: skip

    def start(self) -> None:
        """Also after a kill: then it recovers from its log first."""
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 "
            "-c max_connections=60 -c fsync=on -c synchronous_commit=on"
        )
        for _ in range(20):
            try:
                self._run(
                    "pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", "60",
                    "-l", str(self.folder / "log"), "-o", options, "start",
                )  # fmt: skip
                break
            except subprocess.CalledProcessError:
                time.sleep(0.5)  # processes of the killed one still hold the memory
        if not self.made:
            self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "oogopslag",
                      "oogopslag")  # fmt: skip
            self.made = True

    def kill(self) -> None:
        """kill -9 of the server and all that serve its sessions."""
        main = int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(main)], capture_output=True, text=True, check=False
        ).stdout.split()
        for pid in (main, *map(int, children)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
