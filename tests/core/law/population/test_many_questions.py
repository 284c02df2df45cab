"""More facts missing than a machine word has bits."""

from dataclasses import replace

import polars as pl
import pytest

from oogopslag.core.law import FactDictionary
from oogopslag.core.law.expression import parse
from oogopslag.core.law.subject import Between, FactKind
from oogopslag.core.law.tree import Parameter, Rule
from tests.core.law.population.generated import ON, TEXT, scheme_of
from tests.core.law.population.test_agreement import agree

MISSING = Parameter(
    name="bedrag", value=Between(0, 9_00), type="amount", article="1", source="", mark="M", line=1
)


@pytest.mark.parametrize("known", [130, 1, 0])
@pytest.mark.parametrize("count", [61, 62, 63, 64, 65, 130])
def test_each_of_many_missing_facts_is_asked_and_counted(count: int, known: int) -> None:
    names = [f"feit_{i:03}" for i in range(count)]
    dictionary = FactDictionary({
        name: FactKind(name=name, type="amount", label=TEXT, question=TEXT, low=0, high=100_00)
        for name in names
    })  # fmt: skip
    # Nobody knows anything of person 1; the last columns know everything of persons 2 and 3.
    columns = {n: pl.Series([None, i, 0], dtype=pl.Int64) for i, n in enumerate(names[-known:])}
    frame = pl.DataFrame({"id": [1, 2, 3], **(columns if known else {})})
    amount = f"{' + '.join(names)} + (als {names[-1]} < € 0,05 dan € 5 anders bedrag)"
    rule = Rule(name="uit", type="amount", node=parse(amount), article="1", line=1)
    condition = parse(f"als {names[0]} > € 1 dan {names[-1]} < € 5 anders {names[1]} < € 5")
    scheme = replace(scheme_of({"uit": rule}, [condition]), parameters={"bedrag": MISSING})
    agree(frame, scheme, ON, dictionary, block=2)
