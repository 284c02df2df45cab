"""What machine and which versions a figure was measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def circumstances(*more: str) -> None:
    """Prints machine, memory, versions (those of `more` too) and the database."""
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), "unknown",
    )  # fmt: skip
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    database = "PostgreSQL" if os.environ.get("OOGOPSLAG_DATABASE") else "SQLite"
    print(f"machine: {os.cpu_count()} cores ({cpu}), {memory} GiB; {platform.platform()}")
    names = ("Django", "granian", "Jinja2", "psycopg", *more)
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"versions: Python {platform.python_version()}, {versions}; {database}")
