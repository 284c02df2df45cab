"""Contract tests that ask somebody: each finds what is really wrong, and silence is no pass."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from django.utils import timezone
from tests.loopback import says, served
from tests.rooms.broker.conftest import BROKER

from oogopslag.broker import actions, queries
from oogopslag.broker.agency_kit import agency_findings
from oogopslag.broker.contracts import state_of, variable_of
from oogopslag.broker.kit_asking import NoAnswer, ask
from oogopslag.broker.models import EndPoint
from oogopslag.broker.page_kit import page_findings
from oogopslag.broker.receiver_kit import receiver_findings
from oogopslag.broker.rules_kit import rules_findings
from oogopslag.people.models import Call, Client, Organisation

SECRET = "whsec_goed"


def broken(findings: tuple[dict[str, str], ...]) -> dict[str, str]:
    """What broke, by step; each says how to mend it."""
    found = {one["step"]: one["mend"] for one in findings if one["result"] == "breaks"}
    assert all(found.values())
    return found


def receiver(checks: bool, ages: bool = True) -> Callable[[BaseHTTPRequestHandler, bytes], None]:
    """A receiver as an organisation would write it, from the text of Standard Webhooks alone."""

    def good(handler: BaseHTTPRequestHandler, body: bytes) -> bool:
        key, moment = handler.headers["webhook-id"], handler.headers["webhook-timestamp"]
        if key is None or moment is None:
            return False
        made = hmac.new(SECRET.encode(), f"{key}.{moment}.".encode() + body, hashlib.sha256)
        wanted = "v1," + base64.b64encode(made.digest()).decode()
        young = not ages or abs(time.time() - int(moment)) < 300
        told = json.loads(body)
        return young and told["id"] == key and handler.headers["webhook-signature"] == wanted

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(204 if not checks or good(handler, body) else 401)
        handler.end_headers()

    return answer


def test_a_receiver_that_checks_the_signature_fits() -> None:
    with served(receiver(checks=True)) as url:
        findings = receiver_findings(url, SECRET)

    assert broken(findings) == {}
    assert len(findings) == 6


def test_a_receiver_that_believes_everybody_breaks_with_its_mend() -> None:
    with served(receiver(checks=False)) as url:
        found = broken(receiver_findings(url, SECRET))

    assert found.keys() == {"without a signature", "signed with another secret",
                            "changed on the way", "an hour old"}  # fmt: skip


def test_a_receiver_that_takes_old_events_or_nothing_breaks() -> None:
    with served(receiver(checks=True, ages=False)) as url:
        assert broken(receiver_findings(url, SECRET)).keys() == {"an hour old"}
        # Without the secret the half that was not tested is named, and never green.
        assert receiver_findings(url, "")[-1]["result"] == "untested"
    with served(says(500)) as url:
        assert "signed well" in broken(receiver_findings(url, SECRET))


PAGE = """<!doctype html><html lang="nl"><head><title>Loket</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>
<h1>Loket</h1><img src="x" alt=""><label for="a">Naam</label><input id="a">
<label>Plaats <input></label><input type="hidden"><a href="/toegankelijkheid/">Toegankelijk</a>
</main></body></html>"""


def test_a_page_is_read_for_what_its_source_shows() -> None:
    media = "text/html; charset=utf-8"
    with served(says(200, PAGE.encode(), media)) as url:
        assert broken(page_findings(url)) == {}
    worse = (PAGE.replace(' lang="nl"', "").replace('alt=""', "").replace('for="a"', "")
             .replace("initial-scale=1", "user-scalable=no"))  # fmt: skip
    with served(says(200, worse.encode(), media)) as url:
        assert {step.split(" ")[0] for step in broken(page_findings(url))} == {
            "language", "zoom", "pictures", "fields"}  # fmt: skip
    with served(says(302, b"", media, location="/inloggen")) as url:
        assert broken(page_findings(url)).keys() == {"page"}


RULES = """$id: proefregel
$schema: https://x.nl/schema/v0.5.1/schema.json
"""


def test_rules_that_cannot_be_read_name_their_line() -> None:
    with served(says(200, (RULES + "articles: 3\n").encode())) as url:
        findings = rules_findings(url)
    assert broken(findings).keys() == {"readable"}
    assert "line " in findings[1]["what"]
    with served(says(200, b"greeting: hello\n")) as url:
        assert broken(rules_findings(url)).keys() == {"a law with articles that give something"}


def test_a_published_law_of_regelrecht_fits(shared) -> None:  # type: ignore[no-untyped-def]
    file = shared / "contracts/regelrecht-samples/test_date_operations-2025-01-01.yaml"
    with served(says(200, file.read_bytes())) as url:
        assert broken(rules_findings(url)) == {}


@pytest.mark.django_db
def test_the_use_of_our_own_api_is_read_from_our_own_log(world) -> None:  # type: ignore[no-untyped-def]
    body = Organisation.objects.get(slug="svb")
    made = actions.add_end_point("svb", "inbox", kit="agency", url="", actor=BROKER)
    assert not actions.run(made.id).asked

    real = Client.objects.create(organisation=body, name="a", kind=Client.NORMAL,
                                 secret_hash="x", last_used=timezone.localdate())  # fmt: skip
    trial = Client.objects.create(organisation=body, name="b", kind=Client.TEST, secret_hash="y")

    def call(client: Client, status: int, problem: str) -> None:
        Call.objects.create(client=client, method="POST", route="api/v1/messages", status=status,
                            problem=problem, milliseconds=1)  # fmt: skip

    call(trial, 422, "invalid-body")
    call(real, 429, "too-many")
    call(real, 500, "broken")
    # Tries in the sandbox, going too fast and our own faults say nothing of how it is used.
    assert actions.run(made.id).green
    for _ in range(3):
        call(real, 422, "invalid-body")
    run = actions.run(made.id)
    assert not run.green
    assert "3 of the calls" in run.findings[0]["what"]
    assert agency_findings("duo")[0]["result"] == "untested"
    assert state_of(made, run, timezone.now()).state == "red"
    assert queries.conformance("svb", timezone.now())[0].expires is None


@pytest.mark.django_db
def test_nobody_has_the_secret_of_another_sent_to_an_address_of_their_own() -> None:
    mine = EndPoint(organisation="gm0001", secret="fbs")
    other = EndPoint(organisation="gm0002", secret="fbs")
    assert variable_of(mine) == "OOGOPSLAG_CONTRACT_GM0001__FBS"
    assert variable_of(mine) != variable_of(other)


def test_a_kit_never_asks_within_our_own_network(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    with served(says(200)) as url, pytest.raises(NoAnswer):
        ask(url)
    with pytest.raises(NoAnswer):
        ask("https://169.254.169.254/latest")


def test_an_address_is_looked_at_again_at_every_run(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A name that led outside when it was added leads into our own network tonight."""
    from oogopslag.broker.contracts import KITS
    from oogopslag.catalogue.conformance import Credentials
    from oogopslag.outside import public

    asked: list[bytes] = []

    def listens(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        asked.append(handler.requestline.encode())
        handler.send_response(200)
        handler.end_headers()

    settings.DEMO = False
    with served(listens) as url:
        port = int(url.rsplit(":", 1)[1])
        inward = [(2, 1, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(public.socket, "getaddrinfo", lambda *_, **__: inward)
        for kit in KITS.keys() - {"agency"}:
            for scheme in ("https", "http"):
                outcome = KITS[kit](f"{scheme}://register.voorbeeld.nl:{port}", Credentials())
                assert not outcome.asked, kit
    assert asked == []


@pytest.mark.django_db
def test_the_matrix_tests_all_ten_contracts_from_a_real_answer(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from oogopslag.broker.contracts import COLUMN_KITS, CONTRACTS, KITS

    assert set(COLUMN_KITS) == set(CONTRACTS)
    assert {kit for kits in COLUMN_KITS.values() for kit in kits} == set(KITS)
    settings.DEMO = True
    with served(says(200, b"[]")) as url:
        for contract, kit in (("catalogue", "zgw-catalogi"), ("form", "vtb-verzoeken"),
                              ("payment", "vtb-taken")):  # fmt: skip
            one = actions.add_end_point("gemeente-a", contract, kit=kit, url=url, secret="proef",
                                        actor=BROKER)  # fmt: skip
            monkeypatch.setenv(variable_of(one), f"wij:{'geheim' * 8}")
            run = actions.run(one.id)
            assert (run.asked, run.green) == (True, False), kit
