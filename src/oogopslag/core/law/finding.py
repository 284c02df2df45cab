"""What the law says of one person: verdict, amount, reasons, and what is still missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

Text = Mapping[str, str]
UNSTATED = "figures_"
"""Before the year, in `lacking`: the law states its figures per year, and not yet for that one."""


class Verdict(StrEnum):
    """How sure we are. PROBABLY is a label for the eye: it is never used to decide."""

    ENTITLED = "entitled"
    PROBABLY = "probably"
    DEPENDS = "depends"
    NOT = "not"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One condition of a scheme; `holds` is None while a missing fact leaves it open."""

    key: str
    text: Text
    detail: Text | None
    article: str
    law: str
    law_title: Text
    url: str
    holds: bool | None
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SumLine:
    """One line of the calculation; `amount` in cents, negative when it is taken off."""

    label: Text
    amount: int
    article: str
    total: bool
    law: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What would change the outcome: from this value of a fact on (cents for amounts).

    Time changes it too: then `fact` is "peildatum" and `threshold` the first day.
    """

    text: Text
    fact: str
    threshold: int | date
    effect: Text


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The answer of one scheme for one person on one day.

    `amount_low` and `amount_high` are cents per `period`, both inclusive, and None when the
    scheme gives no money or certainly does not apply. `missing` holds the facts that still
    decide something, `used` the facts this answer rests on. `laws` is the hash of the rules
    and parameters used: with it the answer can be computed again. `why_not` holds the keys of the
    fewest conditions that explain a no. `unconfirmed` names the parameters used that still have
    to be checked, `lacking` those that are missing: while there are any there is no amount.
    """

    scheme: str
    on: date
    verdict: Verdict
    amount_low: int | None
    amount_high: int | None
    period: str | None
    reasons: tuple[Reason, ...]
    sum: tuple[SumLine, ...]
    missing: tuple[str, ...]
    next_question: str | None
    used: tuple[str, ...]
    engine: str
    laws: str
    why_not: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def year_unstated(self) -> int | None:
        """The year of which the law states no figures yet, when this answer waits for them."""
        found = [name for name in self.lacking if name.startswith(UNSTATED)]
        return int(found[0].removeprefix(UNSTATED)) if found else None

    @property
    def reasons_not(self) -> tuple[Reason, ...]:
        """The reasons of `why_not`, in the order of the law."""
        return tuple(reason for reason in self.reasons if reason.key in self.why_not)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "on": self.on.isoformat(), "verdict": str(self.verdict)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = dict(data)
        known["on"] = date.fromisoformat(data["on"])
        known["verdict"] = Verdict(data["verdict"])
        known["reasons"] = tuple(
            Reason(**{**reason, "facts": tuple(reason["facts"])}) for reason in data["reasons"]
        )
        known["sum"] = tuple(SumLine(**line) for line in data["sum"])
        for name in ("missing", "used", "why_not", "unconfirmed", "lacking"):
            known[name] = tuple(data.get(name, ()))
        return cls(**known)
