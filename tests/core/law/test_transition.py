"""Which version decides a case that runs while the law changes."""

from dataclasses import replace
from datetime import date

import pytest

from oogopslag.core.law import LawError, Library
from oogopslag.core.law.transition import followed, reading_day
from oogopslag.core.law.tree import Scheme, Transition

FIRST, SECOND, THIRD = date(2025, 1, 1), date(2026, 1, 1), date(2026, 7, 1)
BEFORE, TODAY = date(2025, 11, 3), date(2026, 9, 9)


@pytest.fixture
def versions(library: Library) -> list[Scheme]:
    """Three versions, of which nothing is said about running cases."""
    one = library.schemes["zorgtoeslag"][0]
    return [replace(one, valid_from=day, transition=None) for day in (FIRST, SECOND, THIRD)]


def stating(one: Scheme, *, follow: bool) -> Scheme:
    return replace(one, transition=Transition(follow=follow, article="6"))


def test_a_law_that_says_nothing_leaves_a_case_under_the_version_it_came_in_with(
    versions: list[Scheme],
) -> None:
    assert reading_day(versions, BEFORE, TODAY) == date(2025, 12, 31)
    assert reading_day(versions, SECOND, TODAY) == date(2026, 6, 30)
    assert reading_day(versions, THIRD, TODAY) == TODAY


def test_a_case_follows_the_newest_version_that_says_so(versions: list[Scheme]) -> None:
    last = [*versions[:2], stating(versions[2], follow=True)]
    assert reading_day(last, BEFORE, TODAY) == TODAY
    assert followed(last, TODAY) is last[2]
    assert followed(last, date(2026, 6, 30)) is None


def test_a_later_version_that_is_not_followed_leaves_it_where_an_earlier_one_put_it(
    versions: list[Scheme],
) -> None:
    held = [versions[0], stating(versions[1], follow=True), stating(versions[2], follow=False)]
    assert reading_day(held, BEFORE, TODAY) == date(2026, 6, 30)
    assert followed(held, TODAY) is held[1]


def test_what_came_in_before_the_first_version_is_read_by_the_first(versions: list[Scheme]) -> None:
    assert reading_day(versions[1:], BEFORE, TODAY) == date(2026, 6, 30)
    with pytest.raises(LawError, match="No version"):
        reading_day(versions, BEFORE, date(2024, 1, 1))
