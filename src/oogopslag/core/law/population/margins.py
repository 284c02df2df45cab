"""What a made population is drawn from: `content/population`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

AS_OF = date(2026, 1, 1)
"""The day a made population describes: fixed, so that a seed always gives the same people."""


@dataclass(frozen=True)
class Margins:
    """Shares, bands and medians by name, as the files hold them; most are assumptions."""

    tables: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]
    towns: Mapping[str, int]


def read_margins(folder: Path) -> Margins:
    """Reads `margins.yaml`, `facts.yaml` and `municipalities.yaml` of `content/population`."""

    def load(name: str) -> Any:
        return YAML(typ="safe").load((folder / f"{name}.yaml").read_text())

    towns = {str(code): int(count) for code, (_, count) in load("municipalities").items()}
    return Margins(load("margins"), load("facts")["facts"], towns)
