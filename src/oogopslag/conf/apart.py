"""Parts of the worker in processes of their own, which end with it, also when it is killed.

The worker holds the other end of each part's standard input: it closes when the worker is gone.
"""

import logging
import os
import subprocess
import sys
import threading
import time

log = logging.getLogger(__name__)
STOP_SECONDS = 5.0
LOOK_SECONDS = 0.5


def keep_running(part: str, stop: threading.Event) -> None:
    """Runs this part until `stop` is set; one that ends by itself begins anew."""
    while not stop.is_set():
        process = _begin(part)
        while process.poll() is None and not stop.wait(LOOK_SECONDS):
            pass
        if stop.is_set():
            _end(process)
            return
        log.error("%s ended with %s; it begins anew.", part, process.returncode)
        stop.wait(LOOK_SECONDS)


def _begin(part: str) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "oogopslag.conf.cli", "work", "--only", part, "--with-parent"]
    return subprocess.Popen(words, stdin=subprocess.PIPE)  # noqa: S603 -- our own module


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()  # what is cut off then was in a transaction or under a lease
        process.wait()


def end_with_parent(stop: threading.Event) -> None:
    """Sets `stop` when the worker that began this part is gone; what hangs then is cut off."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        stop.set()
        time.sleep(STOP_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
