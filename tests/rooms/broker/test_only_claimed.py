"""An organisation that somebody only claimed so far gets nobody's words."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.broker import actions, queries
from oogopslag.broker.models import Claim
from oogopslag.cases.models import Advice
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Forwarding, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(world) -> str:  # type: ignore[no-untyped-def]
    one, _account = actions.claim("gm0344", name="Iemand")
    return str(one.slug)


def test_it_stands_in_no_list_until_it_is_confirmed(claimed: str) -> None:
    assert claimed not in {body.slug for body in queries.addressable()}
    Claim.objects.update(eherkenning=timezone.now(), second=timezone.now())
    assert claimed in {body.slug for body in queries.addressable()}


def test_nothing_is_asked_of_it_or_sent_on_to_it(claimed: str, suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case, worker = builders.case(suzanne), builders.signed_in(karim)
    thread = inbox.thread_of(case.thread)
    me = Actor(kind="resident", id=str(suzanne.id))
    inbox.reply(thread, text="Mijn geheim.", key="k", actor=me)
    for name in ("w_case", "w_thread"):
        key = case.id if name == "w_case" else case.thread
        assert f'value="{claimed}"' not in worker.get(reverse(name, args=[key])).content.decode()
    asked = {"body": claimed, "vraag": "Wat vindt u?", "uiterlijk": "2030-01-01"}
    assert worker.post(reverse("w_ask_advice", args=[case.id]), asked).status_code == 404
    sent = worker.post(
        reverse("w_thread_do", args=[case.thread]), {"do": "forward", "naar": claimed}
    )
    assert sent.status_code in {400, 404}
    assert not Advice.objects.exists()
    assert not Forwarding.objects.exists()


def test_a_resident_is_not_offered_it_and_keeps_what_was_typed(claimed: str, suzanne) -> None:  # type: ignore[no-untyped-def]
    client, before = builders.signed_in(suzanne), Thread.objects.count()
    typed = {"aan": claimed, "onderwerp": "Vraag", "text": "Mijn geheim.", "key": "k"}
    answer = client.post(reverse("r_new_thread"), typed)
    assert answer.status_code == 400
    assert b"Mijn geheim." in answer.content
    assert Thread.objects.count() == before
