"""One form, sent twice: the same words are there once, other words are never lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import builders
from tests.journeys.test_inbox import conversation

from oogopslag.inbox.models import Message, Thread

pytestmark = pytest.mark.django_db


def said(by: str = "resident") -> list[str]:
    rows = Message.objects.filter(by=by).exclude(kind="acceptance").order_by("id")
    return [row.body["nl"] for row in rows]


def test_an_answer_with_the_key_of_another_answer_is_another_message(suzanne) -> None:  # type: ignore[no-untyped-def]
    thread, client = conversation(), builders.signed_in(suzanne)
    address = reverse("r_reply", args=[thread.id])
    for text in ("Eerste", "Eerste", "Tweede", "Eerste"):
        answer = client.post(address, {"text": text, "key": "same"})
        assert answer.status_code == 302
    assert said() == ["Eerste", "Tweede"]


def test_the_same_words_with_a_file_that_was_forgotten_are_another_message(suzanne) -> None:  # type: ignore[no-untyped-def]
    thread, client = conversation(), builders.signed_in(suzanne)
    address = reverse("r_reply", args=[thread.id])
    client.post(address, {"text": "Zie bijlage", "key": "same"})
    for _again in range(2):
        file = SimpleUploadedFile("a.txt", b"hallo")
        client.post(address, {"text": "Zie bijlage", "key": "same", "files": file})
    assert said() == ["Zie bijlage", "Zie bijlage"]


def test_a_question_of_ones_own_starts_once_for_the_same_words(suzanne) -> None:  # type: ignore[no-untyped-def]
    client = builders.signed_in(suzanne)
    form = {"aan": "dienst-toeslagen", "onderwerp": "Vraag", "key": "same"}
    for text in ("Eerste", "Eerste", "Tweede"):
        client.post(reverse("r_new_thread"), {**form, "text": text})
    assert Thread.objects.filter(resident=suzanne).count() == 2
    assert said() == ["Eerste", "Tweede"]


def test_a_team_that_goes_back_and_writes_something_else_loses_nothing(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    thread, client = conversation("dienst-toeslagen"), builders.signed_in(karim)
    for text in ("Ja.", "Ja.", "Nee."):
        client.post(reverse("w_answer", args=[thread.id]), {"text": text, "key": "same"})
    assert said("organisation")[1:] == ["Ja.", "Nee."]


def test_the_badge_of_the_overview_counts_more_than_the_newest(suzanne) -> None:  # type: ignore[no-untyped-def]
    for _number in range(7):
        conversation()
    page = builders.signed_in(suzanne).get("/").content.decode()
    assert 'class="oog-counter">7<' in page
    assert "Alle nieuwe berichten" in page
    assert page.count('href="/berichten/') == 2 + 7 + 5  # bar and link; a duty each; the newest


def test_an_earlier_answer_is_put_below_what_was_written(suzanne, joke, karim) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.inbox import actions

    client = builders.signed_in(karim)
    for resident, question in ((joke, "Wanneer komt het geld?"), (suzanne, "Wanneer komt geld?")):
        thread = actions.start(
            resident, builders.who.organisation("dienst-toeslagen"), service="zorgtoeslag",
            title="Vraag", text=question, key=question,
        )  # fmt: skip
        if resident is joke:
            client.post(reverse("w_answer", args=[thread.id]), {"text": "Op de 20e.", "key": "a"})
    actions.save_draft(thread, f"staff:{karim.id}", "Beste mevrouw,")
    page = client.get(reverse("w_thread", args=[thread.id]) + "?eerder=1").content.decode()
    assert "Beste mevrouw,\n\nOp de 20e.</textarea>" in page
    other = client.get(reverse("w_thread", args=[thread.id]) + "?eerder=9").content.decode()
    assert "Beste mevrouw,</textarea>" in other
