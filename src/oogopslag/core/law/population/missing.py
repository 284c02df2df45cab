"""Which facts leave an answer open: a bit each, cheapest question first."""

from oogopslag.core.law.population.column import Column
from oogopslag.core.law.population.program import Arg, Builder, Reg

Mask = int | Reg
WORD = 62


class Missing:
    """Bits in the order of `paths`; more than a word holds become Python's own large numbers."""

    def __init__(self, builder: Builder, paths: tuple[str, ...]) -> None:
        self.emit = builder.emit
        self.paths = paths
        self.met: set[str] = set()
        self.big = len(paths) > WORD

    def bit(self, path: str) -> int:
        self.met.add(path)
        return 1 << self.paths.index(path) if path in self.paths else 1

    def join(self, *masks: Mask) -> Mask:
        constant, found = 0, None
        for mask in masks:
            if isinstance(mask, int):
                constant |= mask
            elif found is None or found == mask:
                found = mask
            else:
                found = self.emit("join", found, mask)
        if found is None:
            return constant
        return self.emit("join", found, constant) if constant else found

    def keep(self, mask: Mask, where: Column) -> Mask:
        """The mask of whom the flag holds, nothing of others."""
        if mask == 0 or where.high == 0:
            return 0
        if where.low == 1:
            return mask
        if isinstance(mask, int):
            return self.emit("bits", where.raw, mask, self.big)
        return self.emit("keep", mask, where.raw)

    def select(self, where: Column, then: Mask, otherwise: Mask) -> Mask:
        if where.fixed:
            return then if where.low else otherwise
        if then == otherwise:
            return then
        if otherwise == 0:
            return self.keep(then, where)
        return self.emit("select" if self.big else "where", where.raw, then, otherwise)

    def union(self, mask: Mask, starts: Arg) -> Mask:
        """What any member of a relation leaves open."""
        if mask == 0:
            return 0
        filled = self.emit("fill", starts, mask, self.big) if isinstance(mask, int) else mask
        return self.emit("union", filled, starts)
