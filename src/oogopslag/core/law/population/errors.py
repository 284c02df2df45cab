"""What is wrong with a population, as a sentence that names the row."""


class PopulationError(ValueError):
    """A population that cannot be read; nothing was computed from it."""
