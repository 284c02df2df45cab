"""The contracts in content/contracts, read once per process."""

from functools import cache

from django.conf import settings

from oogopslag.core.contract import Contract, read_contract


@cache
def contract(name: str) -> Contract:
    """Raises FileNotFoundError for a contract we do not have: names come from code."""
    return read_contract(settings.CONFIG.content / "contracts" / f"{name}.yaml")
