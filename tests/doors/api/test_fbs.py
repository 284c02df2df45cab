"""FBS, both sides, each answer checked against its published contract."""

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from tests import builders
from tests.doors.api.conftest import OINS, Machine, machine
from tests.doors.api.contract import Contract

from oogopslag.inbox.models import Attachment, Message, Thread

pytestmark = pytest.mark.django_db
STORE, PORTAL = "/fbs/magazijn/api/v1", "/fbs/uitvraag/api/v1"
SUZANNE = {"X-Ontvanger": f"BSN:{builders.SUZANNE.number}"}
JOKE = {"X-Ontvanger": f"BSN:{builders.JOKE.number}"}
PATCH = "application/merge-patch+json"


def letter(**other: Any) -> dict[str, Any]:
    return {
        "afzender": OINS["dienst-toeslagen"],
        "ontvanger": {"type": "BSN", "waarde": builders.SUZANNE.number},
        "onderwerp": "Voorlopige aanslag 2026",
        "inhoud": "U ontvangt hierbij uw aanslag.",
        **other,
    }


def delivered(store: Contract, sender: Machine, **other: Any) -> str:
    answer = store.ask(sender, "POST", "/aanleveringen", letter(**other))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["berichtId"])


def test_a_letter_is_delivered_and_found_in_the_inbox_of_the_resident(
    store: Contract, toeslagen: Machine
) -> None:
    key = delivered(store, toeslagen, extensie={"reactieTermijn": 5})
    message = Message.objects.select_related("thread").get(id=key)
    assert message.thread.title["nl"] == "Voorlopige aanslag 2026"
    assert message.answer_within == 5
    plain = Message.objects.get(id=delivered(store, toeslagen))
    assert (plain.reply_allowed, plain.reply_refused) == (False, "phone_only")


def test_a_sender_delivers_under_its_own_oin_only(store: Contract, veenstad: Machine) -> None:
    refused = store.ask(veenstad, "POST", "/aanleveringen", letter(), declared=False)
    assert refused.status_code == 403
    assert not Message.objects.exists()


def test_what_is_wrong_with_a_letter_is_a_problem_and_nothing_is_stored(
    store: Contract, toeslagen: Machine
) -> None:
    wrong = [
        letter(ontvanger={"type": "BSN", "waarde": "123456789"}),
        letter(ontvanger={"type": "BSN", "waarde": "999990019"}),
        letter(ontvanger={"type": "KVK", "waarde": "12345678"}),
        letter(onderwerp="x" * 256),
        letter(inhoud="é" * 600_000),
        letter(inhoud=""),
        letter(bijlagen=[{"naam": "a.txt", "mimeType": "text/plain", "inhoud": "%%%"}]),
        {},
    ]
    for body in wrong:
        refused = store.ask(toeslagen, "POST", "/aanleveringen", body)
        assert refused.status_code == 400, body
    assert not Message.objects.exists()
    refused = store.ask(
        toeslagen, "POST", "/aanleveringen", letter(), headers={"Accept": "text/html"}
    )
    assert refused.status_code == 406


def test_a_file_is_held_by_its_real_type_and_always_a_download(
    store: Contract, toeslagen: Machine, portal: Machine
) -> None:
    content = base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()
    file = {"naam": "aanslag.pdf", "mimeType": "text/html", "inhoud": content}
    key = delivered(store, toeslagen, bijlagen=[file])
    whole = store.ask(portal, "GET", "/berichten/{berichtId}", headers=SUZANNE, berichtId=key)
    (found,) = whole.json()["bijlagen"]
    assert found["mimeType"] == "application/pdf"
    answer = store.ask(
        portal, "GET", "/berichten/{berichtId}/bijlagen/{bijlageId}",
        headers=SUZANNE, berichtId=key, bijlageId=found["bijlageId"],
    )  # fmt: skip
    assert answer.content == b"%PDF-1.4\n%%EOF\n"
    assert answer.headers["content-disposition"][0].startswith("attachment")
    html = {"naam": "x.html", "mimeType": "application/pdf",
            "inhoud": base64.b64encode(b"<script>1</script>").decode()}  # fmt: skip
    refused = store.ask(toeslagen, "POST", "/aanleveringen", letter(bijlagen=[html]))
    assert refused.status_code == 400
    assert Attachment.objects.count() == 1


def test_a_portal_reads_marks_and_removes_for_the_resident_it_names(
    store: Contract, toeslagen: Machine, portal: Machine
) -> None:
    keys = [delivered(store, toeslagen, onderwerp=f"Brief {n}") for n in range(3)]
    page = store.ask(
        portal, "GET", "/berichten", headers=SUZANNE, query={"page": 0, "pageSize": 2}
    ).json()
    assert [one["berichtId"] for one in page["berichten"]] == [keys[2], keys[1]]
    assert (page["totalElements"], page["totalPages"]) == (3, 2)
    assert "page=1" in page["_links"]["next"]["href"]
    assert builders.SUZANNE.number not in str(page["_links"])
    one = {"headers": SUZANNE, "berichtId": keys[0]}
    changed = store.ask(
        portal, "PATCH", "/berichten/{berichtId}", {"gelezen": True, "map": "archief"},
        media=PATCH, **one,
    )  # fmt: skip
    assert changed.json()["status"]["gelezen"] is True
    kept = store.ask(
        portal, "PATCH", "/berichten/{berichtId}", {"gelezen": None}, media=PATCH, **one
    )
    assert kept.json()["status"] | {"gelezen": True, "map": "archief"} == kept.json()["status"]
    assert store.ask(portal, "DELETE", "/berichten/{berichtId}", **one).status_code == 204
    assert store.ask(portal, "GET", "/berichten/{berichtId}", **one).status_code == 404
    assert Message.objects.filter(id=keys[0]).exists()  # removed from the box, kept as proof


def test_a_mark_is_no_proof_of_opening(
    store: Contract, toeslagen: Machine, portal: Machine
) -> None:
    key = delivered(store, toeslagen)
    store.ask(
        portal, "PATCH", "/berichten/{berichtId}", {"gelezen": True}, media=PATCH,
        headers=SUZANNE, berichtId=key,
    )  # fmt: skip
    message = Message.objects.get(id=key)
    assert message.first_opened is None
    assert Thread.objects.get().unread == 0


def test_x_ontvanger_is_believed_only_from_an_authorised_oin(
    store: Contract, box: Contract, toeslagen: Machine, portal: Machine
) -> None:
    key = delivered(store, toeslagen)
    for somebody in (toeslagen, machine("test"), machine("team")):
        for ask in (
            lambda who: store.ask(who, "GET", "/berichten", headers=SUZANNE, declared=False),
            lambda who: store.ask(
                who, "GET", "/berichten/{berichtId}", headers=SUZANNE, berichtId=key
            ),
            lambda who: store.ask(
                who, "DELETE", "/berichten/{berichtId}", headers=SUZANNE, berichtId=key
            ),
            lambda who: box.ask(who, "GET", "/berichten/_ophalen", headers=SUZANNE, declared=False),
            lambda who: box.ask(who, "GET", "/berichten", headers=SUZANNE),
        ):
            assert ask(somebody).status_code == 403
    anonymous = Machine(client=None, key="")
    assert store.ask(anonymous, "GET", "/berichten", headers=SUZANNE).status_code == 401


def test_another_residents_letter_is_forbidden_and_a_wrong_header_is_said(
    store: Contract, toeslagen: Machine, portal: Machine
) -> None:
    key = delivered(store, toeslagen)
    address = "/berichten/{berichtId}"
    assert store.ask(portal, "GET", address, headers=JOKE, berichtId=key).status_code == 403
    assert store.ask(portal, "GET", address, headers=JOKE, berichtId=uuid4()).status_code == 404
    assert store.ask(portal, "GET", "/berichten", headers=JOKE).json()["berichten"] == []
    for wrong in ("", "BSN:123", "BSN:123456789", "XYZ:1", builders.SUZANNE.number):
        answer = store.ask(portal, "GET", "/berichten", headers={"X-Ontvanger": wrong})
        assert answer.status_code == 400, wrong


def test_a_letter_for_later_is_not_shown_before_its_moment(
    store: Contract, toeslagen: Machine, portal: Machine
) -> None:
    moment = (timezone.now() + timedelta(days=1)).isoformat()
    delivered(store, toeslagen, publicatietijdstip=moment)
    assert store.ask(portal, "GET", "/berichten", headers=SUZANNE).json()["berichten"] == []


def test_the_portal_side_wants_a_fetch_first_and_then_lists_searches_and_marks(
    store: Contract, box: Contract, toeslagen: Machine, portal: Machine
) -> None:
    key = delivered(store, toeslagen, onderwerp="Kindgebonden budget")
    assert box.ask(portal, "GET", "/berichten", headers=SUZANNE).status_code == 409
    stream = box.ask(portal, "GET", "/berichten/_ophalen", headers=SUZANNE)
    assert stream.text.rstrip().splitlines()[-2] == "event: OPHALEN_GEREED"
    (found,) = box.ask(portal, "GET", "/berichten", headers=SUZANNE).json()["berichten"]
    assert found["status"] == "ongelezen"
    searched = box.ask(
        portal, "GET", "/berichten/_zoeken", headers=SUZANNE, query={"q": "kindgebonden"}
    )
    assert [one["berichtId"] for one in searched.json()["berichten"]] == [key]
    nothing = box.ask(portal, "GET", "/berichten/_zoeken", headers=SUZANNE, query={"q": "zzz"})
    assert nothing.json()["berichten"] == []
    one = {"headers": SUZANNE, "berichtId": key}
    whole = box.ask(portal, "GET", "/berichten/{berichtId}", **one).json()
    assert whole["inhoud"] == letter()["inhoud"]
    where = {"magazijnId": found["magazijnId"]}
    changed = box.ask(
        portal, "PATCH", "/berichten/{berichtId}", {"status": "gelezen"},
        media=PATCH, query=where, **one,
    )  # fmt: skip
    assert changed.json()["status"] == "gelezen"
    empty = box.ask(portal, "PATCH", "/berichten/{berichtId}", {}, media=PATCH, query=where, **one)
    assert empty.status_code == 400
    elsewhere = {"magazijnId": "9" * 20}
    unknown = box.ask(
        portal, "DELETE", "/berichten/{berichtId}", query=elsewhere, upstream=True, **one
    )
    assert unknown.status_code == 502
    nowhere = box.ask(portal, "DELETE", "/berichten/{berichtId}", **one)
    assert nowhere.status_code == 400
    gone = box.ask(portal, "DELETE", "/berichten/{berichtId}", query=where, **one)
    assert gone.status_code == 204
    assert box.ask(portal, "GET", "/berichten/{berichtId}", **one).status_code == 404
    assert box.ask(portal, "GET", "/berichten", headers=JOKE).status_code == 409


def test_a_published_event_is_taken_in_once(box: Contract, portal: Machine) -> None:
    from oogopslag.journal.models import Line

    event = {
        "specversion": "1.0",
        "id": "e1",
        "source": "urn:nld:oin:00000009900000002000:systeem:fbs-magazijn",
        "type": "nl.rijksoverheid.fbs.bericht.gepubliceerd",
        "data": {
            "berichtId": str(uuid4()),
            "afzender": OINS["dienst-toeslagen"],
            "ontvanger": {"type": "BSN", "waarde": builders.SUZANNE.number},
            "onderwerp": "x",
            "inhoud": "y",
            "publicatietijdstip": "2026-05-13T08:00:00Z",
        },
    }
    media = "application/cloudevents+json"
    for _again in range(2):
        assert box.ask(portal, "POST", "/aanmeldingen", event, media=media).status_code == 202
    (line,) = Line.objects.filter(name="delivery.event_received")
    assert builders.SUZANNE.number not in str(line.data)
    wrong = {**event, "type": "nl.anders"}
    assert box.ask(portal, "POST", "/aanmeldingen", wrong, media=media).status_code == 400


def test_the_same_letter_under_one_key_is_stored_once(store: Contract, toeslagen: Machine) -> None:
    key = {"headers": {"Idempotency-Key": "k1"}}
    answers = [store.ask(toeslagen, "POST", "/aanleveringen", letter(), **key) for _ in "ab"]
    assert answers[0].json()["berichtId"] == answers[1].json()["berichtId"]
    conflict = store.ask(toeslagen, "POST", "/aanleveringen", letter(inhoud="anders"), **key)
    assert conflict.status_code == 409
    assert Message.objects.count() == 1
