"""A part of the worker in a process of its own: begun anew when it ends, gone with its worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from oogopslag.conf import worker

pytestmark = pytest.mark.slow
KEEPER = """
import subprocess, threading
from oogopslag.conf import apart
usual = subprocess.Popen
def told(*words, **more):
    process = usual(*words, **more)
    print(process.pid, flush=True)
    return process
subprocess.Popen = told
apart.keep_running("inbox.work", threading.Event())
"""


def gone(pid: int, seconds: float = 20) -> bool:
    """A zombie is gone too: who should have waited for it may be dead."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False


def test_a_part_that_is_killed_begins_anew_and_ends_with_its_worker(tmp_path: Any) -> None:
    environment = {**os.environ, "OOGOPSLAG_DATA": str(tmp_path)}
    environment.pop("OOGOPSLAG_DATABASE", None)
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert keeper.stdout is not None
    first = int(keeper.stdout.readline())
    os.kill(first, signal.SIGKILL)
    second = int(keeper.stdout.readline())
    assert second != first
    time.sleep(3)  # the second is well on its way
    assert Path(f"/proc/{second}").exists()
    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    assert gone(second), "nobody is left to stop it"


def test_a_part_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        worker.run_part("inbox.nothing", threading.Event())
