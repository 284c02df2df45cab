"""A change of a rule: draft, second person, published from a later day; and running cases."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.catalogue import actions, published, queries
from oogopslag.catalogue.errors import NotYours, RuleCannotBe, RuleMoved, SamePerson
from oogopslag.catalogue.models import FollowedVersion, RuleVersion
from oogopslag.core.law import LawError
from oogopslag.facts import queries as facts
from oogopslag.journal.models import Line
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_published() -> Iterator[None]:
    published.forget()
    yield
    published.forget()


@pytest.fixture
def anna(world: None) -> Any:
    return builders.staff("coordinate", name="Anna Kok")


@pytest.fixture
def piet(world: None) -> Any:
    return builders.staff("coordinate", name="Piet Smeets")


def later(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


def text(premium: str = "€ 2.500", on: date | None = None) -> str:
    """The version of 2026 with another premium and another first day."""
    found = Path(queries.shipped().schemes["zorgtoeslag"][-1].file).read_text()
    assert "€ 2.119" in found
    return found.replace("€ 2.119", premium).replace(
        "valid_from: 2026-01-01", f"valid_from: {on or later()}"
    )


def drafted(by: Any, words: str = "", *, running: bool = False) -> RuleVersion:
    organisation = people.organisation("dienst-toeslagen")
    rule = actions.draft_rule(by, organisation, "zorgtoeslag")
    typed = actions.Typed(text=words or text(), reason="Nieuwe premie", running=running)
    return actions.save_rule(rule.id, by, typed)


def publish(by: Any, second: Any, words: str = "", *, running: bool = False) -> RuleVersion:
    rule = actions.propose_rule(drafted(by, words, running=running).id, by)
    return actions.approve_rule(rule.id, second, rule.digest)


def premium(on: date) -> int:
    value = queries.library().scheme("zorgtoeslag", on).parameters["standaardpremie"].value
    assert isinstance(value, int)
    return value


def test_a_version_counts_from_its_first_day_and_not_before_it_is_published(
    anna: Any, piet: Any, django_capture_on_commit_callbacks: Any
) -> None:
    rule = actions.propose_rule(drafted(anna).id, anna)
    published.look(now=True)
    assert premium(later()) == 211_900
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_rule(rule.id, piet, rule.digest)
    assert premium(later() - timedelta(days=1)) == 211_900
    assert premium(later()) == 250_000
    names = list(
        Line.objects.filter(name__startswith="catalogue.rule").values_list("name", flat=True)
    )
    assert names == [
        "catalogue.rule_drafted",
        "catalogue.rule_proposed",
        "catalogue.rule_published",
    ]


def test_another_process_sees_it_when_it_looks(anna: Any, piet: Any) -> None:
    publish(anna, piet)
    assert premium(later()) == 211_900
    actions.look_for_rules()
    assert premium(later()) == 250_000


def test_who_proposes_never_publishes(anna: Any) -> None:
    rule = actions.propose_rule(drafted(anna).id, anna)
    with pytest.raises(SamePerson):
        actions.approve_rule(rule.id, anna, rule.digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.filter(id=rule.id).update(state="published", approved_by=anna)


def test_only_the_text_that_was_read_is_published(anna: Any, piet: Any) -> None:
    rule = actions.propose_rule(drafted(anna).id, anna)
    with pytest.raises(RuleMoved):
        actions.approve_rule(rule.id, piet, "0" * 64)
    actions.return_rule(rule.id, piet, "De premie klopt niet.")
    with pytest.raises(RuleMoved):
        actions.approve_rule(rule.id, piet, rule.digest)
    assert RuleVersion.objects.get(id=rule.id).remarks == "De premie klopt niet."


def test_only_who_coordinates_the_organisation_of_the_rule_changes_it(
    anna: Any, karim: Any
) -> None:
    other = builders.staff("coordinate", organisation="gemeente-veenstad", name="Els Vos")
    rule = drafted(anna)
    for somebody in (karim, other):
        with pytest.raises(NotYours):
            actions.propose_rule(rule.id, somebody)
    with pytest.raises(NotYours):
        actions.draft_rule(other, people.organisation("gemeente-veenstad"), "zorgtoeslag")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda words: words.replace("mark: S", "mark: Z", 1),
            r"Regel \d+ \(“.*mark: Z.*”\): 'Z' is geen merk: gebruik S, V, D",
        ),
        (lambda words: words.replace("parameters:", "parameterz:"), "parameterz is hier onbekend"),
        (lambda words: words + "\na: [", "De opmaak klopt hier niet"),
        (lambda words: words.replace(f"{later()}", "2026-01-01"), "nooit in het verleden"),
        (
            lambda words: words.replace("rules_from: 2025-01-01", "rules_from: 2020-01-01"),
            "geen eerdere versie 2020-01-01",
        ),
    ],
)
def test_what_cannot_be_a_version_is_said_with_its_line_and_kept(
    anna: Any, change: Any, sentence: str
) -> None:
    rule = drafted(anna, change(text()))
    with pytest.raises(RuleCannotBe, match=sentence):
        actions.propose_rule(rule.id, anna)
    assert RuleVersion.objects.get(id=rule.id).text == change(text())


def test_two_versions_never_begin_on_one_day(anna: Any, piet: Any) -> None:
    publish(anna, piet)
    published.look(now=True)
    with pytest.raises(RuleCannotBe, match="al een versie"):
        actions.propose_rule(drafted(anna).id, anna)


@pytest.mark.parametrize("running", [True, False])
def test_running_cases_follow_the_transitional_law_that_was_stated(
    anna: Any, piet: Any, suzanne: Any, monkeypatch: pytest.MonkeyPatch, running: bool
) -> None:
    case = builders.case(suzanne)
    before = case.finding["laws"]
    rule = publish(anna, piet, running=running)
    published.look(now=True)
    assert cases.follow_rules() == 0
    monkeypatch.setattr(facts, "today", later)
    assert cases.follow_rules() == (1 if running else 0)
    assert cases.follow_rules() == 0
    case.refresh_from_db()
    assert (case.finding["laws"] == rule.digest) == running
    assert (case.finding["laws"] == before) != running
    lines = Line.objects.filter(chain=f"case:{case.id}", name="cases.rule_followed")
    assert lines.exists() == running
    assert FollowedVersion.objects.filter(digest=rule.digest).exists() == running


def test_a_decided_case_is_never_computed_again(
    anna: Any, piet: Any, karim: Any, suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.decided(suzanne, karim)
    publish(anna, piet, running=True)
    published.look(now=True)
    monkeypatch.setattr(facts, "today", later)
    assert cases.follow_rules() == 0


def test_the_pages_lead_from_draft_to_published(anna: Any, piet: Any) -> None:
    writer, reader = builders.signed_in(anna), builders.signed_in(piet)
    page = writer.post(reverse("w_rule_draft"), {"scheme": "zorgtoeslag"})["Location"]
    wrong = post(writer, page, do="propose", text="law: [", reason="Premie", running="nee")
    assert wrong.status_code == 400
    assert "law: [" in wrong.content.decode()
    assert (
        post(writer, page, do="propose", text=text(), reason="Premie", running="ja").status_code
        == 302
    )
    own = writer.get(page).content.decode()
    assert "Vaststellen vanaf" not in own
    assert post(writer, page, do="approve", digest=digest(own)).status_code == 400
    shown = reader.get(page).content.decode()
    assert "€ 2.500" in shown
    assert post(reader, page, do="approve", digest=digest(shown)).status_code == 302
    listed = reader.get(reverse("w_rules")).content.decode()
    assert "Voorgesteld door Anna Kok, vastgesteld door Piet Smeets." in listed


def post(client: Client, page: str, **data: str) -> Any:
    return client.post(page, data)


def digest(page: str) -> str:
    return page.split('name="digest" value="')[1][:64]


def test_who_does_not_coordinate_finds_no_rules(karim: Any) -> None:
    client = builders.signed_in(karim)
    assert client.get(reverse("w_rules")).status_code == 404


def test_a_text_that_never_was_a_law_is_no_version_when_it_is_read_back() -> None:
    with pytest.raises(LawError):
        published.read("zorgtoeslag", "law: x")
