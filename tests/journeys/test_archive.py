"""Archive and destruction, looked at in a browser at both widths."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oogopslag.cases import actions
from oogopslag.cases.models import Case
from oogopslag.core.casework import Outcome
from tests import builders
from tests.journeys.test_main import sign_in_staff
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey


def test_a_list_is_read_by_one_and_approved_by_another(desk: Walker, phone: Walker) -> None:
    karim, today = builders.staff(), timezone.localdate()
    for number, outcome in enumerate((Outcome.GRANT, Outcome.REFUSE, Outcome.REFUSE)):
        case = builders.decided(builders.resident(), karim, outcome, key=f"k{number}").case
        Case.objects.filter(id=case.id).update(
            archive_nomination="destroy", archive_on=today - timedelta(days=1 + number),
            destruction_told=today - timedelta(days=60),
        )  # fmt: skip
    actions.prepare_destruction_due()
    sign_in_staff(desk, "Karim Bos")
    desk.go(f"/werk/zaken/{case.id}/")
    desk.look("zaak-bewaren")
    sign_in_staff(phone, "Karim Bos")
    for walker in (desk, phone):
        walker.go("/werk/archief/")
        walker.look("archief")
    desk.page.locator(".oog-row").first.click()
    desk.page.get_by_text("Deze zaak bewaren").first.click()
    desk.look("vernietigingslijst")
    desk.page.get_by_label("Waarom moet de zaak bewaard blijven?").first.fill("Beroep loopt.")
    desk.page.get_by_role("button", name="Bewaren").first.click()
    desk.press("Ik las de lijst: voordragen")
    desk.look("voorgedragen")
    ali = builders.signed_in(builders.staff("coordinate", name="Ali Coordinates"))
    address = desk.page.url.replace(desk.address, "")
    assert ali.post(address, {"do": "approve"}).status_code == 302
    assert actions.destroy_due() == 2
    for walker in (desk, phone):
        walker.go(address)
        walker.look("verklaring")
        assert "Verklaring van vernietiging" in walker.text()
