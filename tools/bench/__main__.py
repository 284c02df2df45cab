"""`python -m tools.bench [SUBJECT …]`: all or the named ones, each in its own process."""

import pkgutil
import subprocess
import sys

from tools import bench

HELPERS = {"__main__", "client", "jobs", "machine"}


def main() -> int:
    subjects = sorted({m.name for m in pkgutil.iter_modules(bench.__path__)} - HELPERS)
    if unknown := set(sys.argv[1:]) - set(subjects):
        print(f"No such subject: {', '.join(sorted(unknown))}. There are: {', '.join(subjects)}.")
        return 2
    failed = []
    for subject in sys.argv[1:] or subjects:
        print(f"\n== {subject}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tools.bench.{subject}"], check=False).returncode:
            failed.append(subject)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
