"""A code is shown by its name, and a name that is typed becomes its code."""

from pathlib import Path

import pytest
from django.utils import translation
from tests import builders

from oogopslag.core.law.facts import read_dictionary
from oogopslag.core.law.words import shown
from oogopslag.facts import encoding
from oogopslag.facts.errors import InvalidFact

KIND = read_dictionary(Path(__file__).resolve().parents[3] / "content" / "facts")["gemeente_code"]


@pytest.mark.parametrize("typed", ["0344", "Utrecht", "utrecht"])
def test_a_municipality_may_be_typed_by_name_or_by_code(typed: str) -> None:
    assert encoding.typed(KIND, typed) == "0344"


def test_a_municipality_that_nobody_knows_gets_a_sentence() -> None:
    with translation.override("en"), pytest.raises(InvalidFact, match="how it is spelled"):
        encoding.typed(KIND, "Utregt")


def test_a_code_is_shown_by_its_name_and_an_unknown_one_as_it_is() -> None:
    assert shown("0344", KIND.type, "nl", KIND.names) == "Utrecht"
    assert shown("0000", KIND.type, "nl", KIND.names) == "0000"


def test_the_page_with_ones_data_shows_the_name_of_the_municipality(suzanne) -> None:  # type: ignore[no-untyped-def]
    text = builders.signed_in(suzanne).get("/gegevens/").content.decode()

    assert "Veenstad" in text
    assert ">9999<" not in text
