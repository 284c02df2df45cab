"""Systems of others that a deployment asks: a setting that cannot be read stops the start."""

from oogopslag.conf.config import ConfigError


def refuse_wrong() -> None:
    """Raises ConfigError with a sentence for each; Django must be set up."""
    from oogopslag.cases import queries  # noqa: PLC0415 -- once Django is set up
    from oogopslag.inbox import queries as inbox  # noqa: PLC0415 -- the same

    if found := [*queries.wrong_settings(), *inbox.wrong_settings()]:
        raise ConfigError("\n".join(found))
