"""Registers: tables of records from outside the laws, found by a key among the parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.nothing import Instead
from oogopslag.core.law.regelrecht.values import Unknown, Value, key

Record = Mapping[str, Value]


@dataclass(frozen=True)
class Register:
    """Records by the value of one field; `law` binds it to the inputs of that law alone."""

    name: str
    key: str
    records: Mapping[str, Record]
    law: str = ""

    @classmethod
    def of(cls, name: str, key_field: str, rows: Iterable[Record], law: str = "") -> "Register":
        """Names are matched without regard to capitals; of two records with a key the last counts.

        Raises RunError when no row has the key field.
        """
        wanted = key_field.lower()
        lowered = [{field.lower(): value for field, value in row.items()} for row in rows]
        keyed = {key(row[wanted]): row for row in lowered if wanted in row}
        if lowered and not keyed:
            raise RunError(
                f"Data source error: key field '{key_field}' is in no record of '{name}'."
            )
        return cls(name, wanted, keyed, law)

    def holds(self, name: str) -> bool:
        return any(name.lower() in record for record in self.records.values())

    def record(self, parameters: Mapping[str, Value]) -> Record | None:
        for name, value in parameters.items():
            if name.lower() == self.key and not isinstance(value, Unknown):
                return self.records.get(key(value))
        return None


@dataclass
class Registers:
    """All registers; one bound to the law that asks goes before the others."""

    known: dict[tuple[str, str], Register] = field(default_factory=dict)

    def add(self, register: Register) -> None:
        self.known[register.name, register.law] = register

    def blocked(self, name: str, parameters: Mapping[str, Value], law: str) -> Instead | None:
        """What a field is when its register cannot be asked: its key is unknown or absent, too."""
        for register in self.known.values():
            if register.law not in {"", law} or not register.holds(name):
                continue
            for given, value in parameters.items():
                if given.lower() == register.key and (value is None or isinstance(value, Unknown)):
                    return Instead(value)
        return None

    def find(
        self, name: str, parameters: Mapping[str, Value], law: str
    ) -> tuple[Register, Value] | None:
        """The register that holds a field for whom the parameters name; None when none does."""
        fitting = [one for one in self.known.values() if one.law in {"", law}]
        for register in sorted(fitting, key=lambda one: not one.law):
            record = register.record(parameters)
            if record is not None and name.lower() in record:
                return register, record[name.lower()]
        return None
