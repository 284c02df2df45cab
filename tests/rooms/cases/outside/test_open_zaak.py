"""What Open Zaak and Open Notificaties do beside the bare contract, as their sources tell.

Read in open-zaak/open-zaak and open-zaak/open-notificaties (both EUPL-1.2); facts only. None of
this was tried against a running one.
"""

import copy
import json

import pytest
from django.test import Client
from tests import builders, zgw
from tests.doors.api.conftest import machine
from tests.rooms.cases.outside.test_large_documents import large
from tests.rooms.cases.outside.test_zgw import ended, ours, whole

from oogopslag.cases.adapters.zgw.twin.transport import TwinTransport
from oogopslag.cases.models import Notification
from oogopslag.outside.errors import Rejected
from oogopslag.people import limits

ADDRESS = "/api/zgw/v1/notificaties"
TRIAL = {
    "kanaal": "test", "hoofdObject": "http://some.hoofdobject.nl/", "resource": "some_resource",
    "resourceUrl": "http://some.resource.nl/", "actie": "create",
    "aanmaakdatum": "2019-01-01T12:00:00Z", "kenmerken": {},
}  # fmt: skip


def documents(twin):  # type: ignore[no-untyped-def]
    return twin.store.resources["enkelvoudiginformatieobjecten"].values()


def test_a_case_closes_for_its_documents_say_whether_usage_rights_count() -> None:
    twin = zgw.twin()
    made = whole(TwinTransport(twin), documents=(*ours().documents, large()))
    assert made["eind"]
    assert {one["indicatieGebruiksrecht"] for one in documents(twin)} == {False}
    assert not any(one["locked"] for one in documents(twin))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"indicatieGebruiksrecht": None}, "indicatiegebruiksrecht-unset"),
        ({"locked": True}, "informatieobject-locked"),
    ],
)
def test_a_register_that_closes_no_case_with_such_a_document_is_heard(spoil, code) -> None:  # type: ignore[no-untyped-def]
    """The twin keeps the rule too: what would stop a real register stops a test."""
    twin = zgw.twin()
    first, resources = TwinTransport(twin), twin.store.resources
    case = next(iter(resources["zaken"].values()))
    kind = next(iter(resources["informatieobjecttypen"].values()))["url"]
    document = zgw.made(
        resources, twin.root, "enkelvoudiginformatieobjecten",
        {"titel": "Oud", "inhoud": "", "informatieobjecttype": kind, "bestandsomvang": 0,
         "indicatieGebruiksrecht": False},
    )  # fmt: skip
    document.update(copy.deepcopy(spoil))
    made: dict[str, str] = {}

    def with_old(request, data):  # type: ignore[no-untyped-def]
        if request.url.path.endswith("/resultaten"):
            zgw.made(resources, twin.root, "zaakinformatieobjecten",
                     {"zaak": data["zaak"], "informatieobject": document["url"]})  # fmt: skip
        return data

    from tests.rooms.cases.outside.test_zgw import Listening, asked

    from oogopslag.cases.adapters.zgw import writing

    async def work(client):  # type: ignore[no-untyped-def]
        await writing.hand_over(client, ours(), made)
        await writing.conclude(client, ours(), ended(), made)

    with pytest.raises(Rejected) as caught:
        asked(Listening(twin, with_old), work)
    assert code in str(caught.value.fields)
    assert "eind" not in made
    assert made["resultaat"]
    assert case
    assert first


@pytest.fixture
def key(world):  # type: ignore[no-untyped-def]
    limits.forget()
    return machine()


@pytest.mark.django_db
def test_a_subscription_is_tried_without_a_key_and_hears_403(world) -> None:  # type: ignore[no-untyped-def]
    answer = Client().post(ADDRESS, json.dumps(TRIAL), content_type="application/json")
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["API-Version"]


@pytest.mark.django_db
def test_a_subscription_is_tried_with_a_key_and_hears_204_also_before_the_register_is_set(  # type: ignore[no-untyped-def]
    key,
) -> None:
    assert key.post(ADDRESS, TRIAL).status_code == 204
    assert not Notification.objects.exists()
    assert key.post(ADDRESS, {**TRIAL, "kanaal": "zaken"}).status_code == 400
    assert builders.SUZANNE.number not in str(TRIAL)
