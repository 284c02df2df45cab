"""Systems of others that a deployment asks: a setting that cannot be read stops the start."""

from oogopslag.conf.config import ConfigError


def refuse_wrong() -> None:
    """Raises ConfigError with a sentence for each; Django must be set up."""
    from oogopslag.cases import queries  # noqa: PLC0415 -- once Django is set up

    if found := list(queries.wrong_settings()):
        raise ConfigError("\n".join(found))
