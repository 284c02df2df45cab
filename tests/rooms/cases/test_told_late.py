"""A later day that was told (Awb 4:14): whose term it moves, and whose not."""

import dataclasses
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import ExtendedBefore
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.service import read_service
from oogopslag.core.law import LawError

pytestmark = pytest.mark.django_db


@pytest.fixture
def statutory(monkeypatch):  # type: ignore[no-untyped-def]
    """The service as content describes it when a law sets its term."""
    services = dict(catalogue._services())
    services["zorgtoeslag"] = dataclasses.replace(
        services["zorgtoeslag"], decide_by_law="Voorbeeldwet artikel 9"
    )
    monkeypatch.setattr(catalogue, "_services", lambda: services)


def test_a_term_of_the_law_stays_and_the_penalty_counts_from_it(
    statutory, suzanne, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    last, told = case.decide_by, case.decide_by + timedelta(days=30)
    actions.extend(case.id, karim, to=told, reason="Het is druk.")
    with pytest.raises(ExtendedBefore):
        actions.extend(case.id, karim, to=told + timedelta(days=9), reason="Nog eens.")
    view = queries.case(suzanne, case.id)
    assert view.row.decide_by == last
    assert (view.expected_by, view.extended_to) == (told, None)
    page = builders.signed_in(suzanne).get(reverse("r_case", args=[case.id])).content.decode()
    assert "Awb 4:14" in page

    clock(days=(last - timezone.localdate()).days + 1)

    assert queries.case(suzanne, case.id).may_give_notice
    notice = actions.give_notice(case.id, suzanne)
    assert notice.runs_from == timezone.localdate() + timedelta(days=15)


def test_without_a_term_in_a_law_the_day_that_was_told_is_the_last_one(
    suzanne, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    actions.extend(case.id, karim, to=case.decide_by + timedelta(days=30), reason="Het is druk.")
    clock(days=70)
    assert not queries.case(suzanne, case.id).may_give_notice


@pytest.mark.parametrize(
    ("term", "law"),
    [
        ("{weeks: 13, article: Voorbeeldwet artikel 9}", "Voorbeeldwet artikel 9"),
        ("{weeks: 8}", ""),
    ],
)
def test_content_says_which_law_sets_a_term(tmp_path, term: str, law: str) -> None:  # type: ignore[no-untyped-def]
    assert read_service(folder(tmp_path, term)).decide_by_law == law


@pytest.mark.parametrize("term", ["{weeks: 9}", "{days: 57}", "{}", "{weeks: 2, days: 3}"])
def test_a_longer_term_than_eight_weeks_needs_its_article(tmp_path, term: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LawError, match=r"(?i)term"):
        read_service(folder(tmp_path, term))


def folder(tmp_path, term: str):  # type: ignore[no-untyped-def]
    """A service of the content with another term."""
    from django.conf import settings

    said = (settings.CONFIG.content / "services" / "zorgtoeslag" / "service.yaml").read_text()
    assert "decide_within: {weeks: 8}" in said
    made = tmp_path / "zorgtoeslag"
    made.mkdir()
    (made / "service.yaml").write_text(
        said.replace("decide_within: {weeks: 8}", f"decide_within: {term}")
    )
    return made
