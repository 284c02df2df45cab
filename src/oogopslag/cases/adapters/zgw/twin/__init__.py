"""A demo twin of a ZGW register. It is not a register: it says so in every answer.

It refuses each request that does not fit the contracts in content/, so that a demonstration and the
tests show the same mistakes a real register would.
"""

from oogopslag.cases.adapters.zgw.twin.server import ZgwTwin
from oogopslag.cases.adapters.zgw.twin.store import FileStore, MemoryStore

__all__ = ["FileStore", "MemoryStore", "ZgwTwin"]
