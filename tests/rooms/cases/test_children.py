"""Facts about children in a form: asked of each known child, only what is not known."""

from typing import Any

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.cases.errors import InvalidAnswers
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue.errors import UnusedQuestion
from oogopslag.catalogue.form import read_form
from oogopslag.core.values import Bsn
from oogopslag.facts import actions as facts_actions
from oogopslag.facts import queries as facts
from oogopslag.facts.models import Contradiction
from oogopslag.inbox.models import Message

pytestmark = pytest.mark.django_db
RUBEN = Bsn("999000147")
SERVICE = "kinderopvangtoeslag"


@pytest.fixture
def ruben(world: None) -> Any:
    """A parent of Tijn, of whom no childcare is reported, and Noor, of whom everything is."""
    return builders.resident(RUBEN)


@pytest.fixture
def paths(ruben: Any) -> dict[str, Any]:
    """How the answers about each child are named."""
    return {one.name.split()[0]: one for one in facts.known(ruben).children}


def asked(draft: Any) -> dict[str, set[str]]:
    page = case_queries.view_of(draft).page("opvang")
    assert page is not None
    found: dict[str, set[str]] = {}
    for one in page.fields:
        if one.asked:
            found.setdefault(one.who.split()[0], set()).add(one.question.kind.name)
    return found


def tijn(paths: dict[str, Any], **typed: str) -> dict[str, str]:
    return {paths["Tijn"].path(fact): value for fact, value in typed.items()}


def test_only_what_is_not_known_of_a_child_is_asked(ruben: Any) -> None:
    """With one percentage for every child it does not matter who has the most hours."""
    draft = cases.start(ruben, SERVICE)
    assert asked(draft) == {"Tijn": {"opvanguren_per_maand", "opvangsoort", "uurprijs_opvang"}}


def test_which_child_has_the_most_hours_is_asked_where_the_percentages_differ(ruben: Any) -> None:
    draft = cases.start(ruben, SERVICE)
    cases.answer(draft, "inkomen", {"verzamelinkomen": "90.000"})
    assert asked(draft) == {
        "Tijn": {"opvanguren_per_maand", "opvangsoort", "uurprijs_opvang", "eerste_opvangkind"},
        "Noor": {"eerste_opvangkind"},
    }


def test_a_child_without_childcare_is_asked_nothing_more(ruben: Any, paths: dict[str, Any]) -> None:
    draft = cases.start(ruben, SERVICE)
    cases.answer(draft, "opvang", tijn(paths, opvanguren_per_maand="0"))
    assert asked(draft) == {"Tijn": {"opvanguren_per_maand"}}
    finding = case_queries.view_of(draft).finding
    # 96 hours at 10,85 is 1.041,60; 96% is 999,936 a month, 11.999 a year, 999 a month
    assert (finding.verdict, finding.amount_high) == ("entitled", 999_00)


def test_answers_about_each_child_make_the_amount(ruben: Any, paths: dict[str, Any]) -> None:
    draft = cases.start(ruben, SERVICE)
    answers = tijn(paths, opvanguren_per_maand="40", opvangsoort="bso", uurprijs_opvang="9,50")
    cases.answer(draft, "opvang", answers)
    finding = case_queries.view_of(draft).finding
    # 96% of 1.041,60 + 380 is 1.364,736 a month, 16.377 a year (rounded), 1.364 a month
    assert (finding.verdict, finding.amount_high) == ("entitled", 1_364_00)


def test_what_cannot_be_right_is_kept_and_named_with_its_child(
    ruben: Any, paths: dict[str, Any]
) -> None:
    draft = cases.start(ruben, SERVICE)
    with pytest.raises(InvalidAnswers) as error:
        cases.answer(draft, "opvang", tijn(paths, opvanguren_per_maand="veel"))
    name = paths["Tijn"].path("opvanguren_per_maand")
    assert set(error.value.fields) == {name}
    assert draft.answers[name]["typed"] == "veel"


def test_another_ones_child_is_no_field_of_mine(ruben: Any) -> None:
    draft = cases.start(ruben, SERVICE)
    cases.answer(draft, "opvang", {"kinderen.0123456789.opvanguren_per_maand": "40"})
    assert draft.answers == {}


def test_a_child_keeps_its_answers_when_the_registers_are_asked_again(
    ruben: Any, paths: dict[str, Any]
) -> None:
    draft = cases.start(ruben, SERVICE)
    cases.answer(draft, "opvang", tijn(paths, opvanguren_per_maand="0"))
    facts_actions.refresh(ruben)
    assert asked(draft) == {"Tijn": {"opvanguren_per_maand"}}


def test_the_case_holds_a_copy_for_each_child_and_a_contradiction_reaches_the_register(
    ruben: Any, paths: dict[str, Any]
) -> None:
    draft = cases.start(ruben, SERVICE)
    cases.answer(draft, "opvang", tijn(paths, opvanguren_per_maand="0"))
    price = paths["Noor"].path("uurprijs_opvang")
    cases.answer(draft, "opvang", {price: "10,00"})
    case = cases.submit(draft, key="one")
    rows = {(one.who, one.fact): one for one in case_queries.given_of(case)}
    assert rows["Noor Vos", price].contradicts == 10_85
    assert rows["Noor Vos", price].value == 10_00
    assert case.finding["amount_high"] == 921_00  # 960 a month, 96% is 921,60
    (said,) = Contradiction.objects.filter(resident=ruben)
    assert (said.name, said.source, said.registered) == (price, "kinderopvang", 10_85)
    receipt = Message.objects.get(thread_id=case.thread).body["nl"]
    assert "Prijs van de opvang per uur (Noor Vos): €\u00a010" in receipt
    cases.correct(case.id, ruben, price, "11,00")
    case.refresh_from_db()
    assert case.finding["amount_high"] == 1_013_00  # 1.056 a month, 96% is 1.013,76


def test_paper_names_children_by_age(ruben: Any, paths: dict[str, Any]) -> None:
    karim = builders.staff()
    case = cases.typed_in(
        karim, ruben, SERVICE, channel="paper", received=facts.today(),
        typed={"kinderen.1.opvanguren_per_maand": "0"}, key="p",
    )  # fmt: skip
    name = paths["Tijn"].path("opvanguren_per_maand")
    assert any(row["fact"] == name and row["who"] == "Tijn Vos" for row in case.answers)
    page = builders.signed_in(karim).get(reverse("w_intake"), {"dienst": SERVICE})
    assert 'name="kinderen.2.uurprijs_opvang"' in page.content.decode()


def test_a_question_about_a_child_that_no_rule_uses_fails_the_build(
    tmp_path: Any, world: None
) -> None:
    scheme = catalogue.library().schemes["kinderopvangtoeslag"][-1]
    page = (
        "pages:\n  - key: a\n    title: {nl: a, en: a}\n    each: kinderen\n"
        "    questions: [{fact: kinderen.bezit_nu, ground: x}]\n"
    )
    (tmp_path / "form.yaml").write_text(page)
    with pytest.raises(UnusedQuestion, match=r"kinderen\.bezit_nu"):
        read_form(tmp_path, catalogue.library().dictionary, scheme)


def test_the_page_asks_works_without_script_and_names_the_article(
    ruben: Any, paths: dict[str, Any]
) -> None:
    client = builders.signed_in(ruben)
    page = client.post(reverse("r_apply_start", args=[SERVICE]))["Location"]
    assert page.endswith("/opvang/")
    shown = client.get(page).content.decode()
    name = paths["Tijn"].path("opvanguren_per_maand")
    assert f'name="{name}"' in shown
    assert "Tijn Vos: Hoeveel uur per maand" in shown
    assert "Wko 1.5" in shown
    assert "Uren kinderopvang per maand (Noor Vos)" in shown
    wrong = client.post(page, {name: "veel"})
    assert wrong.status_code == 400
    assert 'value="veel"' in wrong.content.decode()
    client.post(page + "bewaren/", {name: "40"})
    assert 'value="40"' in client.get(page).content.decode()
    client.post(page, {name: "0"})
    check = client.get(reverse("r_apply_page", args=[SERVICE, "controle"])).content.decode()
    assert "Uren kinderopvang per maand (Tijn Vos)" in check
