"""The log of data use has real times, spans that nest over the border, and who asked whom."""

import dataclasses
import time
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from tests import builders
from tests.loopback import served

from oogopslag.facts import actions, queries, sources
from oogopslag.outside import trace
from oogopslag.people import queries as people

pytestmark = pytest.mark.django_db
FOREIGN = "dpl.core.foreign_operation.processor"
WORDS = {"nl": "Proef.", "en": "Trial."}


def newest(resident) -> dict:  # type: ignore[no-untyped-def]
    return queries.logbook_of(resident)[0]


def test_a_processing_has_the_begin_and_the_end_it_really_had(suzanne) -> None:  # type: ignore[no-untyped-def]
    before = int(datetime.now(UTC).timestamp() * 1000)
    with actions.using(suzanne, ["inkomen"], purpose=WORDS, who=WORDS):
        time.sleep(0.03)
    after = int(datetime.now(UTC).timestamp() * 1000)
    line = newest(suzanne)
    assert before <= line["start_time"] < line["end_time"] <= after
    assert line["end_time"] - line["start_time"] >= 30
    assert line["status"] == "Ok"


def test_a_processing_that_fails_is_written_as_an_error(suzanne) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ZeroDivisionError), actions.using(suzanne, [], purpose=WORDS, who=WORDS):
        raise ZeroDivisionError
    assert newest(suzanne)["status"] == "Error"


def test_what_is_asked_within_is_a_child_of_the_line_and_of_the_caller(suzanne) -> None:  # type: ignore[no-untyped-def]
    above = trace.from_header("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    assert above.parent == "b7ad6b7169203331"
    with trace.action(above), actions.using(suzanne, [], purpose=WORDS, who=WORDS):
        sent = trace.from_header(trace.current().header)
        actions.note_use(suzanne, [], purpose=WORDS, who=WORDS)
    inner, outer = sorted(queries.logbook_of(suzanne)[:2], key=lambda one: one["end_time"])
    if inner["parent_span_id"] != outer["span_id"]:
        inner, outer = outer, inner
    assert outer["parent_span_id"] == above.id
    assert inner["parent_span_id"] == outer["span_id"] == sent.parent
    assert {inner["trace_id"], outer["trace_id"], sent.trace} == {above.trace}


def test_the_span_that_travels_to_the_other_body_is_the_one_in_the_log(suzanne, settings) -> None:  # type: ignore[no-untyped-def]
    heard = []

    def person(handler, body: bytes) -> None:  # type: ignore[no-untyped-def]
        heard.append(handler.headers["traceparent"])
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.end_headers()
        handler.wfile.write(b'{"personen": []}')

    with served(person) as url:
        settings.CONFIG = dataclasses.replace(settings.CONFIG, brp_url=url, brp_token="t")
        actions.postal_address(suzanne)
    line = newest(suzanne)
    assert trace.from_header(heard[0]).parent == line["span_id"]
    assert trace.from_header(heard[0]).trace == line["trace_id"]
    assert line["attributes"][FOREIGN] == "brp"


def test_every_source_elsewhere_has_a_line_with_its_own_span_and_body(suzanne, settings) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases import queries as cases

    heard = {}

    def nobody(handler, body: bytes) -> None:  # type: ignore[no-untyped-def]
        heard["span"] = trace.from_header(handler.headers["traceparent"]).parent
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b'{"taken": []}')

    with served(nobody) as url:
        rows = f"gemeente-veenstad {url} t; svb http://127.0.0.1:9 t"
        settings.CONFIG = dataclasses.replace(settings.CONFIG, mijn_taken=rows)
        cases.elsewhere_of(suzanne, patient=True)
    lines = {
        one["attributes"][FOREIGN]: one
        for one in queries.logbook_of(suzanne)
        if one["attributes"]["dpl.core.processing_activity_id"].endswith(":elders")
    }
    assert lines["gemeente-veenstad"]["span_id"] == heard["span"]
    assert lines["gemeente-veenstad"]["status"] == "Ok"
    assert lines["svb"]["status"] == "Error", "asked, also when nothing came"
    assert lines["svb"]["start_time"] <= lines["svb"]["end_time"]


def test_a_line_names_the_body_whose_machine_asked(suzanne) -> None:  # type: ignore[no-untyped-def]
    with trace.called_by("svb"):
        actions.note_use(suzanne, [], purpose=WORDS, who=WORDS)
    attributes = newest(suzanne)["attributes"]
    assert attributes["dpl.core.foreign_operation.processor"] == "svb"
    actions.note_use(suzanne, [], purpose=WORDS, who=WORDS)
    assert "dpl.core.foreign_operation.processor" not in newest(suzanne)["attributes"]


def test_looking_at_a_page_has_the_time_of_the_request(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    builders.signed_in(karim).get(reverse("w_case", args=[case.id]))
    line = newest(suzanne)
    assert line["start_time"] < line["end_time"]


def test_each_register_that_was_asked_has_a_line_and_a_silent_one_an_error(world) -> None:  # type: ignore[no-untyped-def]
    daan = people.resident_by_bsn(builders.DAAN)
    before = len(queries.logbook_of(daan))

    failed = actions.refresh(daan).failed

    lines = queries.logbook_of(daan)
    lines = lines[: len(lines) - before]
    asked = {one["attributes"][FOREIGN]: one["status"] for one in lines}
    assert asked == {one.code: "Error" if one.code in failed else "Ok" for one in sources.sources()}
    assert failed
    assert len({one["trace_id"] for one in lines}) == 1
