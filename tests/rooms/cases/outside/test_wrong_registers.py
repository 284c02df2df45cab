"""What a register gives that cannot be: a sentence on its work list, nothing to a stranger."""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders, zgw
from tests.rooms.cases.outside.conftest import row
from tests.rooms.cases.outside.test_elsewhere import patience, register, wire  # noqa: F401 -- autouse
from tests.rooms.cases.outside.test_handing import CARE

from oogopslag.cases import actions, queries
from oogopslag.cases.models import Case, Handover
from oogopslag.core.casework import Outcome
from oogopslag.people import queries as people

# Real sockets on the loopback take their time.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BODY = "gemeente-veenstad"


def _case(twin: Any) -> dict[str, Any]:
    found = twin.store.resources["zaken"].values()
    return next(one for one in found if one["identificatie"] == "ZAAK-1")


def another_initiator(twin: Any) -> None:
    """Suzanne is named in the case, but somebody else began it."""
    case = _case(twin)
    own = next(r for r in twin.store.resources["rollen"].values() if r["zaak"] == case["url"])
    other = copy.deepcopy(own)
    other["betrokkeneIdentificatie"]["inpBsn"] = zgw.OTHER_BSN
    own["omschrijvingGeneriek"] = "behandelaar"
    twin.store.resources["rollen"]["another"] = other


def no_such_status(twin: Any) -> None:
    case = _case(twin)
    case["status"] = case["url"].replace("/zaken/", "/statussen/")


def no_such_type(twin: Any) -> None:
    case = _case(twin)
    case["zaaktype"] = case["zaaktype"].rsplit("/", 1)[0] + "/00000000-0000-4000-8000-00000000dead"


def no_such_result(twin: Any) -> None:
    case = _case(twin)
    case["resultaat"] = case["url"].replace("/zaken/", "/resultaten/")


@pytest.mark.parametrize(
    ("spoil", "words", "shown"),
    [
        (another_initiator, "die iemand anders begon", False),
        (no_such_status, "een status die niet bestaat", True),
        (no_such_type, "een zaaktype dat niet bestaat", True),
        (no_such_result, "een resultaat dat niet bestaat", True),
    ],
)
def test_what_a_register_gives_wrong_is_a_sentence_on_its_work_list(  # noqa: PLR0917 -- fixtures
    suzanne, joke, anne, listening, asking, spoil: Callable[[Any], None], words: str, shown: bool
) -> None:  # type: ignore[no-untyped-def]
    twin = register(builders.SUZANNE)
    url = wire(twin, listening)
    spoil(twin)
    asking(zgw=row(BODY, url))
    found = queries.elsewhere_of(suzanne, patient=True)
    assert bool(found.cases) is shown
    assert not queries.elsewhere_of(joke, patient=True).cases
    page = builders.signed_in(anne).get(reverse("w_worklist")).content.decode()
    (problem,) = queries.attention_for(people.organisation(BODY))
    assert problem.sentence in page.replace("&#39;", "'")
    assert words in problem.sentence
    assert problem.about == "ZAAK-1"
    for number in (builders.SUZANNE.number, zgw.OTHER_BSN):
        assert number not in page


def test_a_decision_dated_before_the_application_is_told_and_kept(  # type: ignore[no-untyped-def]
    suzanne, karim, listening, asking
) -> None:
    twin = zgw.twin(zgw.kind("ZT", "Zorgtoeslag", products=(CARE,)), root="http://placeholder")
    asking(zgw=row("dienst-toeslagen", wire(twin, listening)))
    case = builders.case(suzanne)
    Case.objects.filter(id=case.id).update(received=timezone.now() + timedelta(days=3))
    draft = queries.draft_decision(case.organisation, case.id, Outcome.GRANT)
    decision = actions.decide(
        case.id, karim, outcome=Outcome.GRANT, motivation="Recht.", letter_text=draft.letter,
        departure="", hardship=False, revision=draft.revision,
    )  # fmt: skip
    assert actions.hand_over_due() == 0
    (problem,) = queries.attention_for(case.organisation)
    assert "vóór de aanvraag" in problem.sentence
    assert problem.about == case.number
    assert twin.store.resources["besluiten"] == {}
    assert Handover.objects.get().trouble == "decided_before_application"
    assert queries.decision_of(suzanne, decision.id)[0].outcome == Outcome.GRANT
