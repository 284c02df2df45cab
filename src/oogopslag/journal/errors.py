"""Errors of the journal: programming mistakes, found by the first test that writes the line."""


class UnknownEvent(LookupError):
    """No room declares this event in its vocabulary."""


class UnfitData(ValueError):
    """The data of a journal line is not what its vocabulary says."""


class ChainTooLong(RuntimeError):
    """A reaction to a reaction wrote a third line: chains are at most two."""
