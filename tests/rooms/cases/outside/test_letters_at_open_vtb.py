"""Letters of a case in Open VTB: what we send and what the twin answers keep the contract."""

import asyncio
import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import yaml
from django.utils import timezone
from openapi_schema_validator import OAS30WriteValidator
from tests import builders

from oogopslag.cases import actions, queries, registers
from oogopslag.cases.adapters.open_vtb.letters import Letter, Letters, body_of
from oogopslag.cases.adapters.open_vtb.letters_twin import PATH, ROOT, LettersTwin
from oogopslag.cases.models import LetterCopy
from oogopslag.conf.commands.demo import TWINS
from oogopslag.core.casework import Outcome
from oogopslag.core.values import Bsn
from oogopslag.inbox import actions as inbox
from oogopslag.inbox.models import Message
from oogopslag.outside.errors import Refused, Rejected

TALK = "urn:nld:oogopslag:gesprek:1"
ONE = Letter(
    bsn=Bsn("999000020"), title="Besluit zorgtoeslag", text="U krijgt zorgtoeslag.",
    link="https://example.nl/berichten/1/", reference="7QK4M2PX9A",
    about=(TALK, "urn:nld:x:zaak:1"),
    published=datetime(2026, 11, 26, 9, tzinfo=UTC), react_by=date(2027, 1, 7),
)  # fmt: skip


def talk(twin: httpx.AsyncBaseTransport, work: Any, token: str = "geheim") -> Any:
    async def run() -> Any:
        async with httpx.AsyncClient(transport=twin) as client:
            return await work(Letters(client, ROOT, token))

    return asyncio.run(run())


class Watched(LettersTwin):
    """The twin, with every exchange held against the published contract."""

    def __init__(self, shared: Path) -> None:
        super().__init__("geheim")
        file = shared / "contracts" / "open-vtb-berichten-openapi-0.1.0.yaml"
        self.contract = schemathesis.openapi.from_dict(yaml.safe_load(file.read_text()))
        self.seen: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        answer = await super().handle_async_request(request)
        await answer.aread()
        answer.elapsed = timedelta()
        tail = request.url.path.removeprefix(PATH)
        template = "/berichten/{uuid}" if tail.count("/") > 1 else tail
        operation = self.contract[template][request.method]
        operation.validate_response(answer)
        if request.method == "POST":
            schema = self._bericht()
            OAS30WriteValidator(schema).validate(json.loads(request.content))
            assert set(json.loads(request.content)) <= set(schema["properties"])
        names = {one["name"] for one in operation.definition.raw.get("parameters", ())}
        assert set(request.url.params) <= names
        return answer

    def _bericht(self) -> dict[str, Any]:
        """The contract's own schema, with the parts it names inside it."""
        parts = self.contract.raw_schema["components"]["schemas"]
        text = json.dumps(parts["Bericht"])
        for name, part in parts.items():
            text = text.replace(
                json.dumps({"$ref": f"#/components/schemas/{name}"}), json.dumps(part)
            )
        found: dict[str, Any] = json.loads(text)
        return found


def test_both_reading_and_writing_keep_the_contract_and_no_bsn_stands_in_an_address(
    shared: Path,
) -> None:
    twin = Watched(shared)
    made = talk(twin, lambda register: register.register(ONE))
    assert talk(twin, lambda register: register.about(TALK)) == [made]
    assert talk(twin, lambda register: register.earlier(ONE)) == made
    other = dataclasses.replace(ONE, reference="ANDERS")
    assert talk(twin, lambda register: register.earlier(other)) is None
    assert [one.method for one in twin.seen] == ["POST", "GET", "GET", "GET"]
    assert not any("999000020" in str(one.url) for one in twin.seen)
    assert all(one["X-Demonstration"] for one in (twin.answer(r, b"{}").headers for r in twin.seen))


def test_a_long_letter_becomes_its_beginning_and_where_it_stands_whole(shared: Path) -> None:
    long = dataclasses.replace(ONE, title="é" * 300, text="ü" * 9_000, reference="r" * 40)
    twin = Watched(shared)
    talk(twin, lambda register: register.register(long))
    (stored,) = twin.received()
    assert len(stored["onderwerp"]) == 50
    assert len(stored["berichtTekst"]) == 4_000
    assert stored["berichtTekst"].endswith(ONE.link)
    assert body_of(ONE)["berichtTekst"] == ONE.text


def test_pages_are_followed_and_another_conversation_is_left_out(shared: Path) -> None:
    twin = Watched(shared)
    for number in range(103):
        about = (TALK,) if number else ("urn:nld:oogopslag:gesprek:2",)
        one = dataclasses.replace(ONE, reference=str(number), about=about)
        talk(twin, lambda register, one=one: register.register(one))
    found = talk(twin, lambda register: register.about(TALK))
    assert [one.reference for one in found] == [str(number) for number in range(102, 0, -1)]


def test_a_portals_mark_is_read(shared: Path) -> None:
    twin = Watched(shared)
    made = talk(twin, lambda register: register.register(ONE))

    async def mark(register: Letters) -> None:
        opened = {"geopendOp": "2026-11-26T10:00:00+00:00"}
        await register.client.patch(
            f"{ROOT}/berichten/{made.id}", json=opened, headers=register.headers
        )

    talk(twin, mark)
    (found,) = talk(twin, lambda register: register.about(TALK))
    assert found.opened == datetime(2026, 11, 26, 10, tzinfo=UTC)


def test_a_wrong_token_and_what_does_not_fit_are_refused() -> None:
    with pytest.raises(Refused):
        talk(LettersTwin("geheim"), lambda r: r.register(ONE), token="anders")

    class Strict(LettersTwin):
        def _taken(self, body: bytes) -> tuple[int, dict[str, Any]]:
            return super()._taken(json.dumps({**json.loads(body), "onderwerp": "x" * 51}).encode())

    with pytest.raises(Rejected):
        talk(Strict("geheim"), lambda r: r.register(ONE))


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path, world: None) -> Path:
    settings.DEMO = True
    settings.CONFIG = dataclasses.replace(
        settings.CONFIG, data=tmp_path, open_vtb_letters=TWINS["OOGOPSLAG_OPEN_VTB_LETTERS"]
    )
    return tmp_path


@pytest.mark.django_db
def test_a_letter_of_a_case_is_registered_once_and_no_bsn_stays(
    demonstration: Path, suzanne: Any, karim: Any, client: Any
) -> None:
    builders.decided(suzanne, karim, Outcome.GRANT)
    letters = Message.objects.filter(by="organisation").count()
    assert actions.register_letters() == letters
    assert actions.register_letters() == 0
    there = queries.letters_at_twins()
    assert len(there) == letters
    decision = Message.objects.exclude(decision=None).get()
    (copy,) = [one for one in there if one["referentie"] == decision.code]
    assert LetterCopy.objects.get(message=decision.id).urn == copy["urn"]
    assert copy["onderwerp"] == decision.thread.title["nl"][:50]
    (file,) = demonstration.glob("twins/vtb-letters-*.json")
    assert builders.SUZANNE.number not in file.read_text()
    page = client.get("/demo/verzoeken/", headers={"accept-language": "nl"}).content.decode()
    assert "tweeling van Open VTB" in page
    assert decision.code in page


@pytest.mark.django_db
def test_what_a_worker_takes_back_never_goes_and_waits_until_it_cannot_be(
    demonstration: Path, suzanne: Any, karim: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = builders.case(suzanne)
    assert actions.register_letters() == 1
    thread = Message.objects.get().thread
    kept = inbox.answer(thread, staff=karim, text="Dit klopt.", key="a")
    wrong = inbox.answer(thread, staff=karim, text="Dit niet.", key="b")
    assert actions.register_letters() == 0, "both can still be taken back"
    inbox.retract(wrong, actor=builders_actor(karim))
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert actions.register_letters() == 1
    assert {one["referentie"] for one in queries.letters_at_twins()} >= {kept.code}
    assert wrong.code not in {one["referentie"] for one in queries.letters_at_twins()}
    assert not LetterCopy.objects.exclude(next_try=None).filter(case=case).exists()


def builders_actor(staff: Any) -> Any:
    from oogopslag.core.values import Actor

    return Actor(kind="staff", id=str(staff.id))


@pytest.mark.django_db
def test_an_answer_that_was_lost_is_found_again(
    demonstration: Path, suzanne: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.case(suzanne)
    real = LettersTwin._taken

    def lost(self: LettersTwin, body: bytes) -> tuple[int, Any]:
        real(self, body)
        return 503, {"detail": "demo twin: gone before it answered"}

    monkeypatch.setattr(LettersTwin, "_taken", lost)
    assert actions.register_letters() == 0
    LetterCopy.objects.update(next_try=timezone.now())
    assert actions.register_letters() == 1
    assert len(queries.letters_at_twins()) == 1


@pytest.mark.django_db
def test_without_a_register_nothing_is_promised_and_a_wrong_setting_is_said(
    world: None, suzanne: Any, settings: Any
) -> None:
    builders.case(suzanne)
    assert not LetterCopy.objects.exists()
    settings.CONFIG = dataclasses.replace(settings.CONFIG, open_vtb_letters="x y")
    assert any("OPEN_VTB_LETTERS" in sentence for sentence in registers.wrong())
