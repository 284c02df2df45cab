"""Documents of a case elsewhere, on the resident's pages: only one's own, only what may be seen."""

import base64

import pytest
from django.urls import reverse
from tests import builders, zgw
from tests.loopback import says
from tests.rooms.cases.outside.conftest import row
from tests.rooms.cases.outside.test_elsewhere import patience, register, wire  # noqa: F401 -- autouse

from oogopslag.cases import actions, queries
from oogopslag.core.values import Actor
from oogopslag.inbox import actions as inbox

# Real sockets on the loopback take their time.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LETTER = b"%PDF-1.7 " + bytes(range(256)) * 900


@pytest.fixture
def place(suzanne, listening, asking):  # type: ignore[no-untyped-def]
    """A case of Suzanne's in Veenstad's register: a letter she may read and one she may not."""
    twin = register(builders.SUZANNE)
    kind = next(iter(twin.store.resources["informatieobjecttypen"].values()))["url"]
    case = next(z for z in twin.store.resources["zaken"].values() if z["identificatie"] == "ZAAK-1")
    for title, degree in (("Besluit", "zaakvertrouwelijk"), ("Intern advies", "intern")):
        one = zgw.made(
            twin.store.resources, twin.root, "enkelvoudiginformatieobjecten",
            {"titel": title, "creatiedatum": "2026-11-02", "bestandsnaam": f"{title}.pdf",
             "inhoud": base64.b64encode(LETTER).decode(), "bestandsomvang": len(LETTER),
             "formaat": "application/pdf", "status": "definitief", "informatieobjecttype": kind,
             "vertrouwelijkheidaanduiding": degree},
        )  # fmt: skip
        zgw.made(
            twin.store.resources, twin.root, "zaakinformatieobjecten",
            {"zaak": case["url"], "informatieobject": one["url"]},
        )  # fmt: skip
    asking(zgw=row("gemeente-veenstad", wire(twin, listening)))
    (found,) = queries.elsewhere_of(suzanne, patient=True).cases
    return twin, found


def test_a_resident_lists_and_reads_what_they_may_see(suzanne, place) -> None:  # type: ignore[no-untyped-def]
    _, case = place
    own = builders.signed_in(suzanne)
    assert (
        "Documenten bij deze zaak"
        in own.get(reverse("r_foreign_case", args=[case.source, case.key])).content.decode()
    )
    page = own.get(reverse("r_foreign_documents", args=[case.source, case.key])).content.decode()
    assert "Besluit" in page
    assert "Intern advies" not in page
    (one,) = queries.foreign_documents(suzanne, case.source, case.key)
    answer = own.get(reverse("r_foreign_document", args=[case.source, case.key, one.key]))
    assert b"".join(answer.streaming_content) == LETTER
    assert answer["Content-Disposition"].startswith("attachment")


def test_what_may_not_be_seen_is_not_given_by_its_address_either(suzanne, place) -> None:  # type: ignore[no-untyped-def]
    twin, case = place
    rows = twin.store.resources["enkelvoudiginformatieobjecten"].values()
    hidden = next(r for r in rows if r["titel"] == "Intern advies")["url"].rsplit("/", 1)[-1]
    address = reverse("r_foreign_document", args=[case.source, case.key, hidden])
    assert builders.signed_in(suzanne).get(address).status_code == 404


def test_nobody_reads_anothers_documents(joke, place) -> None:  # type: ignore[no-untyped-def]
    _, case = place
    other = builders.signed_in(joke)
    for name in ("r_foreign_documents", "r_foreign_document"):
        more = ["x"] if name == "r_foreign_document" else []
        assert other.get(reverse(name, args=[case.source, case.key, *more])).status_code == 404


def test_a_register_that_is_down_is_a_sentence(suzanne, place, listening, asking) -> None:  # type: ignore[no-untyped-def]
    _, case = place
    asking(zgw=row("gemeente-veenstad", listening(says(500))))
    page = builders.signed_in(suzanne).get(
        reverse("r_foreign_documents", args=[case.source, case.key])
    )
    assert page.status_code == 502
    assert "andere systeem" in page.content.decode()


def test_what_the_resident_sent_along_goes_into_the_register_too(  # type: ignore[no-untyped-def]
    suzanne, listening, asking
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.rooms.cases.outside.test_handing import CARE

    twin = zgw.twin(zgw.kind("ZT", "Zorgtoeslag", products=(CARE,)), root="http://placeholder")
    asking(zgw=row("dienst-toeslagen", wire(twin, listening)))
    case = builders.case(suzanne)
    proof = SimpleUploadedFile("bewijs.txt", b"regel\n" * 300_000, "text/plain")
    inbox.reply(
        inbox.thread_of(case.thread), text="Hierbij.", key="r", files=[proof],
        actor=Actor(kind="resident", id=str(suzanne.id)),
    )  # fmt: skip
    assert actions.hand_over_due() == 1
    kept = twin.store.resources["enkelvoudiginformatieobjecten"].values()
    assert {one["titel"] for one in kept} == {"Ontvangstbevestiging", "bewijs.txt"}
    sent = next(one for one in kept if one["titel"] == "bewijs.txt")
    assert (sent["locked"], sent["formaat"]) == (False, "text/plain")
    assert sent["bestandsomvang"] == 1_800_000
