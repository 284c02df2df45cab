"""What can go wrong with delivering."""


class Undeliverable(Exception):
    """A channel refused for now; the text is the reason, without anything about a person."""


class UnknownCondition(LookupError):
    """No room registered a condition by this name."""
