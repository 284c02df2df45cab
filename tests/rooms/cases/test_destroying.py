"""Retention to the end: told, listed, read by two people, destroyed, declared; or held."""

import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from tests import builders

from oogopslag.cases import actions, queries
from oogopslag.cases.errors import AlreadyDecided, NothingWritten, NotYours, SamePerson, UnknownCase
from oogopslag.cases.models import Application, Case, Decision, DestructionLine, DestructionList
from oogopslag.catalogue import queries as catalogue
from oogopslag.catalogue import retention
from oogopslag.core import terms
from oogopslag.core.casework import Outcome
from oogopslag.core.values import Actor
from oogopslag.delivery.models import OutboxRow
from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries as messages
from oogopslag.inbox.models import Attachment, Mailbox, Message, Thread
from oogopslag.journal.models import Line

pytestmark = pytest.mark.django_db
YEARS = 366


@pytest.fixture
def ali(world):  # type: ignore[no-untyped-def]
    return builders.staff("coordinate", name="Ali Coordinates")


@pytest.fixture
def closed(suzanne, karim, clock):  # type: ignore[no-untyped-def]
    """A granted case with a reply and a file, closed so long ago that no objection can come."""
    case = builders.decided(suzanne, karim).case
    file = SimpleUploadedFile("bewijs.txt", b"Mijn geheime bewijs.", "text/plain")
    inbox.reply(
        inbox.thread_of(case.thread), text="Hierbij mijn geheim.", key="r", files=[file],
        actor=Actor(kind="resident", id=str(suzanne.id)),
    )  # fmt: skip
    clock(days=60)
    assert actions.archive_due() == 1
    return Case.objects.get(id=case.id)


@pytest.fixture
def expired(closed, clock):  # type: ignore[no-untyped-def]
    """The same case, its years gone by and the resident told in time."""
    day = closed.archive_on
    clock(days=(day - timezone.localdate()).days - 20)
    assert actions.tell_destruction_due() == 1
    clock(days=retention.tell_days(day) + 1)
    closed.refresh_from_db()
    return closed


def listed(case: Case) -> DestructionList:
    assert actions.prepare_destruction_due() == 1
    return DestructionList.objects.get(lines__case=case.id)


def approved(case: Case, first, second) -> DestructionList:  # type: ignore[no-untyped-def]
    found = listed(case)
    actions.put_list_forward(found.id, first)
    actions.approve_list(found.id, second)
    return found


# --- the rule


def test_closing_sets_what_happens_and_when_by_outcome(closed) -> None:  # type: ignore[no-untyped-def]
    years = catalogue.service("zorgtoeslag").keep_years
    assert closed.archive_nomination == "destroy"
    assert closed.archive_on == terms.archive_on(timezone.localdate(closed.closed), years)
    (line,) = Line.objects.filter(name="cases.archived")
    assert line.data["nomination"] == "destroy"


def test_a_refusal_and_a_withdrawal_follow_their_own_rows_of_the_list(
    suzanne, joke, karim, clock
) -> None:  # type: ignore[no-untyped-def]
    refused = builders.decided(suzanne, karim, Outcome.REFUSE).case
    taken_back = builders.case(joke)
    actions.withdraw(taken_back.id, joke)
    clock(days=60)
    assert actions.archive_due() == 2
    for case, outcome in ((refused, "refuse"), (taken_back, "withdrawn")):
        case.refresh_from_db()
        rule = retention.retention("zorgtoeslag", outcome, timezone.localdate(case.closed),
                                   service_years=99)  # fmt: skip
        assert rule.years < 99
        assert case.archive_on == terms.archive_on(timezone.localdate(case.closed), rule.years)


def test_what_no_list_values_is_kept() -> None:
    rule = retention.retention("zorgtoeslag", "strange", timezone.localdate(), service_years=3)
    assert rule.nomination == retention.KEEP


def test_cases_that_still_wait_do_not_keep_others_from_their_turn(
    suzanne, joke, karim, clock, monkeypatch
) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases import archiving

    waits = builders.decided(suzanne, karim).case
    ends = builders.decided(joke, karim, Outcome.REFUSE).case
    clock(days=60)
    monkeypatch.setattr(archiving, "over", lambda case, _: case.id != waits.id)
    real = archiving._page
    monkeypatch.setattr(archiving, "_page", lambda after: real(after, 1))
    assert actions.archive_due() == 1
    assert Case.objects.get(id=ends.id).archive_on


# --- told beforehand


def test_the_resident_is_told_weeks_before_and_can_take_everything_along(  # type: ignore[no-untyped-def]
    closed, suzanne, clock
) -> None:
    assert actions.tell_destruction_due() == 0, "years before there is nothing to tell"
    clock(days=(closed.archive_on - timezone.localdate()).days - 20)
    assert actions.tell_destruction_due() == 1
    assert actions.tell_destruction_due() == 0
    said = messages.thread(suzanne, closed.thread).messages[-1].body["nl"]
    assert "vernietigen" in said
    assert "Alles van deze zaak downloaden" in said
    answer = builders.signed_in(suzanne).get(f"/zaken/{closed.id}/alles.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = archive.namelist()
    assert archive.testzip() is None
    assert {"gesprek.pdf", "zaak.json"} <= set(names)
    assert any("bewijs.txt" in name for name in names)
    assert sum(name.endswith(".pdf") for name in names) == 3
    data = json.loads(archive.read("zaak.json"))
    assert (data["number"], len(data["decisions"])) == (closed.number, 1)


def test_nobody_takes_anothers_case_along(closed, joke) -> None:  # type: ignore[no-untyped-def]
    assert builders.signed_in(joke).get(f"/zaken/{closed.id}/alles.zip").status_code == 404
    with pytest.raises(UnknownCase):
        queries.case_zip(joke, closed.id, "nl")


def test_whoever_was_told_late_keeps_the_weeks_to_make_a_copy(closed, clock) -> None:  # type: ignore[no-untyped-def]
    clock(days=(closed.archive_on - timezone.localdate()).days + 5)
    actions.tell_destruction_due()
    assert actions.prepare_destruction_due() == 0
    clock(days=retention.tell_days(timezone.localdate()))
    assert actions.prepare_destruction_due() == 1


# --- two people


def test_two_people_are_needed_and_nothing_is_gone_before(expired, karim, ali, clock) -> None:  # type: ignore[no-untyped-def]
    found = listed(expired)
    assert actions.prepare_destruction_due() == 0, "on one list once"
    treats = builders.staff("treat", name="Cas Treats")
    with pytest.raises(NotYours):
        actions.put_list_forward(found.id, treats)
    with pytest.raises(AlreadyDecided):
        actions.approve_list(found.id, ali)
    actions.put_list_forward(found.id, karim)
    with pytest.raises(SamePerson):
        actions.approve_list(found.id, karim)
    assert actions.destroy_due() == 0
    assert Case.objects.filter(id=expired.id).exists()


def test_a_colleague_of_another_organisation_does_not_see_or_touch_the_list(  # type: ignore[no-untyped-def]
    expired, anne
) -> None:
    found = listed(expired)
    with pytest.raises(NotYours):
        actions.put_list_forward(found.id, anne)
    assert builders.signed_in(anne).get(f"/werk/archief/{found.id}/").status_code == 404


def test_a_list_that_is_sent_back_says_why_and_is_one_with_what_came_meanwhile(  # type: ignore[no-untyped-def]
    expired, karim, ali
) -> None:
    found = listed(expired)
    actions.put_list_forward(found.id, karim)
    DestructionList.objects.create(organisation=expired.organisation, prepared=timezone.now())
    with pytest.raises(NothingWritten):
        actions.send_list_back(found.id, ali, why=" ")
    with pytest.raises(SamePerson):
        actions.send_list_back(found.id, karim, why="Zelf.")
    actions.send_list_back(found.id, ali, why="Er loopt nog iets.")
    (only,) = queries.destruction_lists(expired.organisation, karim)
    assert (only.id, only.state, only.sent_back) == (found.id, "prepared", "Er loopt nog iets.")


# --- destroyed


def test_after_approval_everything_is_gone_and_the_declaration_stays(  # type: ignore[no-untyped-def]
    expired, suzanne, karim, ali, django_capture_on_commit_callbacks
) -> None:
    stored = Attachment.objects.get().file.name
    assert default_storage.exists(stored)
    unread = Mailbox.objects.get(resident=suzanne).unread
    lines_before = Line.objects.filter(chain=f"case:{expired.id}").count()
    found = approved(expired, karim, ali)
    assert actions.destroy_due() == 1
    assert not Case.objects.filter(id=expired.id).exists()
    for model in (Decision, Thread, Message, Attachment, Application, OutboxRow):
        assert not model.objects.exists(), model
    assert not default_storage.exists(stored)
    assert unread > 0
    assert Mailbox.objects.get(resident=suzanne).unread == 0
    assert Line.objects.filter(chain=f"case:{expired.id}").count() > lines_before
    found.refresh_from_db()
    assert found.state == "done"
    assert found.statement["cases"] == 1
    assert found.statement["approved_by"] == "Ali Coordinates"
    assert found.statement["proposed_by"] == "Karim Bos"
    kept = json.dumps(found.statement) + str(list(DestructionLine.objects.values()))
    assert "Suzanne" not in kept
    assert str(suzanne.id) not in kept
    assert expired.number in kept
    assert actions.destroy_due() == 0


def test_the_journal_still_checks_after_destruction(expired, karim, ali) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.journal import queries as journal

    approved(expired, karim, ali)
    actions.destroy_due()
    lines = journal.of_chain(f"case:{expired.id}")
    assert lines[-1].name == "cases.destroyed"
    assert [line.position for line in lines] == list(range(len(lines)))


def test_a_file_that_cannot_be_removed_is_tried_again(  # type: ignore[no-untyped-def]
    expired, karim, ali, monkeypatch
) -> None:
    found = approved(expired, karim, ali)
    real, broken = default_storage.delete, [True]

    def delete(name: str) -> None:
        if broken[0]:
            raise OSError("disk")
        real(name)

    monkeypatch.setattr(default_storage, "delete", delete)
    actions.destroy_due()
    found.refresh_from_db()
    assert found.state == "approved", "not done while a file still lies there"
    broken[0] = False
    actions.destroy_due()
    found.refresh_from_db()
    assert found.state == "done"
    assert DestructionLine.objects.get().files == []


def test_a_conversation_is_destroyed_only_within_a_transaction(closed) -> None:  # type: ignore[no-untyped-def]
    assert transaction.get_connection().in_atomic_block
    with transaction.atomic():
        assert inbox.destroy(closed.thread)
        assert inbox.destroy(closed.thread) == [], "nothing for one that is gone"


# --- held


def test_a_held_case_is_not_listed_until_it_is_released(expired, karim, ali) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NothingWritten):
        actions.hold(expired.id, karim, why=" ")
    with pytest.raises(NotYours):
        actions.hold(expired.id, builders.staff("treat", name="Cas Treats"), why="Beroep.")
    actions.hold(expired.id, karim, why="Beroep bij de rechtbank.")
    assert actions.prepare_destruction_due() == 0
    actions.release(expired.id, ali)
    assert actions.prepare_destruction_due() == 1


def test_a_case_left_out_of_the_list_is_held_with_the_reason(expired, karim, ali) -> None:  # type: ignore[no-untyped-def]
    found = listed(expired)
    line = found.lines.get()
    actions.leave_out(line.id, karim, why="Onderzoek loopt.")
    expired.refresh_from_db()
    assert expired.held == "Onderzoek loopt."
    assert actions.prepare_destruction_due() == 0
    actions.release(expired.id, karim)
    assert actions.prepare_destruction_due() == 1, "back on a list, as a new line"


def test_what_is_held_after_approval_is_not_destroyed(expired, karim, ali) -> None:  # type: ignore[no-untyped-def]
    found = approved(expired, karim, ali)
    actions.hold(expired.id, karim, why="Toch beroep.")
    assert actions.destroy_due() == 0
    assert Case.objects.filter(id=expired.id).exists()
    found.refresh_from_db()
    assert (found.state, found.statement["cases"], found.statement["left_out"]) == ("done", 0, 1)


def test_an_objection_that_runs_or_is_kept_longer_blocks_the_case(  # type: ignore[no-untyped-def]
    expired, suzanne, karim, ali, clock
) -> None:
    found = approved(expired, karim, ali)
    decision = Decision.objects.get(case=expired)
    objection = actions.object_to(decision.id, suzanne, grounds="Nog eens.", key="o")
    assert actions.destroy_due() == 0
    assert found.lines.get().left_out == "objection"
    actions.withdraw(objection.id, suzanne)
    actions.archive_due()
    assert actions.prepare_destruction_due() == 0, "the objection's own day has not come"


def test_an_open_fee_or_penalty_blocks_the_case(expired) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases.archiving import blocked
    from oogopslag.cases.models import Default, Payment

    today = timezone.localdate()
    assert blocked(expired, today) == ""
    fee = Payment.objects.create(
        case=expired, reference="RF00", amount=100, asked=timezone.now()
    )  # fmt: skip
    assert blocked(expired, today) == "payment"
    fee.delete()
    Default.objects.create(case=expired, received=timezone.now(), runs_from=today)
    assert blocked(expired, today) == "default"


def test_a_new_decision_takes_the_archive_day_away(closed, karim) -> None:  # type: ignore[no-untyped-def]
    draft = queries.draft_decision(closed.organisation, closed.id, Outcome.REVOKE)
    actions.revise(
        closed.id, karim, outcome=Outcome.REVOKE, motivation="Nieuw feit.",
        letter_text=draft.letter, revision=closed.revision,
    )  # fmt: skip
    closed.refresh_from_db()
    assert closed.archive_on is None


# --- on the pages


def test_the_list_is_read_put_forward_and_approved_on_its_page(expired, karim, ali) -> None:  # type: ignore[no-untyped-def]
    found = listed(expired)
    first, second = builders.signed_in(karim), builders.signed_in(ali)
    address = f"/werk/archief/{found.id}/"
    page = first.get(address).content.decode()
    assert expired.number in page
    assert "Suzanne" not in page
    assert first.get("/werk/archief/").status_code == 200
    assert first.post(address, {"do": "forward"}).status_code == 302
    assert first.post(address, {"do": "approve"}).status_code == 409
    assert "vernietigd" in second.get(address).content.decode()
    assert second.post(address, {"do": "approve"}).status_code == 302
    actions.destroy_due()
    assert "Verklaring van vernietiging" in second.get(address).content.decode()
    kept = json.loads(second.get(f"{address}verklaring.json").content)
    assert [row["number"] for row in kept["list"]] == [expired.number]


def test_keeping_one_case_on_the_page_needs_a_reason(expired, karim) -> None:  # type: ignore[no-untyped-def]
    found = listed(expired)
    browser, line = builders.signed_in(karim), found.lines.get()
    address = f"/werk/archief/{found.id}/{line.id}/"
    assert browser.post(address, {"waarom": ""}).status_code == 409
    assert browser.post(address, {"waarom": "Beroep."}).status_code == 302
    assert Case.objects.get(id=expired.id).held == "Beroep."
