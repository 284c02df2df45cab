"""Nobody sees another's: each route with an id answers 404 to everybody it is not about."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import builders

from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def routes(suzanne, karim) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Every address that holds something of Suzanne's, with how to ask it."""
    decision = builders.decided(suzanne, karim)
    case = decision.case
    thread = inbox.thread_of(case.thread)
    inbox.reply(
        thread,
        text="Hierbij.",
        key="k",
        actor=Actor(kind="resident", id=str(suzanne.id)),
        files=[SimpleUploadedFile("bewijs.txt", b"bewijs")],
    )
    attachment = Attachment.objects.get()
    return {
        reverse("r_case", args=[case.id]): "get",
        reverse("r_receipt", args=[case.id]): "get",
        reverse("r_receipt_pdf", args=[case.id]): "get",
        reverse("r_withdraw", args=[case.id]): "post",
        reverse("r_object", args=[decision.id]): "get",
        reverse("r_letter_pdf", args=[decision.id]): "get",
        reverse("r_thread", args=[thread.id]): "get",
        reverse("r_reply", args=[thread.id]): "post",
        reverse("r_reply_autosave", args=[thread.id]): "post",
        reverse("r_attachment", args=[attachment.id]): "get",
    }


def test_another_resident_finds_nothing(routes, joke) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(joke)
    answers = {address: getattr(client, method)(address) for address, method in routes.items()}
    assert {address: a.status_code for address, a in answers.items()} == dict.fromkeys(routes, 404)
    assert all(b"Suzanne" not in answer.content for answer in answers.values())


def test_the_owner_does_find_them(routes, suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    for address, method in routes.items():
        if method == "get":
            answer = client.get(address)
            assert answer.status_code == 200, address
            if answer.streaming:
                assert b"".join(answer.streaming_content) == b"bewijs"


def test_lists_hold_only_ones_own(routes, joke) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(joke)
    for name in ("r_glance", "r_inbox", "r_cases", "r_data", "r_uses", "r_possibilities"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert b"Suzanne" not in page.content


def test_another_organisation_finds_no_case_thread_or_file(routes, anne, suzanne) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.cases.models import Case

    case, client = Case.objects.get(), builders.signed_in(anne)
    asked = [
        client.get(reverse("w_case", args=[case.id])),
        client.get(reverse("w_decide", args=[case.id])),
        client.post(reverse("w_decide", args=[case.id]), {"do": "send"}),
        client.post(reverse("w_ask", args=[case.id]), {"question": "x", "due": "2099-01-01"}),
        client.post(reverse("w_answer", args=[case.thread]), {"text": "x"}),
        client.get(reverse("w_attachment", args=[Attachment.objects.get().id])),
    ]
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    assert "Suzanne" not in client.get(reverse("w_worklist")).content.decode()
