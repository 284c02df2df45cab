"""Lines of the rooms become events: asked though known, looked at, handed over, offered."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions as cases
from oogopslag.cases import queries as case_queries
from oogopslag.cases.models import Case
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.insight import actions, own_tests
from oogopslag.insight.models import EventRow, Measurement
from oogopslag.paper import actions as paper
from oogopslag.paper import queries as papers
from oogopslag.people import actions as people
from oogopslag.possibilities import looking, offers


def fields(event: str) -> list[dict[str, Any]]:
    rows = EventRow.objects.filter(event=event).order_by("moment", "id")
    return list(rows.values_list("fields", flat=True))


def apply(of: Any, service: str, answers: dict[str, dict[str, str]], key: str) -> Any:
    draft = cases.start(of, service)
    for page, typed in answers.items():
        cases.answer(draft, page, typed)
    return cases.submit(draft, key=key)


def test_a_question_that_a_register_could_have_answered_is_counted_as_such(joke) -> None:  # type: ignore[no-untyped-def]
    # Her income is in no register's answer, though the tax administration has it.
    builders.case(joke, answers={"inkomen": {"verzamelinkomen": "20.000"}})

    actions.collect()

    asked = fields("form.field_asked")
    assert {"known_in": "income", "again": False} in asked
    needed = [row["how"] for row in fields("fact.needed")]
    assert "register" in needed
    assert len(needed) == len(asked) + len(fields("form.field_prefilled"))


def test_a_correction_of_what_was_filled_in_is_not_a_question(suzanne) -> None:  # type: ignore[no-untyped-def]
    made = builders.case(suzanne, answers={"inkomen": {"verzamelinkomen": "21.000"}})
    assert any(row["contradicts"] is not None for row in made.answers)

    actions.collect()

    assert fields("form.field_asked") == []


def test_a_journey_counts_its_logins_where_it_began(suzanne) -> None:  # type: ignore[no-untyped-def]
    level = {"level": "substantial"}
    number = people_bsn(suzanne)
    people.welcome_resident(number, **level)
    builders.case(suzanne, "first")
    people.welcome_resident(number, **level)
    people.welcome_resident(number, **level)
    apply(suzanne, "kinderbijslag", {}, "second")

    actions.collect()

    rows = EventRow.objects.filter(event__startswith="journey.")
    assert set(rows.values_list("service", flat=True)) == {"zorgtoeslag"}
    assert rows.filter(event="journey.begun").count() == 1
    assert rows.filter(event="journey.login").count() == 3


def people_bsn(resident: Any) -> Any:
    from oogopslag.people import queries

    return queries.bsn_of(resident)


def test_a_journey_ends_after_ninety_days(suzanne) -> None:  # type: ignore[no-untyped-def]
    first = builders.case(suzanne, "first")
    Case.objects.filter(id=first.id).update(received=timezone.now() - timedelta(days=91))
    apply(suzanne, "kinderbijslag", {}, "second")

    actions.collect()

    assert EventRow.objects.filter(event="journey.begun").count() == 2


@pytest.mark.parametrize("looked", [True, False])
def test_who_acts_on_a_case_without_having_looked_leaves_a_gap(suzanne, karim, looked) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    if looked:
        case_queries.case_for_staff(case.organisation, case.id, karim)
    cases.assign(case.id, karim, karim.id)
    builders.decided(suzanne, karim)

    actions.collect()

    assert fields("access") == [{"role": "decide", "logged": looked}]


def test_the_first_hands_are_no_handover_and_the_second_are(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    second = builders.staff("treat", "coordinate", name="Anna Vos")
    case = builders.case(suzanne)
    cases.assign(case.id, karim, karim.id)
    actions.collect()
    assert fields("case.handover") == []

    cases.assign(case.id, second, second.id)
    actions.collect()

    assert len(fields("case.handover")) == 1


def test_a_decision_stands_beside_what_was_shown(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    builders.decided(suzanne, karim)

    actions.collect()

    (found,) = fields("case.decision")
    assert (found["shown"], found["granted"]) == ("certain", True)


def test_an_offer_is_counted_until_its_case(suzanne) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.catalogue import queries as catalogue

    gated = [one for one in catalogue.services() if one.offers is not None]
    looking.offer_to([suzanne], gated)
    actions.collect()
    shown = list(EventRow.objects.filter(event="offer.shown").values_list("service", flat=True))
    assert shown

    offers.answer_offer(suzanne, shown[0], "declined")
    apply(suzanne, shown[0], {}, "offered")
    actions.collect()

    assert fields("offer.declined") == [{"why": "not_now"}]
    assert fields("offer.accepted") == [{}]
    assert {"origin": "offer"} in fields("case.opened")


@pytest.mark.parametrize("changed", [True, False])
def test_a_remark_on_a_form_is_feedback_and_a_proposal(world, karim, changed) -> None:  # type: ignore[no-untyped-def]
    guide = next(g for g in papers.guides().values() if g.organisation == "dienst-toeslagen")
    made = paper.remark(
        guide.id, guide.editions[0].label,
        field="", kind="unclear", language="nl", text="",
    )  # fmt: skip
    paper.handle(karim, made.id, "Andere woorden.", changed=changed)

    actions.collect()

    assert len(fields("feedback.received")) == len(fields("improvement.proposed")) == 1
    assert fields("feedback.closed") == [{"in_time": True, "reason": True}]
    assert len(fields("improvement.adopted")) == int(changed)
    row = EventRow.objects.get(event="feedback.received")
    assert (row.service, row.organisation) == (guide.service, guide.organisation)


def test_only_the_resident_says_that_an_answer_answered(suzanne, karim, client: Client) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    thread = inbox.thread_of(case.thread)
    me = Actor(kind="resident", id=str(suzanne.id))
    inbox.settle(thread, answered=True, actor=me)
    inbox.reply(thread, text="Wanneer?", key="r", actor=me)
    inbox.answer(thread, staff=karim, text="Morgen.", key="a")

    inbox.settle(thread, answered=True, actor=me)
    inbox.settle(thread, answered=False, actor=me)
    actions.collect()

    assert len(fields("reply.closed_by_resident")) == 1
    assert fields("reply.reopened") == []


def test_what_the_platform_tests_of_its_own_services_is_kept_once_a_month(world) -> None:  # type: ignore[no-untyped-def]
    news = actions.test_own_services()

    assert news > 0
    assert actions.test_own_services() == 0
    of = Measurement.objects.filter(service="rijbewijs")
    assert set(of.values_list("indicator", flat=True)) >= {"R1", "P1", "R2", "P6", "G1", "K4"}
    steps = of.get(indicator="G1")
    # A driving licence is fetched at a desk: that step is not online.
    assert (steps.hits, steps.n) == (5, 6)
    assert own_tests.steps_online(next(s for s in own_tests.catalogue.services()
                                       if s.slug == "zorgtoeslag"))["issuance"] is not False  # type: ignore[index]  # fmt: skip


def test_a_form_that_was_opened_in_english_was_translated(suzanne) -> None:  # type: ignore[no-untyped-def]
    from django.utils.translation import override

    case = builders.case(suzanne)
    with override("en"):
        inbox.opened(inbox.thread_of(case.thread))

    actions.collect()

    assert len(fields("letter.translated")) == 1
