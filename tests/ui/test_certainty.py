"""The mark that says how sure we are, for what people get and for what they pay."""

import pytest
from django.template import engines
from django.utils import translation

PAGE = '{% from "components/certainty.jinja" import certainty %}{{ certainty(verdict, 2, pays) }}'


@pytest.mark.parametrize(
    ("verdict", "pays", "said"),
    [
        ("entitled", False, "U heeft recht"),
        ("entitled", True, "U betaalt dit"),
        ("not", False, "Nu niet"),
        ("not", True, "U betaalt dit niet"),
        ("depends", True, "Nog 2 vragen"),
    ],
)
def test_who_pays_does_not_read_of_a_right(verdict: str, pays: bool, said: str) -> None:
    with translation.override("nl"):
        page = engines["jinja2"].from_string(PAGE).render({"verdict": verdict, "pays": pays})
    assert page.split("</svg>")[1].split("</span>")[0] == said


@pytest.mark.parametrize(
    ("verdict", "pays", "said"),
    [
        ("entitled", False, "De inwoner heeft recht"),
        ("entitled", True, "De inwoner betaalt dit"),
        ("not", False, "De inwoner heeft nu geen recht"),
        ("not", True, "De inwoner betaalt dit niet"),
        ("depends", False, "Nog 2 vragen"),
    ],
)
def test_a_civil_servant_reads_of_the_resident(verdict: str, pays: bool, said: str) -> None:
    theirs = PAGE.replace("pays) }}", "pays, true) }}")
    with translation.override("nl"):
        page = engines["jinja2"].from_string(theirs).render({"verdict": verdict, "pays": pays})
    assert page.split("</svg>")[1].split("</span>")[0] == said
