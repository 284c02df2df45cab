"""Ways that broke, answers within hours, an outage, and a choice of organisations, as they look."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from oogopslag.core.values import Actor
from oogopslag.delivery import actions as delivery
from oogopslag.delivery.models import OutboxRow
from oogopslag.delivery.receipts import told
from oogopslag.inbox import actions
from oogopslag.people import actions as people
from oogopslag.people import queries as who
from oogopslag.people.models import Membership
from tests import builders
from tests.journeys.test_main import sign_in, sign_in_staff
from tests.journeys.walker import Walker
from tests.rooms.delivery.test_bouncing import report

pytestmark = pytest.mark.journey


def bounced():  # type: ignore[no-untyped-def]
    """A case whose mail and letter came back, and a letter that promises an answer in hours."""
    suzanne = builders.resident()
    people.wish(suzanne, "email", address="suzanne@example.nl", agreed=True)
    case = builders.case(suzanne)
    delivery.deliver_due()
    delivery.came_back(report(OutboxRow.objects.get(channel="email"), to="suzanne@example.nl"))
    delivery.deliver_due()
    told(OutboxRow.objects.get(channel="letter").id, status="returned")
    body = who.organisation("dienst-toeslagen")
    thread = actions.open_thread(
        suzanne, body, title={"nl": "Uw belafspraak"}, safe_title={"nl": "een afspraak"}
    )
    actions.post(
        thread, kind="information", body={"nl": "Wij bellen u. Lukt het niet? Antwoord dan hier."},
        author=body.name, actor=Actor(kind="organisation", id=body.slug),
        policy=actions.ReplyPolicy(answer_within_hours=4),
    )  # fmt: skip
    return case, thread


def narrow(walker: Walker) -> None:
    walker.page.set_viewport_size({"width": 320, "height": 700})
    assert not walker.scrolls_sideways()
    walker.page.set_viewport_size({"width": 390, "height": 844})


def test_both_sides_see_what_did_not_arrive_and_by_when_an_answer_comes(
    phone: Walker, desk: Walker
) -> None:
    case, thread = bounced()
    sign_in(phone, "Suzanne de Wit")
    phone.go("/berichten/")
    phone.look("postvak-met-fout-adres")
    assert "E-mail naar suzanne@example.nl komt terug" in phone.text()
    narrow(phone)
    phone.go(f"/berichten/{thread.id}/")
    phone.look("binnen-werkuren")
    assert "binnen 4 werkuren (op werkdagen van 9 tot 17 uur)" in phone.text()
    phone.page.get_by_label("Uw bericht").fill("Mag het ook donderdag?")
    phone.press("Versturen")
    phone.look("wanneer-antwoord")
    assert " uur." in phone.text()
    narrow(phone)

    sign_in_staff(desk, "Karim Bos")
    desk.go("/werk/berichten/")
    desk.look("berichten")
    for place in (f"/werk/berichten/{case.thread}/", f"/werk/zaken/{case.id}/"):
        desk.go(place)
        desk.look("niet-aangekomen")
        assert "de e-mail kwam terug. Daarna ging een brief per post" in desk.text()
        assert "de brief per post kwam terug. Er was geen andere weg meer" in desk.text()


def test_an_outage_in_the_last_week_and_a_choice_of_organisations(
    phone: Walker, desk: Walker
) -> None:
    decision = builders.decided(builders.resident(), builders.staff())
    last = timezone.localdate() - timedelta(days=1)
    type(decision).objects.filter(id=decision.id).update(object_until=last)
    began = timezone.make_aware(datetime.combine(last, time(12)))
    actions.record_outage(None, since=began, until=began + timedelta(hours=1))
    sign_in(phone, "Suzanne de Wit")
    phone.go(f"/besluiten/{decision.id}/bezwaar/")
    phone.look("bezwaar-na-storing")
    assert "De laatste dag schuift niet op" in phone.text()
    narrow(phone)

    sign_in_staff(desk, "Karim Bos")
    staff = who.staff_of(people.welcome_staff("karim-bos", "Karim Bos", {
        "dienst-toeslagen": ["treat", "decide"], "gemeente-veenstad": ["treat"]}))  # fmt: skip
    assert Membership.objects.filter(staff=staff).count() == 3
    desk.go("/werk/account/")
    desk.look("account")
    desk.page.get_by_label("Voor welke organisatie werkt u nu?").select_option("gemeente-veenstad")
    desk.press("Voor deze organisatie werken")
    desk.look("andere-organisatie")
    assert "Gemeente Veenstad" in desk.page.locator("header").inner_text()
