"""Bad input, each as a page shows it: never a wrong green, and never a dead link."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.rooms.broker.test_joining import confirm
from tests.rooms.insight.test_insight import TODAY, answering, body

from oogopslag.broker import actions as broker
from oogopslag.broker import queries as joining
from oogopslag.core.readiness.events import Event
from oogopslag.core.values import Actor
from oogopslag.insight import actions, collecting, queries
from oogopslag.insight.models import Body, Card, EventRow, SurveyAnswer, Unit

pytestmark = pytest.mark.django_db
OWNER = Actor(kind="staff", id="owner")
DUTCH = {"accept-language": "nl"}


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client(headers=DUTCH)).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def merged(slug: str, into: str) -> Body:
    return Body.objects.create(
        slug=slug, name=f"Gemeente {slug}", layer="municipal", since=date(2020, 1, 1),
        until=date(2026, 8, 31) if into else None, into=into,
    )  # fmt: skip


def card(slug: str, until: str | None) -> None:
    months = body(1)
    answering(months[0], contract=True)
    collecting.close_months()
    actions.recompute(TODAY)
    made = Card.objects.get(organisation="gemeente-a")
    content = made.content | {"organisation": slug, "name": f"Gemeente {slug}", "until": until}
    Card.objects.create(organisation=slug, month=made.month, model=made.model, level=made.level,
                        content=content, computed=timezone.now())  # fmt: skip


@pytest.mark.slow
def test_the_card_of_who_merged_leads_to_whoever_is_there_today() -> None:
    merged("oud", "midden")
    merged("midden", "nieuw")
    merged("nieuw", "")
    card("oud", "2026-08-31")

    for address in ("/trap/oud/", "/trap/oud/kaart/"):
        shown = page(address)
        assert "Gemeente nieuw" in shown
        assert "31 augustus 2026" in shown
        assert "2026-08-31" not in shown
        assert 'href="/trap/nieuw/"' in shown
    # The heir was not measured yet: its page and its card for other sites are there all the same.
    for address in ("/trap/nieuw/", "/trap/nieuw/kaart/"):
        assert "nog niet gemeten" in page(address)
    assert "staat op trede" not in page("/trap/oud/kaart/")
    assert Client().get("/trap/bestaat-niet/").status_code == 404
    assert Client().get("/trap/bestaat-niet/kaart/").status_code == 404
    # Two bodies that name each other hang no page.
    Body.objects.filter(slug="nieuw").update(into="oud")
    assert "Gemeente" in page("/trap/oud/")


@pytest.mark.slow
def test_a_card_says_at_once_that_somebody_leaves_and_what_stays_when_they_have() -> None:
    months = body(1)
    answering(months[0], contract=True)
    collecting.close_months()
    actions.recompute(TODAY)
    assert "tot trede 3" in page("/trap/gemeente-a/")

    last = timezone.localdate() + timedelta(days=3)
    Body.objects.filter(slug="gemeente-a").update(until=last)
    leaves = page("/trap/gemeente-a/")
    assert "doet mee tot en met" in leaves
    assert "staat op trede" in leaves

    Body.objects.filter(slug="gemeente-a").update(until=date(2026, 8, 31))
    gone = page("/trap/gemeente-a/")
    assert "doet niet meer mee" in gone
    assert "De laatste dag was 31 augustus 2026" in gone
    assert "stond op trede" in gone
    assert "tot trede 3" not in gone
    assert "nodig" not in gone  # nothing is asked of who is not there
    assert "doet niet meer mee" in page("/trap/gemeente-a/kaart/")
    assert Client().get("/trap/gemeente-a.json").json()["until"] == "2026-08-31"


def test_a_letter_that_may_be_answered_says_so_and_has_a_way_back(world: None) -> None:
    made, account = broker.claim("gm0363", name="Femke")
    client, address = Client(headers=DUTCH), reverse("c_letters")
    client.force_login(account)
    client.post(address, {"do": "letter", "title": "Brief", "text": "U kunt antwoorden."})
    one = joining.letters(made)[0]
    assert "Antwoord toestaan" in page(address, client)

    allow = {"do": "allow", "key": str(one.id), "mailbox": "post@a.example", "within": "3"}
    client.post(address, allow)
    shown = page(address, client)
    assert "toegestaan, komen binnen in post@a.example, u antwoordt binnen 3 werkdagen" in shown
    assert "Antwoord toestaan" not in shown
    assert f'href="{settings.BASE_URL}/b/{one.short_code}/qr.svg"' in shown
    assert f"QR-code {one.short_code} openen" in shown

    client.post(address, {"do": "refuse", "key": str(one.id)})
    assert "Antwoord toestaan" in page(address, client)


def test_stopping_through_the_door_ends_the_measuring_and_keeps_the_card(world: None) -> None:
    made, account = broker.claim("gm0363", name="Femke")
    confirm(made)
    client = Client(headers=DUTCH)
    client.force_login(account)
    last = timezone.localdate() + timedelta(days=30)

    wrong = client.post(reverse("c_own"), {"do": "leave", "last": "2020-01-01"})
    assert wrong.status_code == 400
    assert 'value="2020-01-01"' in wrong.content.decode()
    assert Body.objects.get(slug=made.slug).until is None
    answer = client.post(reverse("c_own"), {"do": "leave", "last": last.isoformat()}, follow=True)

    assert answer.status_code == 200
    assert Body.objects.get(slug=made.slug).until == last
    shown = answer.content.decode()
    assert "U doet mee tot en met" in shown
    assert "Stoppen met meedoen" not in shown
    # Once more changes nothing: the first last day stands.
    client.post(reverse("c_own"), {"do": "leave", "last": timezone.localdate().isoformat()})
    assert Body.objects.get(slug=made.slug).until == last


@pytest.mark.slow
def test_a_month_without_events_and_three_cases_show_no_green() -> None:
    months = body(3)
    answering(months[0], contract=True)
    small = Body.objects.create(slug="gemeente-klein", name="Gemeente Klein", layer="municipal",
                                since=months[0])  # fmt: skip
    Unit.objects.create(body=small, service="verhuizing", domain="housing")
    EventRow.objects.bulk_create(
        EventRow(id=f"{event}{i}", moment=datetime(2026, 10, 3, tzinfo=UTC), event=event,
                 organisation="gemeente-klein", service="verhuizing", layer="municipal",
                 domain="housing", channel="app", fields=fields)
        for event, fields in (("reply.received", {}),
                              ("reply.answered", {"substantive": True, "in_time": True}))
        for i in range(3)
    )  # fmt: skip
    collecting.close_months()
    actions.recompute(TODAY)

    silent = page("/trap/gemeente-a/cijfers/")
    assert "er komt niets meer binnen" in silent
    assert queries.card("gemeente-a").content["level"] == 0
    few = page("/trap/gemeente-klein/cijfers/")
    assert "Minder dan 10" in few
    assert "100%" not in few
    assert "staat op trede 0" in page("/trap/gemeente-klein/kaart/")


def test_an_event_twice_counts_once_and_one_of_tomorrow_does_not_count() -> None:
    now = timezone.now()
    one = Event(id="a", moment=now, event="letter.sent", organisation="gemeente-a",
                service="verhuizing", layer="municipal", domain="housing", channel="system",
                fields={"reply_contract": True, "inbox": True})  # fmt: skip

    assert actions.keep([one, one]) == 1
    assert actions.keep([one]) == 0
    assert actions.keep([replace(one, id="b", moment=now + timedelta(days=1))]) == 0
    assert EventRow.objects.get().id == "a"


def test_a_survey_that_nobody_under_25_answered_is_no_figure_anywhere() -> None:
    today = timezone.localdate()
    for item in ("jaar-welkom-1", "jaar-verrast-1"):
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(instrument="yearly", wave="w", organisation="gemeente-a", item=item,
                         code="ja", stratum=f"leeftijd={age};gebied=stad", day=today)
            for age in ("25-44", "45-64", "65+") for _ in range(40)
        )  # fmt: skip
    body(1)
    assert actions.take_answers(today) == 0
    actions.recompute(TODAY)

    assert "Niet gemeten: hier is een vragenlijst voor nodig" in page("/trap/gemeente-a/cijfers/")


def test_a_contested_figure_says_so_on_every_page_of_it() -> None:
    months = body(1)
    answering(months[0], contract=True)
    collecting.close_months()
    actions.recompute(TODAY)
    actions.contest("gemeente-a", "W2", why="Onze telling is anders.", actor=OWNER)

    assert "betwist" in page("/trap/gemeente-a/cijfers/")
    assert "Onze telling is anders." in page("/trap/gemeente-a/betwist/")


def test_a_scan_of_200_pages_says_that_it_does_not_count(world: None) -> None:
    import io

    import pikepdf

    made, account = broker.claim("gm0363", name="Femke")
    client = Client(headers=DUTCH)
    client.force_login(account)
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(200):
        pdf.add_blank_page()
    pdf.save(out)
    out.seek(0)
    out.name = "scan.pdf"

    answer = client.post(reverse("c_forms"), {"do": "form", "title": "Oud formulier", "file": out},
                         follow=True)  # fmt: skip

    shown = answer.content.decode()
    assert "200 pagina" in shown
    assert "telt nog niet mee" in shown
    steps = {step.key: step.done for step in joining.first_day(joining.claim(made.id))}
    assert steps["form"] is False
