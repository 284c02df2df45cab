"""Our cases in the register of the body that decides: promised, tried again, made once."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.utils import timezone
from tests import builders, zgw
from tests.loopback import says
from tests.rooms.cases.outside.conftest import over_the_wire, row

from oogopslag.cases import actions, queries
from oogopslag.cases.models import Attention, Decision, Handover
from oogopslag.core.casework import Outcome
from oogopslag.inbox.models import Message
from oogopslag.people import actions as people

# Real sockets on the loopback take their time.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CARE = "http://standaarden.overheid.nl/owms/terms/zorgtoeslag"


@pytest.fixture
def register(listening, asking):  # type: ignore[no-untyped-def]
    """A register of Dienst Toeslagen with a case type for health care allowance."""

    def build(*types: Any) -> Any:
        twin = zgw.twin(*(types or (zgw.kind("ZT", "Zorgtoeslag", products=(CARE,)),)))
        url = listening(over_the_wire(twin))
        moved = json.loads(json.dumps(twin.store.resources).replace(twin.root, url))
        twin.store.resources.clear()
        twin.store.resources.update(moved)
        asking(zgw=row("dienst-toeslagen", url))
        return twin

    return build


def zaken(twin: Any) -> dict[str, Any]:
    return {one["identificatie"]: one for one in twin.store.resources["zaken"].values()}


def test_a_case_that_began_here_ends_there_with_role_letter_result_and_archive_day(
    suzanne, karim, register
) -> None:  # type: ignore[no-untyped-def]
    twin = register()
    case = builders.case(suzanne)
    assert actions.hand_over_due() == 1
    there = zaken(twin)[case.number]
    assert there["einddatum"] is None
    roles = [r for r in twin.store.resources["rollen"].values() if r["zaak"] == there["url"]]
    assert [r["betrokkeneIdentificatie"]["inpBsn"] for r in roles] == [builders.SUZANNE.number]
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Recht.", letter_text=draft.letter,
        departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    assert actions.hand_over_due() == 1
    there = zaken(twin)[case.number]
    assert there["einddatum"] == timezone.localdate().isoformat()
    assert there["archiefactiedatum"]
    titles = {d["titel"] for d in twin.store.resources["enkelvoudiginformatieobjecten"].values()}
    assert titles == {"Ontvangstbevestiging", "Besluit"}
    (decision,) = twin.store.resources["besluiten"].values()
    assert decision["uiterlijkeReactiedatum"] > decision["datum"]
    assert actions.hand_over_due() == 0


def test_a_decision_by_post_gets_its_days_there_once_it_is_posted(suzanne, karim, register) -> None:  # type: ignore[no-untyped-def]
    people.wish(suzanne, "email", agreed=False)
    twin = register()
    decision = builders.decided(suzanne, karim)
    assert actions.hand_over_due() == 1
    (there,) = twin.store.resources["besluiten"].values()
    assert (there["verzenddatum"], there["uiterlijkeReactiedatum"]) == (None, None)

    day = timezone.localdate() + timedelta(days=2)
    actions.posted({Message.objects.get(decision=decision.id).id: day})

    assert actions.hand_over_due() == 1
    (there,) = twin.store.resources["besluiten"].values()
    until = Decision.objects.get(id=decision.id).object_until
    assert there["verzenddatum"] == day.isoformat()
    assert there["uiterlijkeReactiedatum"] == until.isoformat()


def test_the_archive_day_is_the_registers_and_follows_it_when_it_moves(suzanne, register) -> None:  # type: ignore[no-untyped-def]
    twin = register()
    case = builders.case(suzanne)
    actions.hand_over_due()
    actions.withdraw(case.id, suzanne)
    assert actions.archive_due() == 0, "no day of our own beside the register's"
    assert actions.read_archive_days() == 0, "nothing to read before it ended there"
    actions.hand_over_due()
    assert actions.read_archive_days() == 1
    case.refresh_from_db()
    there = zaken(twin)[case.number]
    assert case.archive_on.isoformat() == there["archiefactiedatum"]
    assert (case.archive_nomination, case.archive_source) == ("destroy", "dienst-toeslagen")
    assert actions.read_archive_days() == 0
    soon = timezone.localdate() + timedelta(days=9)
    type(case).objects.filter(id=case.id).update(archive_on=soon)
    there |= {"archiefnominatie": "blijvend_bewaren", "archiefactiedatum": None}
    assert actions.read_archive_days() == 1
    case.refresh_from_db()
    assert (case.archive_nomination, case.archive_on) == ("keep", None)


def test_a_register_that_is_down_gives_no_archive_day(suzanne, register, asking) -> None:  # type: ignore[no-untyped-def]
    register()
    case = builders.case(suzanne)
    actions.hand_over_due()
    actions.withdraw(case.id, suzanne)
    actions.hand_over_due()
    asking(zgw=row("dienst-toeslagen", "http://127.0.0.1:9"))
    assert actions.read_archive_days() == 0
    case.refresh_from_db()
    assert case.archive_on is None


def test_a_withdrawn_case_ends_there_without_a_decision(suzanne, register) -> None:  # type: ignore[no-untyped-def]
    twin = register()
    case = builders.case(suzanne)
    actions.hand_over_due()
    actions.withdraw(case.id, suzanne)
    assert actions.hand_over_due() == 1
    assert zaken(twin)[case.number]["einddatum"]
    assert twin.store.resources["besluiten"] == {}


def test_without_a_register_nothing_is_promised(suzanne) -> None:  # type: ignore[no-untyped-def]
    builders.case(suzanne)
    assert not Handover.objects.exists()


def test_the_resident_gets_the_receipt_also_when_the_register_is_down(
    suzanne, asking, clock_later
) -> None:  # type: ignore[no-untyped-def]
    asking(zgw=row("dienst-toeslagen", "http://127.0.0.1:9"))
    case = builders.case(suzanne)
    assert case.thread
    assert actions.hand_over_due() == 0
    waits = [Handover.objects.get().next_try - timezone.now()]
    for _ in range(3):
        clock_later(hours=7)
        assert actions.hand_over_due() == 0
        waits.append(Handover.objects.get().next_try - timezone.now())
    assert [round(one.total_seconds() / 60) for one in waits] == [1, 2, 4, 8]
    assert not Attention.objects.exists()


@pytest.fixture
def clock_later(monkeypatch):  # type: ignore[no-untyped-def]
    def move(**by: float) -> None:
        later = timezone.now() + timedelta(**by)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return move


@pytest.mark.parametrize(
    ("types", "words"),
    [
        ((zgw.kind("A", products=(CARE,), with_results=False),), "geen resultaat"),
        ((zgw.kind("A", products=(CARE,)), zgw.kind("B", products=(CARE,))), "hetzelfde product"),
        ((zgw.kind("A"),), "noemt dit product"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_told_and_nothing_is_lost(  # noqa: PLR0917 -- fixtures
    suzanne, karim, register, types, words, clock_later
) -> None:  # type: ignore[no-untyped-def]
    twin = register(*types)
    case = builders.case(suzanne)
    assert actions.hand_over_due() == 0
    (problem,) = queries.attention_for(case.organisation)
    assert words in problem.sentence
    assert problem.about == case.number
    assert case.number not in zaken(twin)
    assert Handover.objects.get().trouble
    good = zgw.twin(zgw.kind("ZT", "Zorgtoeslag", products=(CARE,)))
    moved = json.dumps(good.store.resources).replace(good.root, twin.root)
    twin.store.resources.update(json.loads(moved))
    clock_later(hours=7)
    assert actions.hand_over_due() == 1
    assert case.number in zaken(twin)


def test_a_document_larger_than_the_register_takes_is_told(suzanne, register, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases import handing

    register()
    monkeypatch.setattr(handing, "LARGEST_DOCUMENT", 100)
    case = builders.case(suzanne)
    assert actions.hand_over_due() == 0
    assert Attention.objects.get().code == "document_too_large"
    assert case.thread


def test_the_other_is_left_in_peace_as_long_as_it_asks(suzanne, listening, asking) -> None:  # type: ignore[no-untyped-def]
    asking(zgw=row("dienst-toeslagen", listening(says(429, retry_after="7200"))))
    builders.case(suzanne)
    actions.hand_over_due()
    wait = Handover.objects.get().next_try - timezone.now()
    assert timedelta(seconds=7190) < wait <= timedelta(seconds=7200)


def test_a_register_that_breaks_off_halfway_gets_every_step_once(
    suzanne, listening, asking, clock_later
) -> None:  # type: ignore[no-untyped-def]
    twin = zgw.twin(zgw.kind("ZT", "Zorgtoeslag", products=(CARE,)))
    posts = {"left": 2}

    def breaking(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if handler.command == "POST":
            posts["left"] -= 1
            if posts["left"] < 0:
                return says(500)(handler, body)
        over_the_wire(twin)(handler, body)
        return None

    url = listening(breaking)
    moved = json.loads(json.dumps(twin.store.resources).replace(twin.root, url))
    twin.store.resources.update(moved)
    asking(zgw=row("dienst-toeslagen", url))
    case = builders.case(suzanne)
    assert actions.hand_over_due() == 0
    assert set(Handover.objects.get().made) == {"zaak", "rol"}
    posts["left"] = 100
    clock_later(hours=7)
    assert actions.hand_over_due() == 1
    there = zaken(twin)[case.number]
    roles = [r for r in twin.store.resources["rollen"].values() if r["zaak"] == there["url"]]
    assert len(roles) == 1
