"""From draft to objection: terms, receipts, reasons, departures, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import (
    AlreadyDecided,
    DecisionWithoutReasons,
    DepartureWithoutReason,
    InvalidAnswers,
    MoveNotPossible,
    NoGrounds,
    NotYours,
    UnknownCase,
)
from oogopslag.cases.models import Case, Decision
from oogopslag.core import terms
from oogopslag.core.casework import Outcome, State
from oogopslag.core.values import Actor
from oogopslag.facts.models import Contradiction, DataUse
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as messages
from oogopslag.journal import queries as journal

pytestmark = pytest.mark.django_db


def answer_to(case: Case, resident, text: str = "Hierbij.", key: str = "a") -> None:  # type: ignore[no-untyped-def]
    actor = Actor(kind="resident", id=str(resident.id))
    inbox.reply(inbox.thread_of(case.thread), text=text, key=key, actor=actor)


def test_a_receipt_stands_in_the_inbox_with_a_copy_of_everything(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    thread = messages.thread(suzanne, case.thread)
    (receipt,) = thread.messages
    for given in queries.given_of(case):
        assert given.label["nl"] in receipt.body["nl"]
        assert given.source_name["nl"] in receipt.body["nl"]
    assert case.number in receipt.body["nl"]
    assert "24.800" in receipt.body["nl"]


def test_the_decision_date_is_the_term_of_the_law(suzanne) -> None:  # type: ignore[no-untyped-def]
    today = timezone.localdate()
    assert builders.case(suzanne).decide_by == terms.decide_by(today, {"weeks": 8}, [], today)


def test_a_double_submit_makes_one_case_and_one_receipt(suzanne) -> None:  # type: ignore[no-untyped-def]
    draft = actions.start(suzanne, "zorgtoeslag")
    first, second = actions.submit(draft, key="k"), actions.submit(draft, key="k")
    assert first.id == second.id
    assert actions.submit(draft, key="another tab").id == first.id
    assert len(messages.threads_of(suzanne)) == 1


def test_a_draft_goes_on_where_it_was_left_on_another_device(joke) -> None:  # type: ignore[no-untyped-def]
    first = actions.start(joke, "zorgtoeslag")
    actions.answer(first, "inkomen", {"verzamelinkomen": "18.500"})
    again = actions.start(joke, "zorgtoeslag")
    assert again.id == first.id
    assert queries.view_of(again).page("inkomen").fields[0].typed == "18.500"  # type: ignore[union-attr]


def test_only_what_is_unknown_is_asked(joke, suzanne) -> None:  # type: ignore[no-untyped-def]
    asked = queries.view_of(actions.start(joke, "zorgtoeslag")).todo
    assert [field.name for page in asked for field in page.fields if field.asked] == [
        "verzamelinkomen"
    ]
    assert queries.view_of(actions.start(suzanne, "zorgtoeslag")).todo == ()


@pytest.mark.parametrize("typed", ["veel", "-5", "24.80.0", "1.000.000.000.000"])
def test_an_answer_that_cannot_be_right_is_kept_and_gets_a_sentence(joke, typed) -> None:  # type: ignore[no-untyped-def]
    draft = actions.start(joke, "zorgtoeslag")
    with pytest.raises(InvalidAnswers) as caught:
        actions.answer(draft, "inkomen", {"verzamelinkomen": typed})
    assert set(caught.value.fields) == {"verzamelinkomen"}
    assert queries.view_of(draft).page("inkomen").fields[0].typed == typed  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["31-2-1990", "2-13-1990", "gisteren", "1-1-1800"])
def test_a_date_that_does_not_exist_gets_a_sentence(suzanne, typed) -> None:  # type: ignore[no-untyped-def]
    draft = actions.start(suzanne, "zorgtoeslag")
    with pytest.raises(InvalidAnswers):
        actions.answer(draft, "huishouden", {"geboortedatum": typed})


def test_a_contradicted_fact_travels_along_and_reaches_the_register(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne, answers={"inkomen": {"verzamelinkomen": "20.000"}})
    (given,) = [g for g in queries.given_of(case) if g.fact == "verzamelinkomen"]
    assert (given.value, given.contradicts, given.source) == (20_000_00, 24_800_00, "resident")
    row = Contradiction.objects.get()
    assert (row.source, row.name) == ("belastingdienst", "verzamelinkomen")


def test_the_finding_is_kept_as_it_was_with_the_hash_of_the_law(suzanne) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    (line,) = [one for one in journal.of_chain(f"case:{case.id}") if one.name == "cases.submitted"]
    assert line.data["laws"] == case.finding["laws"]
    assert case.finding["verdict"] == "entitled"


def test_a_decision_without_reasons_cannot_exist(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    for motivation, letter in (("  ", {"nl": "Brief"}), ("Omdat.", {"nl": " "})):
        with pytest.raises(DecisionWithoutReasons):
            actions.decide(
                case.id, karim, outcome=Outcome.GRANT, motivation=motivation, letter_text=letter,
                departure="", hardship=False, revision=0,
            )  # fmt: skip
    assert not Decision.objects.exists()
    assert Case.objects.get().state == State.RECEIVED


def test_the_letter_holds_reasons_articles_and_the_remedies_clause(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    until = terms.object_until(timezone.localdate())
    assert decision.object_until == until
    for language, words in {
        "nl": [
            "€\u00a0129 per maand",
            "Wet op de zorgtoeslag",
            "bezwaar",
            "artikel 6:7",
            "0800 0543",
        ],
        "en": ["€129 per month", "Health Care Allowance Act", "object", "article 6:7"],
    }.items():
        for word in [*words, decision.case.number, str(until.year), "0800 0543"]:
            assert word in decision.letter[language], (language, word)


def test_who_departs_from_the_finding_says_why_and_both_are_kept(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    draft = queries.draft_decision(case.organisation, case.id, Outcome.REFUSE)
    about = {"motivation": "Nee.", "letter_text": draft.letter, "revision": draft.revision}
    with pytest.raises(DepartureWithoutReason):
        actions.decide(
            case.id, karim, outcome=Outcome.REFUSE, departure=" ", hardship=False, **about
        )
    decision = actions.decide(
        case.id, karim, outcome=Outcome.REFUSE, departure="Fraude.", hardship=True, **about
    )
    assert decision.departure == {"reason": "Fraude.", "hardship": True}
    assert decision.finding["verdict"] == "entitled"


def test_two_who_decide_at_once_make_one_decision(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    seen = queries.draft_decision(case.organisation, case.id)
    about = {
        "outcome": Outcome.GRANT, "motivation": "Ja.", "letter_text": seen.letter,
        "departure": "", "hardship": False, "revision": seen.revision,
    }  # fmt: skip
    actions.decide(case.id, karim, **about)  # type: ignore[arg-type]
    colleague = builders.staff(name="Ali Colleague")
    with pytest.raises(AlreadyDecided):
        actions.decide(case.id, colleague, **about)  # type: ignore[arg-type]
    assert Decision.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            case=case, outcome="grant", motivation="x", letter={}, staff=karim,
            decided=timezone.now(), object_until=timezone.localdate(),
        )  # fmt: skip


def test_who_only_treats_may_ask_and_not_decide(suzanne) -> None:  # type: ignore[no-untyped-def]
    treats, case = builders.staff("treat", name="Tess Treats"), builders.case(suzanne)
    draft = queries.draft_decision(case.organisation, case.id)
    with pytest.raises(NotYours):
        actions.decide(
            case.id, treats, outcome=Outcome.GRANT, motivation="Ja.", letter_text=draft.letter,
            departure="", hardship=False, revision=0,
        )  # fmt: skip
    due = timezone.localdate() + timedelta(days=14)
    actions.ask_supplement(case.id, treats, text="Uw loonstrook?", due=due)
    assert Case.objects.get().state == State.WAITING


def test_a_request_pauses_the_term_and_the_answer_ends_the_pause(
    suzanne, karim, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    actions.ask_supplement(case.id, karim, text="Welke?", due=today + timedelta(days=14))
    assert messages.duties_of(suzanne)[0].due == today + timedelta(days=14)
    later = timezone.now() + timedelta(days=10)
    monkeypatch.setattr(timezone, "now", lambda: later)
    answer_to(case, suzanne)
    case.refresh_from_db()
    pause = case.pauses.get()
    assert (pause.since, pause.until) == (today + timedelta(days=1), today + timedelta(days=10))
    assert case.state == State.RECEIVED
    still = terms.Pause(since=pause.since, until=pause.until)
    assert case.decide_by == terms.decide_by(today, {"weeks": 8}, [still], today)
    assert messages.duties_of(suzanne) == []


def test_a_pause_lapses_at_its_day_without_an_answer(suzanne, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    case, today = builders.case(suzanne), timezone.localdate()
    actions.ask_supplement(case.id, karim, text="Welke?", due=today + timedelta(days=14))
    later = timezone.now() + timedelta(days=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert actions.lapse_pauses() == 1
    case.refresh_from_db()
    assert case.pauses.get().until == today + timedelta(days=14)
    assert case.state == State.RECEIVED


def test_an_objection_is_a_case_with_its_own_term(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    made = actions.object_to(decision.id, suzanne, grounds="Klopt niet.", key="o")
    again = actions.object_to(decision.id, suzanne, grounds="Klopt niet.", key="o")
    assert made.id == again.id
    assert (made.kind, made.about, made.in_time) == ("objection", decision.id, True)
    notified = timezone.localdate(decision.decided)
    expected = terms.decide_objection_by(notified, committee=False, extended=False)
    assert made.decide_by == expected
    assert "Klopt niet." in messages.thread(suzanne, made.thread).messages[-1].body["nl"]


def test_a_late_objection_is_taken_and_marked(suzanne, karim, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    later = timezone.now() + timedelta(days=50)
    monkeypatch.setattr(timezone, "now", lambda: later)
    made = actions.object_to(decision.id, suzanne, grounds="Ik was ziek.", key="o")
    assert not made.in_time
    assert "6:11" in messages.thread(suzanne, made.thread).messages[0].body["nl"]


def test_an_objection_says_why_and_is_about_ones_own_decision(suzanne, karim, joke) -> None:  # type: ignore[no-untyped-def]
    decision = builders.decided(suzanne, karim)
    with pytest.raises(NoGrounds):
        actions.object_to(decision.id, suzanne, grounds=" ", key="o")
    with pytest.raises(UnknownCase):
        actions.object_to(decision.id, joke, grounds="Ik wil ook.", key="o")


def test_a_grant_can_be_objected_to_as_well_as_a_refusal(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    for number, outcome in enumerate((Outcome.GRANT, Outcome.REFUSE)):
        decision = builders.decided(suzanne, karim, outcome, key=f"k{number}")
        assert actions.object_to(decision.id, suzanne, grounds="Nee.", key=f"o{number}").about


def test_a_withdrawn_case_stops_and_cannot_be_decided(suzanne, karim, joke) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    with pytest.raises(UnknownCase):
        actions.withdraw(case.id, joke)
    actions.withdraw(case.id, suzanne)
    with pytest.raises(MoveNotPossible):
        actions.withdraw(case.id, suzanne)
    assert queries.work_list(case.organisation) == []


def test_the_work_list_goes_by_legal_term_and_is_paged_by_key(suzanne, joke) -> None:  # type: ignore[no-untyped-def]
    late, soon = builders.case(suzanne), builders.case(joke)
    Case.objects.filter(id=soon.id).update(decide_by=timezone.localdate())
    rows = queries.work_list(late.organisation)
    assert [row.id for row, _ in rows] == [soon.id, late.id]
    first = rows[0][0]
    rest = queries.work_list(late.organisation, after=(first.decide_by, first.id))
    assert [row.id for row, _ in rest] == [late.id]


def test_looking_at_a_case_leaves_a_line_the_resident_can_read(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    queries.case_for_staff(case.organisation, case.id, karim)
    newest = DataUse.objects.filter(resident=suzanne).order_by("-id")[0]
    assert newest.who["nl"] == "Karim Bos, Dienst Toeslagen"
    assert "verzamelinkomen" in newest.names


def test_the_chain_of_a_case_is_whole(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.decided(suzanne, karim).case
    assert len(journal.of_chain(f"case:{case.id}")) == 2
    assert journal.broken_links(f"case:{case.id}") == []


def test_letters_are_tagged_pdfs_with_title_and_language(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    import io

    import pikepdf

    decision = builders.decided(suzanne, karim)
    for made, title in (
        (queries.letter_pdf(suzanne, decision.id, "nl"), "Besluit Zorgtoeslag"),
        (queries.receipt_pdf(suzanne, decision.case_id, "nl"), "Ontvangstbevestiging Zorgtoeslag"),
    ):
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).startswith("nl")
            with pdf.open_metadata() as about:
                assert about["dc:title"] == title
                assert about["pdfuaid:part"] == "1"


def test_a_letter_that_a_browser_sent_has_its_headings_and_lists_in_the_pdf(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    import io

    import pikepdf

    decision = builders.decided(suzanne, karim)
    words = "Beste Suzanne,\n\nWaarom dit besluit\n• U bent 18.\n\nNiet eens?\nBel ons."
    decision.letter = {"nl": words.replace("\n", "\r\n"), "en": ""}
    decision.save(update_fields=["letter"])
    made = queries.letter_pdf(suzanne, decision.id, "nl")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tags = [str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    assert tags.count("/H2") == 2
    assert tags.count("/LI") == 1
