"""Requests to correct a register reach its owner, with a term; and the log of data use."""

from datetime import date

import pytest
from django.urls import reverse
from tests import builders

from oogopslag.core.values import Actor
from oogopslag.facts import actions, queries
from oogopslag.facts.corrections import due
from oogopslag.facts.models import DataUse
from oogopslag.inbox import queries as messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_suzanne(suzanne):  # type: ignore[no-untyped-def]
    actor = Actor(kind="resident", id=str(suzanne.id))
    return actions.contradict(suzanne, "verzamelinkomen", 20_000_00, "Ik werk minder.", actor=actor)


@pytest.mark.parametrize(
    ("made", "last"),
    [
        (date(2026, 11, 25), date(2026, 12, 25)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_the_term_is_one_month(made: date, last: date) -> None:
    assert due(made) == last


def test_a_request_stands_on_the_list_of_the_registers_owner_alone(
    request_of_suzanne, karim, anne
) -> None:  # type: ignore[no-untyped-def]
    page = builders.signed_in(karim).get(reverse("w_corrections")).content.decode()
    assert "Ik werk minder." in page
    assert "Suzanne de Wit" in page
    other = builders.signed_in(anne).get(reverse("w_corrections")).content.decode()
    assert "Suzanne" not in other


def test_an_answer_is_told_to_the_resident_and_given_once(
    request_of_suzanne, suzanne, karim, anne
) -> None:  # type: ignore[no-untyped-def]
    address = reverse("w_correction_answer", args=[request_of_suzanne.id])
    said = {"besluit": "changed", "antwoord": "U heeft gelijk."}
    assert builders.signed_in(anne).post(address, said).status_code == 400
    client = builders.signed_in(karim)
    empty = client.post(address, {"besluit": "kept", "antwoord": " "})
    assert empty.status_code == 400
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 400
    newest = messages.threads_of(suzanne)[0]
    body = messages.thread(suzanne, newest.id).messages[-1].body["nl"]
    assert "Wij hebben het gewijzigd" in body
    assert "U heeft gelijk." in body
    assert queries.corrections_for("dienst-toeslagen") == []


def test_each_use_of_data_is_a_line_of_its_own_in_the_standards_words(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    builders.signed_in(karim).get(
        reverse("w_case", args=[case.id]), headers={"traceparent": header}
    )
    (line, *_) = queries.logbook_of(suzanne)
    assert line["trace_id"] == "0af7651916cd43dd8448eb211c80319c"
    assert len(line["span_id"]) == 16
    assert line["parent_span_id"]
    assert line["start_time"] <= line["end_time"]
    attributes = line["attributes"]
    assert attributes["dpl.core.processing_activity_id"] == "urn:oogopslag:verwerking:zorgtoeslag"
    assert str(suzanne.id) not in str(line)
    spans = [one["span_id"] for one in queries.logbook_of(suzanne)]
    assert len(spans) == len(set(spans)) == DataUse.objects.filter(resident=suzanne).count()


def test_a_resident_reads_the_lines_as_sentences_and_takes_them_along(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    taken = builders.signed_in(suzanne).get(reverse("r_logbook"))
    assert taken["Content-Disposition"] == 'attachment; filename="logboek.json"'
    names = [line["name"] for line in taken.json()]
    assert any("Dienst Toeslagen: Bepalen of u recht heeft op zorgtoeslag" in n for n in names)
    assert builders.signed_in(joke).get(reverse("r_logbook")).json() != taken.json()
