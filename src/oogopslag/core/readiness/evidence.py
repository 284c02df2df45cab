"""What was measured: one indicator for every service and month, with the class of its evidence."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from oogopslag.core.readiness.intervals import Flags, Floats, Ints


class EvidenceClass(StrEnum):
    """How strong evidence is: A = T > E > S > V > D. Nobody types a score."""

    EVENTS = "A"
    TEST = "T"
    REGISTER = "E"
    SURVEY = "S"
    VERIFIED = "V"
    DECLARED = "D"

    @property
    def strength(self) -> int:
        return {"A": 5, "T": 5, "E": 4, "S": 3, "V": 2, "D": 1}[self.value]

    @property
    def raises(self) -> bool:
        """A plain declaration explains; it never raises a level."""
        return self is not EvidenceClass.DECLARED


LASTS = {
    EvidenceClass.EVENTS: 0,
    EvidenceClass.TEST: 1,
    EvidenceClass.REGISTER: 11,
    EvidenceClass.SURVEY: 11,
    EvidenceClass.VERIFIED: 11,
    EvidenceClass.DECLARED: 11,
}
"""For how many months after its own a measurement still counts; a test goes grey in the second."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One indicator as (services × months): hits of n; n 0 means not measured.

    `other` holds the hits and n it is compared with (a gap); `value` a figure that is no share,
    nan where not measured; `age` the months since it was measured. `ratio`: hits may be
    more than n. `shared`: one measurement of a whole body, beside each of its services: it counts
    once. `silent`: measured before and not now, where that is no chance (silence.py); of an
    organisation, how many of its services. `covered`: the share of the services once measured that
    still are.
    """

    hits: Ints
    n: Ints
    klass: EvidenceClass = EvidenceClass.EVENTS
    other: tuple[Ints, Ints] | None = None
    value: Floats | None = None
    age: Ints | None = None
    ratio: bool = False
    shared: Flags | None = None
    silent: Ints | None = None
    covered: Floats | None = None

    @property
    def measured(self) -> Flags:
        if self.value is not None:
            return np.isfinite(self.value)
        seen = self.n > 0
        return seen & (self.other[1] > 0) if self.other is not None else seen

    @property
    def share(self) -> Floats:
        """hits/n (or the gap, or the value); nan where not measured."""
        if self.value is not None:
            return self.value
        share = self.hits / np.where(self.n > 0, self.n, np.nan)
        if self.other is None:
            return share
        hits, n = self.other
        return share - hits / np.where(n > 0, n, np.nan)


def carried(series: Series) -> Series:
    """The last measurement, kept for as long as evidence of its class counts."""
    seen, months = series.measured, series.n.shape[1]
    at = np.where(seen, np.arange(months)[None, :], -1)
    last = np.maximum.accumulate(at, axis=1)
    age = np.arange(months)[None, :] - last
    kept = (last >= 0) & (age <= LASTS[series.klass])
    index = np.where(kept, last, 0)

    def take(column: Ints) -> Ints:
        return np.where(kept, np.take_along_axis(column, index, axis=1), 0)

    value = series.value
    if value is not None:
        value = np.where(kept, np.take_along_axis(value, index, axis=1), np.nan)
    other = series.other
    return Series(
        hits=take(series.hits),
        n=take(series.n),
        klass=series.klass,
        other=(take(other[0]), take(other[1])) if other is not None else None,
        value=value,
        age=np.where(kept, age, -1),
        shared=take(series.shared.astype(np.int64)) > 0 if series.shared is not None else None,
    )


FRESH_DAYS = 35
"""A figure older than this is shown grey."""


def grey(age_days: int) -> bool:
    return age_days > FRESH_DAYS
