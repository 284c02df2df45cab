"""What others measured stands on a public page with its gaps and breaks, where it was loaded."""

from pathlib import Path

import pytest
from django.test import Client

from oogopslag.core.readiness.outside import read_a11_scores
from oogopslag.insight import actions

pytestmark = pytest.mark.django_db
SCORES = """year,quarter,driver,average_score_1_5,statement
2023,1,Transparency,3.10,I knew what was asked.
2023,2,Transparency,,No Data
2023,3,Transparency,3.40,It was clear what came next.
"""


def page() -> str:
    answer = Client(headers={"accept-language": "nl"}).get("/trap/metingen/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_file_the_page_says_so() -> None:
    assert "nog geen reeks van anderen geladen" in page()


def test_a_gap_is_not_a_zero_and_a_break_is_named(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text(SCORES)

    actions.keep_others("a11-scores", list(read_a11_scores(file).values()))

    shown = page()
    assert "niet gevraagd" in shown
    assert "Gaten: 2023 K2." in shown
    assert "<b>breuk</b>" in shown
    assert "3,40" in shown
    assert ">0,00<" not in shown


def test_the_real_files_load_with_their_gaps_and_breaks(shared, capsys) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.conf.cli import main

    for kind, name in (("dutch", "nl_meting_digitale_dienstverlening.csv"),):
        assert main(["readiness", kind, str(shared / "data" / name), "--keep"]) == 0
    assert "stand on /trap/metingen/" in capsys.readouterr().out
    assert "Breuk vanaf: 2017" in page()
