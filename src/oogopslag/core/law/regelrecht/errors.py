"""Why a regelrecht law gives no answer: a sentence that says what the data or the law lacks.

The first words are those that scenarios of regelrecht look for.
"""

from oogopslag.core.law.errors import LawError


class RunError(LawError):
    """A law that could be read but does not give the value that was asked."""
