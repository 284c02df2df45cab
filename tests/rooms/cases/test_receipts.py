"""Every decision keeps the engine's receipt, and it replays to the same bytes."""

import json

import pytest
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import UnknownCase
from oogopslag.cases.models import Case, Decision
from oogopslag.catalogue import queries as catalogue
from oogopslag.core.law.receipt import replay


def test_a_decision_keeps_the_receipt_of_what_it_rests_on(suzanne: object, karim: object) -> None:
    decision = builders.decided(suzanne, karim)
    case = Case.objects.get(id=decision.case_id)
    kept = queries.receipt_of(case.number)
    assert kept == Decision.objects.get(id=decision.id).receipt.encode()
    assert replay(kept, catalogue.library()) == kept
    data = json.loads(kept)
    assert data["finding"]["amount_high"] == decision.amount
    assert data["origins"]["verzamelinkomen"]["source"] == "belastingdienst"
    assert data["law"]["laws"] == case.finding["laws"]


def test_a_receipt_names_nobody(suzanne: object) -> None:
    kept = queries.receipt_of(builders.case(suzanne).number).decode()
    assert builders.SUZANNE.number not in kept
    assert "Suzanne" not in kept


def test_an_answer_of_the_resident_says_so(joke: object) -> None:
    case = builders.case(joke, answers={"inkomen": {"verzamelinkomen": "20.000"}})
    data = json.loads(queries.receipt_of(case.number))
    assert data["origins"]["verzamelinkomen"] == {"source": "resident", "as_of": None}
    assert data["person"]["facts"]["verzamelinkomen"] == 20_000_00


def test_an_objection_starts_from_the_receipt_of_the_decision(
    suzanne: object, karim: object
) -> None:
    decision = builders.decided(suzanne, karim)
    objection = actions.object_to(decision.id, suzanne, grounds="Mijn inkomen klopt niet.", key="x")
    assert objection.receipt == Decision.objects.get(id=decision.id).receipt


def test_a_case_that_does_not_exist_has_no_receipt(world: None) -> None:
    with pytest.raises(UnknownCase):
        queries.receipt_of("2026-00000000")
