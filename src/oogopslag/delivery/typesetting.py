"""Sets type in a process of its own, which ends with the file that it made.

The typesetter remembers what it set in the last ten runs: of batches of 200 letters that is some
600 MB, which a worker that runs for months would never give back.
"""

import os
import subprocess
import sys
from pathlib import Path

import typst

SECONDS = 300


def pdf_of(source: Path, root: Path, data: str) -> bytes:
    """The PDF/UA of a Typst file, which reads `data` (JSON) from its inputs.

    Raises CalledProcessError, TimeoutExpired; what the typesetter says goes to standard error.
    """
    words = [sys.executable, "-m", "oogopslag.delivery.typesetting", str(source), str(root)]
    done = subprocess.run(  # noqa: S603 -- our own module, by fixed words and configured paths
        words, input=data.encode(), stdout=subprocess.PIPE, check=True, timeout=SECONDS
    )
    return done.stdout


def main() -> None:
    source, root = sys.argv[1:]
    os.nice(10)  # paper has hours, and who waits for a page has not
    made = typst.compile(
        source,
        root=root,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": sys.stdin.buffer.read().decode()},
    )
    sys.stdout.buffer.write(bytes(made))


if __name__ == "__main__":
    main()
