"""Running cases follow a change of their law as it says: what both sides are told, what is kept."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.cases.models import Case, Recomputation
from oogopslag.catalogue import actions, published, queries
from oogopslag.catalogue.errors import RuleCannotBe
from oogopslag.core.law.receipt import replay
from oogopslag.delivery.models import OutboxRow
from oogopslag.facts import queries as facts
from oogopslag.inbox.models import Message
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_published() -> Iterator[None]:
    published.forget()
    yield
    published.forget()


def later() -> date:
    return timezone.localdate() + timedelta(days=30)


def publish(scheme: str, organisation: str, *changes: tuple[str, str], running: bool) -> None:
    """A new version of a shipped law, drafted by one and published by another."""
    writer, reader = (
        builders.staff("coordinate", organisation=organisation, name=name)
        for name in ("Anna Kok", "Piet Smeets")
    )
    text = Path(queries.shipped().schemes[scheme][-1].file).read_text()
    for old, new in (("valid_from: 2026-01-01", f"valid_from: {later()}"), *changes):
        assert old in text
        text = text.replace(old, new)
    rule = actions.draft_rule(writer, people.organisation(organisation), scheme)
    typed = actions.Typed(text=text, reason="Besluit van de raad", running=running)
    actions.save_rule(rule.id, writer, typed)
    proposed = actions.propose_rule(rule.id, writer)
    actions.approve_rule(rule.id, reader, proposed.digest)
    published.look(now=True)


def messages(case: Case) -> list[Message]:
    return list(Message.objects.filter(thread_id=case.thread).order_by("placed", "id"))


@pytest.fixture
def case(suzanne: Any) -> Case:
    return builders.case(suzanne)  # type: ignore[no-any-return]


@pytest.fixture
def premium_rises(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """From later on the standard premium is € 120 a year higher, for running cases too."""
    publish("zorgtoeslag", "dienst-toeslagen", ("€ 2.119", "€ 2.239"), running=True)
    monkeypatch.setattr(facts, "today", later)


def test_the_resident_is_told_what_changed_and_why(case: Case, premium_rises: None) -> None:
    before = case.finding["amount_high"]
    told = OutboxRow.objects.count()
    assert cases.follow_rules() == 1
    case.refresh_from_db()
    assert case.finding["amount_high"] == before + 10_00  # 120 a year is 10 a month
    text = messages(case)[-1].body["nl"]
    for words in (
        "De regels voor Zorgtoeslag zijn veranderd.",
        f"Eerst was onze berekening: u heeft recht, €\u00a0{before // 100} per maand.",
        f"Nu is onze berekening: u heeft recht, €\u00a0{before // 100 + 10} per maand.",
        "Dit is er veranderd:",
        "(Awir, artikel 14)",
        "Dit is nog geen besluit.",
    ):
        assert words in text
    assert messages(case)[-1].body["en"].startswith("The rules for Health care allowance")
    assert OutboxRow.objects.count() > told
    assert cases.follow_rules() == 0
    assert len(messages(case)) == 2


def test_what_was_found_before_stays_with_a_receipt_that_replays(
    case: Case, premium_rises: None
) -> None:
    old = case.receipt
    cases.follow_rules()
    case.refresh_from_db()
    kept = Recomputation.objects.get(case=case)
    assert kept.receipt == old != case.receipt
    for receipt in (kept.receipt, case.receipt):
        assert replay(receipt.encode(), queries.library()).decode() == receipt
    assert json.loads(case.receipt)["law"]["laws"] == case.finding["laws"]


def test_the_civil_servant_sees_it_in_the_list_and_in_the_case(
    case: Case, premium_rises: None, karim: Any
) -> None:
    desk = builders.signed_in(karim)
    assert "opnieuw berekend" not in rows(desk, "")
    cases.follow_rules()
    assert "opnieuw berekend" in rows(desk, "regel")
    page = desk.get(reverse("w_case", args=[case.id])).content.decode()
    assert "De regels zijn veranderd; er is opnieuw gerekend" in page
    assert "Standaardpremie" in page
    draft = case_queries.draft_decision(case.organisation, case.id)
    decided = cases.decide(
        case.id, karim, outcome="grant", motivation=draft.motivation["nl"],
        letter_text=draft.letter, departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    case.refresh_from_db()
    assert decided.amount == case.finding["amount_high"]
    assert case.number not in rows(desk, "regel")


def rows(desk: Any, which: str) -> str:
    page = desk.get(reverse("w_worklist"), {"wat": which}).content.decode()
    return str(page.split("<table", 1)[-1]) if "<table" in page else ""


def test_the_resident_sees_it_with_the_case(case: Case, premium_rises: None, suzanne: Any) -> None:
    cases.follow_rules()
    page = builders.signed_in(suzanne).get(reverse("r_case", args=[case.id])).content.decode()
    assert "De regels zijn veranderd; er is opnieuw gerekend" in page
    assert "De eerdere berekening is bewaard" in page


def test_a_change_that_leaves_the_answer_is_told_without_a_notification(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("zorgtoeslag", "dienst-toeslagen", ("€ 146.011", "€ 146.012"), running=True)
    monkeypatch.setattr(facts, "today", later)
    told = OutboxRow.objects.count()
    assert cases.follow_rules() == 1
    assert "Voor u verandert er niets." in messages(case)[-1].body["nl"]
    assert OutboxRow.objects.count() == told
    case.refresh_from_db()
    assert case.review == ""


def test_a_correction_after_a_change_is_computed_by_the_version_that_counts_for_the_case(
    case: Case, suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    laws = case.finding["laws"]
    publish("zorgtoeslag", "dienst-toeslagen", ("€ 2.119", "€ 2.239"), running=False)
    monkeypatch.setattr(facts, "today", later)
    assert cases.follow_rules() == 0
    cases.correct(case.id, suzanne, "verzamelinkomen", "21000")
    case.refresh_from_db()
    assert case.finding["laws"] == laws


def test_a_shipped_version_is_followed_by_the_article_that_says_so(
    suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The norms of July make a version of the rules by themselves; article 17 is followed."""
    july = date(2026, 7, 1)
    assert queries.library().scheme("kwijtschelding_waterschapsbelasting", july).valid_from == july
    monkeypatch.setattr(facts, "today", lambda: date(2026, 6, 20))
    made = cases.submit(cases.start(suzanne, "kwijtschelding"), key="one")
    received = timezone.make_aware(datetime(2026, 6, 20, 12))
    Case.objects.filter(id=made.id).update(received=received)
    assert cases.follow_rules() == 0
    monkeypatch.setattr(facts, "today", lambda: july)
    assert cases.follow_rules() == 1
    kept = Recomputation.objects.get(case=made)
    assert (kept.article, kept.valid_from) == ("17", july)
    assert "artikel 17" in messages(made)[-1].body["nl"]


def test_a_text_and_a_form_that_contradict_each_other_are_no_version(world: None) -> None:
    with pytest.raises(RuleCannotBe, match="artikel 17"):
        publish(
            "kwijtschelding_waterschapsbelasting", "waterschap-drieland",
            ("€ 1.500", "€ 1.600"), running=False,
        )  # fmt: skip
