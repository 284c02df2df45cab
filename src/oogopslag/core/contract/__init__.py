"""Contracts of interfaces: what may be sent and answered, in a form of one line per field.

`read_contract` reads content/contracts/*.yaml; `check` compares a value with a shape and says which
line of the contract it breaks, and how to mend that. Pure: nothing here talks to anybody.
"""

from oogopslag.core.contract.checking import Breach, check
from oogopslag.core.contract.contract import Contract, Operation
from oogopslag.core.contract.reading import read_contract
from oogopslag.core.contract.shape import Field, Shape, Type, parse

__all__ = [
    "Breach",
    "Contract",
    "Field",
    "Operation",
    "Shape",
    "Type",
    "check",
    "parse",
    "read_contract",
]
