"""Roles that see no cases see none, and what was taken back is gone for whoever got it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests import builders

from oogopslag.inbox import actions as inbox
from oogopslag.inbox import queries
from oogopslag.inbox.models import Attachment, Message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["own", "develop"])
def test_who_looks_after_an_organisation_or_its_keys_opens_no_case_or_conversation(  # type: ignore[no-untyped-def]
    suzanne, role
) -> None:
    case = builders.case(suzanne)
    client = builders.signed_in(builders.staff(role, name="Olga Eigen"))
    for address in (
        reverse("w_case", args=[case.id]), reverse("w_decide", args=[case.id]),
        reverse("w_thread", args=[case.thread]), reverse("w_messages"), reverse("w_corrections"),
        reverse("w_archive"), reverse("w_team"),
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert b"Suzanne" not in answer.content
    assert client.post(reverse("w_answer", args=[case.thread]), {"text": "x"}).status_code == 404


def test_who_looks_after_an_organisation_is_led_to_its_own_page(world) -> None:  # type: ignore[no-untyped-def]
    owner = builders.signed_in(builders.staff("own", name="Olga Eigen"))
    assert owner.get(reverse("w_worklist"))["Location"] == reverse("c_own")
    both = builders.signed_in(builders.staff("own", "treat", name="Bo Beide"))
    assert both.get(reverse("w_worklist")).status_code == 200


def test_a_message_that_was_taken_back_says_nothing_in_its_proof(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    thread = inbox.thread_of(case.thread)
    sent = inbox.answer(
        thread, staff=karim, text="Dit was voor iemand anders.", key="a",
        files=[SimpleUploadedFile("anders.txt", b"van iemand anders")],
    )  # fmt: skip
    Message.objects.filter(id=sent.id).update(retracted=timezone.now())
    client = builders.signed_in(suzanne)
    for name in ("r_proof", "r_proof_file"):
        page = client.get(reverse(name, args=[sent.id]))
        assert page.status_code == 200
        assert b"iemand anders" not in page.content
    # Whoever took it back can still show what it was.
    assert queries.proof_of_organisation(case.organisation, sent.id).text["nl"]
    assert json.dumps(queries.proof_data(queries.proof_of_resident(suzanne, sent.id)))


def test_files_of_what_was_taken_back_or_is_not_published_stand_in_no_list(suzanne, karim) -> None:  # type: ignore[no-untyped-def]
    case = builders.case(suzanne)
    thread = inbox.thread_of(case.thread)
    sent = inbox.answer(
        thread, staff=karim, text="Met bijlage.", key="a",
        files=[SimpleUploadedFile("geheim.txt", b"geheim")],
    )  # fmt: skip
    Attachment.objects.update(state="clean", found_clean=timezone.now())
    Message.objects.filter(id=sent.id).update(retracted=timezone.now())
    client = builders.signed_in(suzanne)
    assert b"geheim" not in client.get(reverse("r_documents")).content
    archive = b"".join(client.get(reverse("r_case_zip", args=[case.id])).streaming_content)
    assert archive.startswith(b"PK")
    assert b"geheim" not in archive
    Message.objects.filter(id=sent.id).update(retracted=None)
    type(thread).objects.filter(id=thread.id).update(hidden=True)
    assert b"geheim" not in client.get(reverse("r_documents")).content
