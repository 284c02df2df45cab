"""Pages that came with terms by law, looked at in a browser at both widths."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oogopslag.cases import actions
from oogopslag.core.casework import Outcome
from tests import builders
from tests.journeys.test_main import sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_decision_on_paper_its_objection_and_a_death_to_restore(
    desk: Walker, phone: Walker
) -> None:
    karim, suzanne = builders.staff(), builders.resident()
    refused = builders.decided(suzanne, karim, Outcome.REFUSE)
    case = builders.case(builders.resident(builders.JOKE))
    sign_in_staff(desk, "Karim Bos")
    desk.go(f"/werk/zaken/{case.id}/besluit/")
    desk.page.get_by_text("Dit komt erbij als u verstuurt").first.click()
    desk.look("besluit-met-slot")
    assert "bezwaar maken" in desk.text()
    desk.go("/werk/overlijden/")
    desk.look("overlijden")

    phone.go("/inloggen/")
    phone.click("DigiD")
    phone.press("Suzanne de Wit")
    phone.go(f"/zaken/{refused.case_id}/")
    phone.look("besluit-op-papier")
    assert "Uw zes weken beginnen" in phone.text()
    phone.go(f"/besluiten/{refused.id}/bezwaar/")
    phone.look("bezwaar-voor-verzending")

    objection = actions.object_to(refused.id, suzanne, grounds="Klopt niet.", key="o")
    ali = builders.staff(name="Ali Colleague")
    actions.plan_hearing(
        objection.id, ali, moment=timezone.now() + timedelta(days=19), place="Kamer 2"
    )
    phone.go(f"/berichten/{objection.thread}/")
    phone.look("uitnodiging")
    assert "Stukken kunt u sturen tot en met" in phone.text()
