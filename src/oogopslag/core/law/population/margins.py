"""What a made population is drawn from: `content/population`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from oogopslag.core.law.errors import LawError

AS_OF = date(2026, 1, 1)
"""The day a made population describes: fixed, so that a seed always gives the same people."""


@dataclass(frozen=True)
class Margins:
    """Shares, bands and medians by name, as the files hold them; most are assumptions.

    `low_income` is in cents a year: below it an income counts as low for the facts that go with it.
    """

    tables: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]
    towns: Mapping[str, int]
    low_income: int


def read_margins(folder: Path) -> Margins:
    """Reads `margins.yaml`, `facts.yaml`, `municipalities.yaml` and `fictional.yaml` there.

    Raises LawError when one of them is no YAML or lacks what is drawn from.
    """

    def load(name: str) -> Any:
        return YAML(typ="safe").load((folder / f"{name}.yaml").read_text())

    try:
        facts = load("facts")
        towns = {
            str(code): int(count)
            for name in ("municipalities", "fictional")
            for code, (_, count) in load(name).items()
        }
        return Margins(load("margins"), facts["facts"], towns, int(facts["low_income"]) * 100)
    except (YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        said = str(error).splitlines()[0]
        raise LawError(f"The margins in {folder} cannot be read: {said}.") from None
