"""Reads laws of regelrecht (schema 0.5.x), runs them with its meaning, and runs its scenarios.

`read_corpus` reads a folder of laws, `Run` asks them, `run_features` runs `.feature` files, and
`export` writes a law of our own in that form and says where it cannot.
"""

from oogopslag.core.law.regelrecht.asking import Answer, ask
from oogopslag.core.law.regelrecht.corpus import Corpus, read_corpus
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.features import Told, run_features
from oogopslag.core.law.regelrecht.outcome import Outcome, Provenance, Staged
from oogopslag.core.law.regelrecht.reading import is_regelrecht, read_law
from oogopslag.core.law.regelrecht.registers import Register, Registers
from oogopslag.core.law.regelrecht.running import Run

__all__ = [
    "Answer",
    "Corpus",
    "Outcome",
    "Provenance",
    "Register",
    "Registers",
    "Run",
    "RunError",
    "Staged",
    "Told",
    "ask",
    "is_regelrecht",
    "read_corpus",
    "read_law",
    "run_features",
]
