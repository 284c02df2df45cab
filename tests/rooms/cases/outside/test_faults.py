"""What other systems do wrong: each fault ends in time, by name, and leaves nothing behind."""

import datetime as dt
import gc
import threading
import time
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.loopback import Handler, drips, huge, says, served

from oogopslag.outside import asking, beside
from oogopslag.outside.errors import (
    Conflict,
    NotThere,
    OutsideError,
    Refused,
    Rejected,
    TooBusy,
    Unreachable,
    Unusable,
)

pytestmark = pytest.mark.filterwarnings("error::ResourceWarning")


def ask(url: str, seconds: float = 2.0) -> asking.Answer:
    async def once() -> asking.Answer:
        async with httpx.AsyncClient() as client:
            return await asking.ask(client, "GET", f"{url}/zaken", seconds=seconds)

    return beside.run(once())


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says(401), Refused), (says(403), Refused), (says(404), NotThere), (says(410), NotThere),
        (says(409), Conflict), (says(412), Conflict), (says(429), TooBusy), (says(503), TooBusy),
        (says(500), Unusable), (says(502, b"<h1>Bad gateway</h1>", "text/html"), Unusable),
        (says(200, b'{"results": [{"ur'), Unusable), (says(200, b"\xff\xfe"), Unusable),
        (says(200, b"[" * 100_000), Unusable), (says(302, b"", location="http://127.0.0.1:1/"),
                                               Unusable), (huge(), Unusable),
        (says(200, b" " * 31_000_000), Unusable),
    ],
    ids=["401", "403", "404", "410", "409", "412", "429", "503", "500", "502", "truncated",
         "no text", "deep", "redirect", "30 MB unannounced", "30 MB announced"],
)  # fmt: skip
def test_each_fault_has_its_name(answer: Handler, error: type[OutsideError]) -> None:
    with served(answer) as url, pytest.raises(error) as caught:
        ask(url)
    assert url not in repr(caught.value)


def test_400_names_the_fields_and_never_the_values() -> None:
    body = b'{"invalidParams": [{"name": "startdatum", "code": "date", "reason": "999990019"}]}'
    answer = says(400, body, "application/problem+json")
    with served(answer) as url, pytest.raises(Rejected) as caught:
        ask(url)
    assert caught.value.fields == ("startdatum: date",)
    assert "999990019" not in repr(caught.value)


@pytest.mark.parametrize("form", ["seconds", "moment", "nonsense"])
def test_retry_after_is_kept_in_each_form(form: str) -> None:
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=120)
    text = {"seconds": "120", "moment": format_datetime(soon, usegmt=True), "nonsense": "later"}
    with served(says(429, retry_after=text[form])) as url, pytest.raises(TooBusy) as caught:
        ask(url)
    waits = caught.value.retry_after
    assert waits is None if form == "nonsense" else 115 <= (waits or 0) <= 120


def test_a_slow_drip_ends_at_the_deadline() -> None:
    with served(drips()) as url:
        start = time.monotonic()
        with pytest.raises(Unreachable):
            ask(url, seconds=0.4)
        assert time.monotonic() - start < 5


def test_nobody_listening_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        ask("http://127.0.0.1:9")


def test_a_certificate_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    file = self_signed(tmp_path)
    with served(says(200), file) as url, pytest.raises(Unreachable):
        ask(url)


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "twin.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def test_side_by_side_gives_what_came_names_what_did_not_and_leaves_nothing_running() -> None:
    async def good() -> str:
        return "yes"

    async def bad() -> str:
        raise Refused("401")

    async def odd() -> str:
        raise KeyError("999990019")

    with served(drips()) as url:

        async def slow() -> str:
            async with httpx.AsyncClient() as client:
                return str(await asking.ask(client, "GET", url))

        before = threading.active_count()
        start = time.monotonic()
        found = beside.ask_all({"good": good, "bad": bad, "odd": odd, "slow": slow}, seconds=0.3)
        assert time.monotonic() - start < 3
        assert threading.active_count() <= before + 1  # the server's own thread for the drip
    assert found["good"].value == "yes"
    assert isinstance(found["bad"].error, Refused)
    assert isinstance(found["odd"].error, Unusable)
    assert "999990019" not in repr(found["odd"].error)
    assert found["slow"].late
    gc.collect()


def test_nobody_to_ask_asks_nobody() -> None:
    assert beside.ask_all({}, seconds=1) == {}
