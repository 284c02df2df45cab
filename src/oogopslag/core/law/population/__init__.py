"""Laws for everybody at once: the same tree, compiled to arrays of whole numbers.

`source.read` reads a population, `compiled` makes a plan of schemes on a day, `sweep` runs it.
Each person gets the verdict, amounts and questions that the scalar reader gives them.
"""

from oogopslag.core.law.population.compiling import (
    DEPENDS,
    ENTITLED,
    NOT,
    Plan,
    compiled,
)
from oogopslag.core.law.population.errors import PopulationError
from oogopslag.core.law.population.people import People, shape_of
from oogopslag.core.law.population.source import Wanted, read, scan
from oogopslag.core.law.population.sweeping import Answers, Chunk, Here, Totals, sweep, totals
from oogopslag.core.law.population.wanting import wanted_by

__all__ = [
    "DEPENDS",
    "ENTITLED",
    "NOT",
    "Answers",
    "Chunk",
    "Here",
    "People",
    "Plan",
    "PopulationError",
    "Totals",
    "Wanted",
    "compiled",
    "read",
    "scan",
    "shape_of",
    "sweep",
    "totals",
    "wanted_by",
]
